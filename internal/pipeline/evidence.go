package pipeline

import (
	"math"
	"time"

	"github.com/kilas-news/kilas/align"
)

// evidence is what two reports are judged by, in the order of evidenceLabels.
// Those of a kind of terms are: the weight of what both have against the
// lengths of their vectors, 1 when one of them has too little of the kind to
// say something, 1 when both have and share hardly any, the cosine, and the
// length of the vector that both share.
type evidence [evidenceCount]float64

const (
	evidenceOne          = iota // one language
	evidenceFormula             // one of them is formulaic
	evidenceApart               // days between them, at most one
	evidenceWords               // cosines
	evidenceEnglish             //
	evidenceWordsZ              // the same in standard deviations over that of any two reports in these languages
	evidenceEnglishZ            //
	evidenceHeads               // names in titles and leads
	evidenceNames        = evidenceHeads + factCount
	evidenceNumbers      = evidenceNames + factCount
	evidencePlaces       = evidenceNumbers + factCount
	evidenceEchoes       = evidencePlaces + factCount
	evidenceCommon       = evidenceEchoes + factCount // of the aligner
	evidenceCommonNumber = 18
	evidenceCount        = evidenceCommon + evidenceCommonNumber

	evidenceOtherHeads    = evidenceHeads + 2
	evidenceLeadNamesLess = evidenceCommon + 7
	evidenceSentences     = evidenceCommon + 8
)

// factCount is the number of values that describe a kind of terms.
const factCount = 5

// evidenceLabels are for people, and for a model to be read right.
var evidenceLabels = func() []string {
	labels := []string{"one language", "formula", "apart", "words", "english", "words z", "english z"}
	for _, kind := range []string{"heads", "names", "numbers", "places", "echoes"} {
		labels = append(labels, kind, "no "+kind, "other "+kind, kind+" cosine", kind+" shared")
	}
	return append(labels, "c words", "c names", "c numbers", "c lead", "c leads", "c lead words", "c lead names", "c lead names less",
		"c sentences", "c best", "c second", "c numbers differ", "c days differ", "c rare", "c length", "c meaning", "c lead meaning", "c small")
}()

// EvidenceLabels are the names of what [Evidence] yields.
func EvidenceLabels() []string { return evidenceLabels }

const (
	prior        = 25.0 // about the squared weight of one rare term
	enoughFacts  = 9.0  // squared length of a vector of names or numbers that says something
	hardlyShared = 0.08 // cosine below which names or numbers contradict
)

// evidenceOf compares two reports. c is what the aligner says of them.
func (x *index) evidenceOf(p pair, c align.Common) evidence {
	a, b := &x.reports[p.i], &x.reports[p.j]
	shared := x.sharedOf(p)
	var e evidence
	if a.Lang == b.Lang {
		e[evidenceOne] = 1
	}
	if x.isFormulaic(p) {
		e[evidenceFormula] = 1
	}
	e[evidenceApart] = apart(a, b)
	e[evidenceWords], e[evidenceEnglish] = x.cosine(p.i, p.j, wordTerm, shared), x.cosine(p.i, p.j, englishTerm, shared)
	usual := x.usual[languagesOf(a.Lang, b.Lang)]
	e[evidenceWordsZ], e[evidenceEnglishZ] = usual[0].deviation(e[evidenceWords]), usual[1].deviation(e[evidenceEnglish])
	for k, kind := range []termKind{headTerm, nameTerm, numberTerm, placeTerm, echoTerm} {
		f := e[evidenceHeads+k*factCount:]
		f[0], f[1], f[2] = x.facts(p, kind, shared)
		f[3], f[4] = x.cosine(p.i, p.j, kind, shared), math.Sqrt(shared[kind])
	}
	copy(e[evidenceCommon:], []float64{
		c.Words, c.Names, c.Numbers, c.Lead, c.Leads, c.LeadWords, c.LeadNames, c.LeadNamesLess,
		c.Sentences, c.Best, c.Second, c.NumbersDiffer, c.DaysDiffer, c.Rare, c.Length, c.Meaning, c.LeadMeaning, c.Small,
	})
	return e
}

// usualApart is taken for the time between two reports of a day when it isn't
// known, in days.
const usualApart = 0.3

// apart is the time between two reports in days, at most 1: how long an event is
// told about, too few examples tell.
func apart(a, b *Report) float64 {
	if !a.Time.IsZero() && !b.Time.IsZero() {
		return min(1, a.Time.Sub(b.Time).Abs().Hours()/(24*time.Hour).Hours())
	}
	if a.Days != b.Days {
		return 1
	}
	return usualApart
}

func (x *index) isFormulaic(p pair) bool { return x.formula[p.i] || x.formula[p.j] }

// sharedOf sums up what two reports have in common, by kind.
func (x *index) sharedOf(p pair) (shared [termKinds]float64) {
	a, b := x.reports[p.i], x.reports[p.j]
	for i, j := 0, 0; i < len(a.Terms) && j < len(b.Terms); {
		switch s, t := a.Terms[i], b.Terms[j]; {
		case s < t:
			i++
		case t < s:
			j++
		default:
			shared[kindOf(s)] += x.weight(s, a.Lang)
			i++
			j++
		}
	}
	return shared
}

// facts compares the terms of a kind: how much is shared, whether one report
// lacks them, and whether they contradict each other.
func (x *index) facts(p pair, k termKind, shared [termKinds]float64) (alike, missing, contradict float64) {
	if x.norms[p.i][k] < enoughFacts || x.norms[p.j][k] < enoughFacts {
		return 0, 1, 0
	}
	if x.cosine(p.i, p.j, k, shared) < hardlyShared {
		contradict = 1
	}
	return shared[k] / (math.Sqrt(x.norms[p.i][k]*x.norms[p.j][k]) + prior), 0, contradict
}
