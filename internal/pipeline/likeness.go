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
	headsContradict                       float64 // the names of title and lead
	strange                               float64 // how much the aligner speaks against it, in logits
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
		m.by.numbers*f.numbers + m.by.noNumbers*f.noNumbers + m.by.numbersContradict*f.numbersContradict +
		m.by.headsContradict*f.headsContradict + m.by.strange*f.strange
}

// The models were fitted to articles that a simulated newsroom made of events,
// a third of which have a near twin: some from parallel sentences, Multi-News
// and VietnameseMDS, others from templates, as formulaic news is written. The
// second number of a bias is the bound, at which the precision of single pairs
// is 0.95 to 0.99 there; that of whole groups is higher. The weights of headsContradict and strange are set by hand:
// where news is formulaic, other names in title and lead are another event, and
// so are like numbers in quite another text.
var (
	inOneLanguage = model{-2.51 - 0.6, features{
		same: 0.6, words: 3.06, english: 2.51,
		names: 0.31, noNames: -0.97, namesContradict: -1.33, numbers: -0.3, noNumbers: -1.15, numbersContradict: -0.71, headsContradict: -0.7}}
	inTwoLanguages = model{-1.9 - 1.1, features{
		same: 0.47, english: 8.53,
		names: 0.61, noNames: -0.11, namesContradict: -0.45, numbers: 1.3, noNumbers: 0.11, numbersContradict: -0.51, headsContradict: -0.7}}
	formulaInOneLanguage = model{-3.36 - 0, features{
		same: 0.07, words: 0.16, english: -0.53,
		names: 1.25, noNames: -0.07, namesContradict: -1.42, numbers: 3.71, noNumbers: 0.08, numbersContradict: -2.58, headsContradict: -4, strange: -0.8}}
	formulaInTwoLanguages = model{-1.68 - 0.4, features{
		same: 0.2, english: -2.87,
		names: 0.23, noNames: 0.02, namesContradict: -1.05, numbers: 6.32, noNumbers: 1.49, numbersContradict: -2.13, headsContradict: -4, strange: -0.8}}
)

const (
	enoughFacts  = 9.0    // squared length of a vector of names or numbers that says something
	hardlyShared = 0.08   // cosine below which names or numbers contradict
	widestScore  = 0.9933 // of the aligner, five in logits
)

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
// bound. same is the aligner's probability.
func (x *index) likenessOf(p pair, same float64) float64 {
	f := x.compareTerms(p)
	f.same = logit(same)
	f.strange = max(0, -f.same)
	return x.modelOf(p).of(f)
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
	_, _, f.headsContradict = x.facts(p, headTerm, shared)
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
