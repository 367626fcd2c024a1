package pipeline

import (
	"math"
	"slices"
)

// bond is what two clusters are judged by, in the order of bondLabels: how alike
// their reports are, what all of each have in common, and the evidence of their
// pairs on the average. Of two clusters "l" is the larger one.
type bond [bondCount]float64

const (
	bondBest       = iota                    // likeness of pairs of reports
	bondSecond                               //
	bondMean                                 //
	bondWorst                                //
	bondPositive                             // the part of the pairs that are likely
	bondNear                                 // the likeness of each report of one to what is most like it in the other: mean
	bondFar                                  // and least
	bondNearL                                //
	bondFarL                                 //
	bondHome                                 // 1 when there are pairs in one language, and their likeness
	bondHomeBest                             //
	bondHomeMean                             //
	bondHomeWorst                            //
	bondAbroad                               // the same in two languages
	bondAbroadBest                           //
	bondAbroadMean                           //
	bondSmall                                // reports, binary logarithm
	bondLarge                                //
	bondLangs                                // languages
	bondLangsL                               //
	bondApart                                // days between the two nearest reports, at most one
	bondFormula                              // 1 when one of them is formulaic
	bondWithin                               // the mean likeness within that of the two that has less
	bondTerms                                // by kind: cosine, and length of the vector that reports share on the average
	bondPlaced     = bondTerms + 2*termKinds // 1 when one of them is an event of an earlier run
	bondEvidence   = bondPlaced + 1
	bondCount      = bondEvidence + evidenceCount
)

// bondLabels are for people, and for a model to be read right.
var bondLabels = func() []string {
	labels := []string{
		"best", "second", "mean", "worst", "positive", "near", "far", "near l", "far l", "home", "home best", "home mean", "home worst",
		"abroad", "abroad best", "abroad mean", "small", "large", "langs", "langs l", "apart", "formula", "within",
	}
	for _, kind := range []string{"words", "english", "names", "numbers", "heads", "places", "echoes"} {
		labels = append(labels, kind, kind+" shared")
	}
	labels = append(labels, "placed")
	for _, label := range evidenceLabels {
		labels = append(labels, "m "+label)
	}
	return labels
}()

// BondLabels are the names of what [Gather] yields.
func BondLabels() []string { return bondLabels }

const (
	maxSampled = 36  // pairs that decide whether two clusters are one
	mostLike   = 8.0 // likeness beyond which a pair counts no more

	// Sizes beyond which clusters are large alike: how many newsrooms tell of
	// an event is not to be learned from examples.
	manyReports = 6
	manyLangs   = 4
)

// bondOf compares two clusters. It reports false where they can't be one: there
// is nothing to compare, or reports in one language contradict each other.
func (g *gathering) bondOf(a, b *cluster) (*bond, bool) {
	if len(a.reports) > len(b.reports) || len(a.reports) == len(b.reports) && a.first > b.first {
		a, b = b, a
	}
	t := newTally(len(a.reports), len(b.reports))
	e := new(bond)
	for _, k := range spread(len(a.reports)*len(b.reports), maxSampled) {
		m, n := k/len(b.reports), k%len(b.reports)
		p := pairOf(a.reports[m], b.reports[n])
		j, ok := g.judge(p)
		if !ok {
			continue
		}
		one := g.reports[p.i].Lang == g.reports[p.j].Lang
		if one && j.likeness < -contrary {
			return nil, false
		}
		t.add(m, n, max(-mostLike, min(mostLike, j.likeness)), one)
		for k, v := range j.evidence {
			e[bondEvidence+k] += v
		}
		e[bondFormula] = max(e[bondFormula], j.evidence[evidenceFormula])
		t.apart = min(t.apart, j.evidence[evidenceApart])
	}
	if t.all.n == 0 {
		return nil, false
	}
	for k := range evidenceCount {
		e[bondEvidence+k] /= t.all.n
	}
	t.put(e)
	e[bondSmall], e[bondLarge] = math.Log2(float64(min(manyReports, len(a.reports)))), math.Log2(float64(min(manyReports, len(b.reports))))
	e[bondLangs], e[bondLangsL] = float64(min(manyLangs, len(a.langs))), float64(min(manyLangs, len(b.langs)))
	e[bondWithin] = min(a.coherence(), b.coherence())
	if a.event != 0 || b.event != 0 {
		e[bondPlaced] = 1
	}
	g.terms(a).compare(g.terms(b), float64(len(a.reports)*len(b.reports)), e[bondTerms:bondPlaced])
	return e, true
}

// thin reports whether clusters have nothing but words in common: no name, no
// number, no sentence. That is too little to leave an event untold for.
func (e *bond) thin() bool {
	return e[bondTerms+2*nameTerm] == 0 && e[bondTerms+2*numberTerm] == 0 && e[bondEvidence+evidenceSentences] == 0
}

// tally sums up the likeness of the pairs of two clusters.
type tally struct {
	all, home, abroad sum
	second, positive  float64
	apart             float64
	most              [2][]float64 // of every report of either
}

type sum struct{ n, total, best, worst float64 }

func (s *sum) add(l float64) {
	if s.n == 0 {
		s.best, s.worst = l, l
	}
	s.n++
	s.total += l
	s.best, s.worst = max(s.best, l), min(s.worst, l)
}

func (s *sum) mean() float64 { return s.total / max(1, s.n) }

func newTally(a, b int) *tally {
	t := &tally{second: -mostLike, apart: math.Inf(1), most: [2][]float64{make([]float64, a), make([]float64, b)}}
	for _, side := range t.most {
		for k := range side {
			side[k] = math.Inf(-1)
		}
	}
	return t
}

func (t *tally) add(m, n int, l float64, one bool) {
	if t.all.n > 0 {
		t.second = max(t.second, min(l, t.all.best))
	}
	t.all.add(l)
	if one {
		t.home.add(l)
	} else {
		t.abroad.add(l)
	}
	if l > 0 {
		t.positive++
	}
	t.most[0][m], t.most[1][n] = max(t.most[0][m], l), max(t.most[1][n], l)
}

func (t *tally) put(e *bond) {
	if t.all.n == 1 {
		t.second = t.all.best
	}
	e[bondBest], e[bondSecond], e[bondMean], e[bondWorst], e[bondPositive] = t.all.best, t.second, t.all.mean(), t.all.worst, t.positive/t.all.n
	e[bondNear], e[bondFar] = meanAndLeast(t.most[0])
	e[bondNearL], e[bondFarL] = meanAndLeast(t.most[1])
	if t.home.n > 0 {
		e[bondHome], e[bondHomeBest], e[bondHomeMean], e[bondHomeWorst] = 1, t.home.best, t.home.mean(), t.home.worst
	}
	if t.abroad.n > 0 {
		e[bondAbroad], e[bondAbroadBest], e[bondAbroadMean] = 1, t.abroad.best, t.abroad.mean()
	}
	e[bondApart] = t.apart
}

// meanAndLeast leaves out reports of which no pair was drawn.
func meanAndLeast(list []float64) (mean, least float64) {
	list = slices.DeleteFunc(list, func(l float64) bool { return math.IsInf(l, -1) })
	var s sum
	for _, l := range list {
		s.add(l)
	}
	return s.mean(), s.worst
}

// spread returns most of the numbers below n, evenly over them, or all.
func spread(n, most int) []int {
	out := make([]int, min(n, most))
	for k := range out {
		out[k] = k * n / len(out)
	}
	return out
}
