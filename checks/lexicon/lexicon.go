// Package lexicon is the bilingual dictionaries of kilas: tables of
// translation probabilities learned from parallel texts, without the texts.
//
// Start with [Between], which opens an embedded table, and [Units], which cuts
// text into what tables count. A table is read where it lies: opening it
// builds nothing, and all its methods are safe for concurrent use. The program
// in the folder train makes tables; CARD.md says from what.
package lexicon

import (
	"cmp"
	"math"
	"sort"

	kilas "github.com/kilas-news/kilas"
)

// Link is a translation of a unit: Target is its number on the other side,
// Forward the probability of the target given the source, Backward that of
// the source given the target.
type Link struct {
	Target            int
	Forward, Backward float64
}

// Table is a dictionary from one language, its source, into another.
type Table struct {
	source, target side
	rows           uint32s // first link of each source unit
	links          string
}

// Find returns the number of a unit of the source side.
func (t *Table) Find(unit string) (int, bool) { return t.source.find(unit) }

// FindTarget returns the number of a unit of the target side.
func (t *Table) FindTarget(unit string) (int, bool) { return t.target.find(unit) }

// Target returns the unit with number n of the target side.
func (t *Table) Target(n int) string { return t.target.unit(n) }

// Links calls yield with the translations of source unit n until it returns
// false, in the order of their numbers.
func (t *Table) Links(n int, yield func(Link) bool) {
	for at := t.rows.at(n); at < t.rows.at(n+1); at++ {
		record := t.links[at*linkBytes:]
		l := Link{
			Target:   int(record[0]) | int(record[1])<<8,
			Forward:  unpackProbability(record[2]),
			Backward: unpackProbability(record[3]),
		}
		if !yield(l) {
			return
		}
	}
}

// Bits is how surprising source unit n is, -log2 of its share of the corpus.
func (t *Table) Bits(n int) float64 { return t.source.surprise(n) }

// TargetBits is [Table.Bits] of the target side.
func (t *Table) TargetBits(n int) float64 { return t.target.surprise(n) }

// Proper reports whether source unit n was mostly capitalised inside of
// sentences, as names are.
func (t *Table) Proper(n int) bool { return t.source.proper(n) }

// TargetProper is [Table.Proper] of the target side.
func (t *Table) TargetProper(n int) bool { return t.target.proper(n) }

// Len returns the number of source units, target units and links.
func (t *Table) Len() (source, target, links int) {
	return t.source.len(), t.target.len(), len(t.links) / linkBytes
}

// large is the number of target units from which a table was made of enough
// text to have the names of countries and to know which words are rare.
const large = 10_000

// Large reports whether a table is one to rely on for words that it lacks.
func (t *Table) Large() bool { return t.target.len() >= large }

// side is the sorted units of one language.
type side struct {
	offsets uint32s
	text    string
	marks   string // of each unit: its surprise in steps of 1/stepsPerBit, and properBit
}

func (s side) len() int { return len(s.marks) }

func (s side) surprise(n int) float64 { return float64(s.marks[n]&^properBit) / stepsPerBit }

func (s side) proper(n int) bool { return s.marks[n]&properBit != 0 }

func (s side) unit(n int) string { return s.text[s.offsets.at(n):s.offsets.at(n+1)] }

func (s side) find(unit string) (int, bool) {
	return sort.Find(s.len(), func(n int) int { return cmp.Compare(unit, s.unit(n)) })
}

// uint32s is little-endian numbers inside a string.
type uint32s string

func (u uint32s) at(n int) int {
	b := u[4*n : 4*n+4]
	return int(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
}

// Between returns the embedded table of two languages and whether it has to
// be read backwards, since its source is b. It reports false when there is
// none. A language without a table of its own uses that of a close relative:
// Malay that of Indonesian.
func Between(a, b kilas.Lang) (t *Table, backwards, ok bool) {
	if t, ok := open(a, b); ok {
		return t, false, true
	}
	t, ok = open(b, a)
	return t, true, ok
}

// Frequencies returns a function that tells how surprising a unit of language
// l is, in bits, or 0 when it is not known. It reports false when no large table
// has the language.
func Frequencies(l kilas.Lang) (bits func(unit string) float64, ok bool) {
	if l == "en" {
		t, ok := open("id", "en")
		return func(unit string) float64 { return surpriseOf(t.target, unit) }, ok
	}
	t, ok := open(l, "en")
	if !ok || !t.Large() {
		return nil, false
	}
	return func(unit string) float64 { return surpriseOf(t.source, unit) }, true
}

func surpriseOf(s side, unit string) float64 {
	n, ok := s.find(unit)
	if !ok {
		return 0
	}
	return s.surprise(n)
}

// Best returns the likeliest translation of a unit of the source side.
func (t *Table) Best(unit string) (string, bool) {
	n, ok := t.Find(unit)
	if !ok {
		return "", false
	}
	best, target := 0.0, 0
	t.Links(n, func(l Link) bool {
		if p := l.Forward * l.Backward; p > best {
			best, target = p, l.Target
		}
		return true
	})
	return t.Target(target), best > 0
}

// packProbability stores p in a byte on a logarithmic scale, and
// unpackProbability reads it: 0 is never, 255 is certain, and one step is a
// factor of 2^(1/16).
func packProbability(p float64) byte {
	if p <= 0 {
		return 0
	}
	step := 255 + math.Round(16*math.Log2(p))
	return byte(min(max(step, 0), 255))
}

func unpackProbability(b byte) float64 { return probabilities[b] }

var probabilities = func() (table [256]float64) {
	for b := 1; b < len(table); b++ {
		table[b] = math.Exp2(float64(b-255) / 16)
	}
	return table
}()
