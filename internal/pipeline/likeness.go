package pipeline

import "math"

// features are what two reports are compared by. In names and numbers, a kind
// that one of them has too few rare terms of is missing and says nothing; one
// that both have and share hardly any of contradicts.
type features struct {
	same                                  float64 // of the aligner, in logits; 0 when it was not asked
	words, english                        float64 // cosines
	names, noNames, namesContradict       float64
	numbers, noNumbers, numbersContradict float64
}

// model is a logistic model of [features]. Bias includes the bound from which
// two reports are one event, so that a likeness above 0 is.
type model struct {
	bias float64
	by   features
}

func (m model) of(f features) float64 {
	return m.bias + m.by.same*f.same + m.by.words*f.words + m.by.english*f.english +
		m.by.names*f.names + m.by.noNames*f.noNames + m.by.namesContradict*f.namesContradict +
		m.by.numbers*f.numbers + m.by.noNumbers*f.noNumbers + m.by.numbersContradict*f.numbersContradict
}

// The models were fitted to articles that a simulated newsroom made of events,
// a third of which have a near twin: some from parallel sentences, Multi-News
// and VietnameseMDS, others from templates, as formulaic news is written. The
// bounds are those of a precision of 0.99 there.
var (
	inOneLanguage = model{-1.12 - 0.52, features{
		same: 0.79, words: 1.43, english: 0.76,
		names: 1.40, noNames: -1.38, namesContradict: -1.70, numbers: 1.05, noNumbers: -0.51, numbersContradict: -0.90}}
	inTwoLanguages = model{-1.21 - 1.72, features{
		same: 0.15, english: 9.99,
		names: 1.02, noNames: 0.29, namesContradict: -0.22, numbers: 1.84, noNumbers: -0.27, numbersContradict: -1.39}}
	formulaInOneLanguage = model{-3.09 - 0.5, features{
		words: 0.30, english: -0.30,
		names: 1.58, noNames: 0.59, namesContradict: -1.31, numbers: 3.91, noNumbers: -0.04, numbersContradict: -2.83}}
	formulaInTwoLanguages = model{0.03 - 1.0, features{
		english: -1.84,
		names:   0.95, noNames: -0.26, namesContradict: -0.28, numbers: 5.19, noNumbers: 1.17, numbersContradict: -3.36}}
)

const (
	enoughFacts  = 9.0  // squared length of a vector of names or numbers that says something
	hardlyShared = 0.08 // cosine below which names or numbers contradict
	widestScore  = 0.995
)

// needsTexts reports whether the likeness of a pair rests on the aligner too.
func (x *index) needsTexts(p pair) bool { return x.modelOf(p).by.same != 0 }

func (x *index) modelOf(p pair) model {
	one := x.reports[p.i].Lang == x.reports[p.j].Lang
	formula := x.formula[p.i] || x.formula[p.j]
	switch {
	case one && formula:
		return formulaInOneLanguage
	case formula:
		return formulaInTwoLanguages
	case one:
		return inOneLanguage
	}
	return inTwoLanguages
}

// likenessOf is how surely two reports tell one event, in logits above the
// bound. The aligner is asked when the model wants to know, and its answer could
// change the outcome.
func (x *index) likenessOf(p pair, aligner func() (float64, bool)) float64 {
	m, f := x.modelOf(p), x.compareTerms(p)
	if m.by.same == 0 {
		return m.of(f)
	}
	widest := m.by.same * logit(widestScore)
	if l := m.of(f); l+widest < -sure || l-widest > sure {
		return l
	}
	if score, ok := aligner(); ok {
		f.same = logit(score)
	}
	return m.of(f)
}

func logit(p float64) float64 {
	p = max(1-widestScore, min(widestScore, p))
	return math.Log(p / (1 - p))
}

// compareTerms compares the terms of two reports.
func (x *index) compareTerms(p pair) features {
	a, b := x.reports[p.i], x.reports[p.j]
	var shared [termKinds]float64
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
	f := features{words: x.cosine(p.i, p.j, wordTerm, shared), english: x.cosine(p.i, p.j, englishTerm, shared)}
	f.names, f.noNames, f.namesContradict = x.facts(p, nameTerm, shared)
	f.numbers, f.noNumbers, f.numbersContradict = x.facts(p, numberTerm, shared)
	return f
}

func (x *index) facts(p pair, k termKind, shared [termKinds]float64) (alike, missing, contradict float64) {
	if x.norms[p.i][k] < enoughFacts || x.norms[p.j][k] < enoughFacts {
		return 0, 1, 0
	}
	alike = x.cosine(p.i, p.j, k, shared)
	if alike < hardlyShared {
		contradict = 1
	}
	return alike, 0, contradict
}
