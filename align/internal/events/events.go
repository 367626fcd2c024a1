// Package events decides whether two articles tell the same event.
//
// An article is prepared once, by [New]; any two are then compared by
// [Compare] and judged by [Judge], in some ten microseconds.
package events

import (
	"math"
	"time"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/concepts"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// Event is an article as far as it tells what happened.
type Event struct {
	Lang      kilas.Lang
	Published time.Time // zero when not known
	bag       *concepts.Bag
}

// New prepares an article from its title, which may be empty, and the
// sentences of its story.
func New(l kilas.Lang, title string, sentences []string, published time.Time) *Event {
	if title != "" {
		sentences = append([]string{title}, sentences...)
	}
	return &Event{Lang: l, Published: published, bag: concepts.New(l, sentences)}
}

// Empty reports whether there is nothing to compare.
func (e *Event) Empty() bool { return len(e.bag.Units) == 0 }

// Features of two articles, in the order of [FeatureLabels].
type Features [FeatureCount]float64

const (
	FeatureBias = iota
	FeatureWords
	FeatureNames
	FeatureNumbers
	FeatureLead
	FeatureLeads
	FeatureLeadWords
	FeatureSentences
	FeatureBest
	FeatureSecond
	FeatureConflict
	FeatureOtherDay
	FeatureRare
	FeatureLength
	FeatureMeaning
	FeatureLeadMeaning
	FeaturePlaced
	FeatureSameLang
	FeatureSmallTable
	FeatureNoTable
	FeatureLong
	FeatureLongWords
	FeatureLongNames
	FeatureLongNumbers
	FeatureLongLead
	FeatureLongBest
	FeatureCount
)

// FeatureLabels are for people.
var FeatureLabels = [FeatureCount]string{
	"bias", "words", "names", "numbers", "lead", "leads", "lead words", "sentences", "best", "second", "conflict", "other day",
	"rare", "length", "meaning", "lead meaning", "placed", "same language", "small table", "no table", "long", "long words", "long names", "long numbers", "long lead", "long best",
}

// Compare returns the features of two articles, and what they share.
func Compare(a, b *Event) (Features, concepts.Likeness) {
	l := concepts.Compare(a.bag, b.bag)
	f := Features{
		FeatureBias: 1, FeatureWords: l.Words, FeatureNames: l.Names, FeatureNumbers: l.Numbers,
		FeatureLead: l.Lead, FeatureLeads: l.Leads, FeatureLeadWords: l.LeadWords,
		FeatureSentences: l.Sentences, FeatureBest: l.Best, FeatureSecond: l.Second,
		FeatureConflict: l.Conflict, FeatureOtherDay: l.OtherDay, FeatureRare: l.Rare,
		FeatureLength: math.Log(float64(max(1, min(a.bag.Sentences, b.bag.Sentences)))),
	}
	if l.Placed {
		f[FeatureMeaning], f[FeatureLeadMeaning], f[FeaturePlaced] = l.Meaning, l.LeadMeaning, 1
	}
	switch {
	case a.Lang == b.Lang:
		f[FeatureSameLang] = 1
	case !known(a.Lang) || !known(b.Lang):
		f[FeatureNoTable] = 1
	case !large(a.Lang) || !large(b.Lang):
		f[FeatureSmallTable] = 1
	}
	if long := min(1, max(0, float64(min(a.bag.Sentences, b.bag.Sentences)-shortSentences)/shortSentences)); long > 0 {
		f[FeatureLong] = long
		f[FeatureLongWords], f[FeatureLongNames], f[FeatureLongNumbers] = long*l.Words, long*l.Names, long*l.Numbers
		f[FeatureLongLead], f[FeatureLongBest] = long*l.Lead, long*l.Best
	}
	return f, l
}

// shortSentences is the number of sentences up to which an article is short,
// as feeds and the beginnings of articles are; one of twice as many is long.
const shortSentences = 4

// known and large report whether words of a language can be put into English,
// at all and by a dictionary to rely on.
func known(l kilas.Lang) bool {
	_, _, ok := lexicon.Between(l, "en")
	return ok || l == "en"
}

func large(l kilas.Lang) bool {
	t, _, ok := lexicon.Between(l, "en")
	return ok && t.Large() || l == "en"
}
