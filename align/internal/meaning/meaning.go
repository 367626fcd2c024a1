// Package meaning places sentences of two languages in one space, so that
// those that say the same lie near each other though they share no word.
//
// Each word has a vector; a sentence is the sum of its words. The vectors were
// learned from translated sentences by the program in the folder train;
// CARD.md says from which. Start with [Between] and [Side.Add]. A table is
// read where it lies, and all functions are safe for concurrent use.
package meaning

import (
	"cmp"
	"math"
	"sort"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// Dims is the number of dimensions of the space.
const Dims = 64

// Vector is a place in the space. The sum of the vectors of sentences is that
// of the sentences read as one.
type Vector [Dims]float32

// Add moves v by the vector w.
func (v *Vector) Add(w *Vector) {
	for k := range v {
		v[k] += w[k]
	}
}

// Dot is the inner product of two vectors.
func (v *Vector) Dot(w *Vector) float64 {
	sum := float32(0)
	for k := range v {
		sum += v[k] * w[k]
	}
	return float64(sum)
}

// Length is the distance of v from the origin: roughly, how much its words
// tell.
func (v *Vector) Length() float64 { return math.Sqrt(v.Dot(v)) }

// Likeness is the cosine of the angle between two vectors, in [-1,1], or 0
// when one of them has no known word.
func (v *Vector) Likeness(w *Vector) float64 {
	length := v.Length() * w.Length()
	if length == 0 {
		return 0
	}
	return v.Dot(w) / length
}

// Side is the words of one language.
type Side struct {
	offsets uint32s
	text    string
	scales  string // of each word, on a logarithmic scale
	rows    string // Dims signed bytes of each word
}

// Len is the number of words.
func (s *Side) Len() int { return len(s.scales) }

// Between returns the words of two languages if both lie in the same space; a
// and b may be the same language.
func Between(a, b kilas.Lang) (sideA, sideB *Side, ok bool) {
	sideA, okA := sideOf(a)
	sideB, okB := sideOf(b)
	return sideA, sideB, okA && okB
}

// Add adds a unit of [lexicon.Units] in language l to v, and reports whether
// it is known, in this form or another.
func (s *Side) Add(v *Vector, l kilas.Lang, unit string) bool {
	n, ok := s.find(unit)
	if !ok {
		for _, variant := range lexicon.Variants(l, unit) {
			if n, ok = s.find(variant); ok {
				break
			}
		}
	}
	if ok {
		s.addRow(v, n)
	}
	return ok
}

func (s *Side) addRow(v *Vector, n int) {
	scale := unpackScale(s.scales[n])
	row := s.rows[n*Dims : (n+1)*Dims]
	for k := range v {
		v[k] += scale * float32(int8(row[k]))
	}
}

func (s *Side) word(n int) string { return s.text[s.offsets.at(n):s.offsets.at(n+1)] }

func (s *Side) find(word string) (int, bool) {
	return sort.Find(s.Len(), func(n int) int { return cmp.Compare(word, s.word(n)) })
}
