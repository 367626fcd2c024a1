// Package evidence compares the sentences of two texts: how much of what one
// says is found in the other, by a bilingual dictionary, names, numbers,
// dates, cognates, and a translation where there is one.
//
// Start with [Compare]; [Matrix.Cover] answers for any two groups of
// sentences. A Matrix is read-only once built.
package evidence

import (
	"math"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// Text is the sentences of one language. Translations holds what each of them
// says in the other text's language; it is nil or as long as Sentences.
type Text struct {
	Lang         kilas.Lang
	Sentences    []string
	Translations []string
	parts        [][]string // of each sentence, nil for one part
	translated   [][]string // translations of the parts
}

// Means says what a comparison may use.
type Means struct {
	NoLexicon bool
	NoMeaning bool
	NoGloss   bool
	NoParts   bool           // compare sentences as a whole only
	Table     *lexicon.Table // instead of the embedded one, from the source's language
}

// knows reports whether there is a dictionary of two languages to use.
func (m Means) knows(source, target kilas.Lang) bool {
	if m.NoLexicon || m.Table != nil {
		return !m.NoLexicon
	}
	_, _, ok := lexicon.Between(source, target)
	return ok
}

// Basis is the strongest means that a comparison had.
type Basis int

// Bases, weakest first.
const (
	Surface     Basis = iota // cognates, names, numbers
	Lexicon                  // a dictionary as well
	Gloss                    // a small dictionary, and a gloss made with it
	SameLang                 // both texts are in one language
	Translation              // a translation as well
)

// Matrix is the comparison of two texts.
type Matrix struct {
	Source, Target *Side
	Basis          Basis
	similar        [][]float32 // of units: [source][target]
	mentions       [][]bool    // of names: [source sentence][target unit]
	translated     *Matrix     // the same comparison within one language
	large          bool        // the dictionary is
	placed         bool        // sentences have a place in the space of meanings
}

// Cover is how much of two groups of sentences is found in the other one,
// by weight, in [0,1], and the weight itself in units of a typical word.
type Cover struct {
	Source, Target             float64
	SourceWeight, TargetWeight float64
	Shared                     float64 // weight that is found, of the lesser side
	Words                      float64 // the same of what is neither a name nor a fact
}

// Mean is the harmonic mean of both sides.
func (c Cover) Mean() float64 {
	if c.Source+c.Target == 0 {
		return 0
	}
	return 2 * c.Source * c.Target / (c.Source + c.Target)
}

// Compare prepares two texts.
func Compare(source, target Text, means Means) *Matrix {
	source, target = source.parted(target.Lang, means), target.parted(source.Lang, means)
	places := Base(source.Lang) != Base(target.Lang) && !means.knows(source.Lang, target.Lang) // else they help little
	s, t := newSide(source, places), newSide(target, places)
	m := &Matrix{Source: s, Target: t}
	m.similar = make([][]float32, len(s.Units))
	cells := make([]float32, len(s.Units)*len(t.Units))
	for u := range m.similar {
		m.similar[u] = cells[u*len(t.Units) : (u+1)*len(t.Units)]
	}
	m.addIdentity()
	m.addFacts()
	if !means.NoLexicon && m.addLexicon(means.Table) {
		m.Basis = Lexicon
		if !means.NoGloss && source.Translations == nil && target.Translations == nil {
			m.gloss(source, target, means)
		}
	}
	m.addCognates()
	m.addMentions()
	if Base(source.Lang) == Base(target.Lang) && source.Lang != "" {
		m.Basis = SameLang
		s.informAlone()
		t.informAlone()
	}
	if !means.NoMeaning {
		m.place()
	}
	if source.Translations != nil || target.Translations != nil {
		m.translated = compareTranslated(source, target, means.NoMeaning)
		m.Basis = Translation
	}
	return m
}

// compareTranslated compares both texts in one language, the target's when
// the source has been translated.
func compareTranslated(source, target Text, noMeaning bool) *Matrix {
	if source.Translations != nil {
		source = source.inOther(target.Lang)
		target.Translations = nil
	} else {
		target = target.inOther(source.Lang)
	}
	return Compare(source, target, Means{NoLexicon: true, NoMeaning: noMeaning})
}

func (t Text) inOther(l kilas.Lang) Text {
	return Text{Lang: l, Sentences: t.Translations, parts: t.translated}
}

// translationShare is the part that the comparison of translations has in the
// whole, where there is one.
const translationShare = 0.75

// informedShare is its part where there is a large dictionary as well.
const informedShare = 0.5

func (m *Matrix) translatedShare() float64 {
	switch {
	case m.Basis == Gloss:
		return glossShare
	case m.large:
		return informedShare
	}
	return translationShare
}

// Cover compares the sentences or parts numbered i of the source with those
// numbered j of the target, as if each group were one sentence.
func (m *Matrix) Cover(i, j []int) Cover {
	c := m.cover(i, j)
	if m.translated == nil {
		return c
	}
	t := m.translated.cover(i, j)
	share := m.translatedShare()
	mix := func(own, translated float64) float64 {
		return (1-share)*own + share*translated
	}
	return Cover{
		Source: mix(c.Source, t.Source), Target: mix(c.Target, t.Target),
		SourceWeight: mix(c.SourceWeight, t.SourceWeight), TargetWeight: mix(c.TargetWeight, t.TargetWeight),
		Shared: mix(c.Shared, t.Shared), Words: mix(c.Words, t.Words),
	}
}

func (m *Matrix) cover(i, j []int) Cover {
	source, target := m.Source.union(i), m.Target.union(j)
	var c Cover
	best := make([]float32, len(target))
	foundSource, wordsSource := 0.0, 0.0
	for _, u := range source {
		row, most := m.similar[u], float32(0)
		for k, v := range target {
			s := row[v]
			if s > most {
				most = s
			}
			if s > best[k] {
				best[k] = s
			}
		}
		w := m.Source.Units[u].Weight
		c.SourceWeight += w
		foundSource += w * float64(most)
		if m.Source.Units[u].word() {
			wordsSource += w * float64(most)
		}
	}
	foundTarget, wordsTarget := 0.0, 0.0
	for k, v := range target {
		w := m.Target.Units[v].Weight
		c.TargetWeight += w
		found := float64(best[k])
		if m.mentioned(i, v) {
			found = max(found, mentionStrength)
		}
		foundTarget += w * found
		if m.Target.Units[v].word() {
			wordsTarget += w * found
		}
	}
	if c.SourceWeight > 0 {
		c.Source = foundSource / c.SourceWeight
	}
	if c.TargetWeight > 0 {
		c.Target = foundTarget / c.TargetWeight
	}
	if m.Source.spaceless {
		c.Source = max(c.Source, math.Min(1, c.Source+0.5*c.Target))
	}
	c.Shared = min(foundSource, foundTarget)
	c.Words = min(wordsSource, wordsTarget)
	return c
}

// Large reports whether there is a large dictionary of the two languages.
func (m *Matrix) Large() bool { return m.large }

// BasisName names what a comparison rests on, as the models are filed.
func (m *Matrix) BasisName() string {
	name := m.basisName()
	if m.Placed() {
		name += "-meaning"
	}
	return name
}

func (m *Matrix) basisName() string {
	switch {
	case m.Basis == Translation && m.large:
		return "translation-lexicon"
	case m.Basis == Translation:
		return "translation"
	case m.Basis == SameLang:
		return "same-language"
	case m.Basis == Gloss:
		return "gloss"
	case m.Basis == Lexicon && m.Source.spaceless != m.Target.spaceless:
		return "lexicon-spaceless"
	case m.Basis == Lexicon:
		return "lexicon"
	case m.Source.spaceless != m.Target.spaceless:
		return "surface-spaceless"
	}
	return "surface"
}
