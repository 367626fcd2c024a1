// Package concepts puts what articles say in a form in which any two of them
// are compared fast, whatever their languages.
//
// A [Bag] is the words, names, numbers and dates of an article's first
// sentences. Each has keys: its spelling, what it sounds like, and what it may
// mean in English by the dictionaries of package lexicon. Two units are the
// same thing as far as they share a key. Start with [New] and [Compare]. A
// Bag is read-only and may be used by several goroutines.
package concepts

import (
	"cmp"
	"slices"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/meaning"
)

// MaxSentences is the number of sentences of an article that are looked at.
// What an event is stands at the beginning of an article.
const MaxSentences = 12

// LeadSentences is the number of sentences that tell what an article is about:
// its title and lead.
const LeadSentences = 3

// Kind is what a unit is.
type Kind uint8

// Kinds of units.
const (
	Word Kind = iota
	Name
	Number
	Date
	kinds
)

// Unit is a thing that an article mentions. Text is folded if it is a word,
// Name as the article spells it if it is a name. Weight is how much it tells,
// from 0 to about 2, and Abroad the same beside an article in another language,
// which a word without a translation can't be found in. sentences has a bit for
// each sentence that mentions it.
type Unit struct {
	Text      string
	Name      string
	Kind      Kind
	Weight    float32
	Abroad    float32
	Strange   bool // a name, or a word that no dictionary has, as most names are
	sentences uint16
}

// weight is what the unit counts beside an article in the same language, or in
// another one.
func (u *Unit) weight(abroad bool) float32 {
	if abroad {
		return u.Abroad
	}
	return u.Weight
}

// String is the unit for people.
func (u *Unit) String() string { return cmp.Or(u.Name, u.Text) }

// lead reports whether the title or lead mentions the unit.
func (u *Unit) lead() bool { return u.sentences&(1<<LeadSentences-1) != 0 }

// entry is a key of a unit and how sure it is, in (0,1].
type entry struct {
	key      uint64
	unit     uint16
	strength float32
}

// Bag is an article.
type Bag struct {
	Lang      kilas.Lang
	Units     []Unit
	Sentences int
	entries   []entry                  // by key
	weights   [2][MaxSentences]float32 // of the sentences, at home and abroad
	lead, all meaning.Vector
	placed    bool // the vectors are set
}

// finish sorts the entries and sums up.
func (b *Bag) finish() {
	slices.SortFunc(b.entries, func(x, y entry) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.unit, y.unit), cmp.Compare(y.strength, x.strength))
	})
	b.entries = slices.CompactFunc(b.entries, func(x, y entry) bool { return x.key == y.key && x.unit == y.unit })
	for n := range b.Units {
		u := &b.Units[n]
		for s := range b.Sentences {
			if u.sentences&(1<<s) != 0 {
				b.weights[0][s] += u.Weight
				b.weights[1][s] += u.Abroad
			}
		}
	}
}
