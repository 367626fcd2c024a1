package pipeline

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/kilas-news/kilas"
)

// How far apart two reports of one event may be, by what their publishers say
// or by when they were seen. One is enough: clocks are wrong at times.
const (
	eventWindow = 96 * time.Hour
	eventDays   = 3
)

const (
	maxRivals  = 14   // candidates of a report in each of a few kinds
	leastAlike = 0.05 // likeness of terms below which nothing is compared

	// A term tells little when that part of the reports have it, and is then
	// not looked up.
	commonShare = 0.4
	leastCommon = 8 // reports, however few there are

	// Rarity is measured among at least so many reports, so that a morning with
	// few of them makes no word rare or common.
	leastReports    = 200
	leastInLanguage = 60

	formulaAlike  = 0.3 // cosine of words
	formulaMany   = 6
	formulaOthers = 1
)

// index finds the reports that have terms in common.
type index struct {
	reports  []Report
	postings map[uint32][]int
	inLang   map[kilas.Lang]int
	norms    [][termKinds]float64 // squared lengths of the reports' vectors
	formula  []bool               // see isFormula
	usual    map[languages][2]usual
}

func newIndex(reports []Report) *index {
	x := &index{reports: reports, postings: map[uint32][]int{}, inLang: map[kilas.Lang]int{}}
	for i, r := range reports {
		x.inLang[r.Lang]++
		for _, t := range r.Terms {
			x.postings[t] = append(x.postings[t], i)
		}
	}
	x.norms = make([][termKinds]float64, len(reports))
	for i, r := range reports {
		for _, t := range r.Terms {
			x.norms[i][kindOf(t)] += x.weight(t, r.Lang)
		}
	}
	x.formula = make([]bool, len(reports))
	x.usual = x.usuals()
	return x
}

// weight is the square of a term's inverse document frequency; that of a word
// among the reports in its language.
func (x *index) weight(t uint32, lang kilas.Lang) float64 {
	n := max(len(x.reports), leastReports)
	if kindOf(t) == wordTerm {
		n = max(x.inLang[lang], leastInLanguage)
	}
	w := math.Log((float64(n) + 1) / (float64(len(x.postings[t])) + 0.5))
	return max(0, w) * max(0, w)
}

// candidates returns the pairs of reports that may tell one event, each once:
// for every report that is to be placed those that share the most with it.
func (x *index) candidates() []pair {
	chosen := map[pair]bool{}
	shared := make([][termKinds]float64, len(x.reports))
	for i, r := range x.reports {
		if r.Event != 0 {
			continue
		}
		touched := x.share(i, shared)
		x.formula[i] = x.isFormula(i, touched, shared)
		for _, c := range x.rivals(i, touched, shared) {
			chosen[pairOf(i, c)] = true
		}
		for _, j := range touched {
			shared[j] = [termKinds]float64{}
		}
	}
	out := make([]pair, 0, len(chosen))
	for p := range chosen {
		out = append(out, p)
	}
	slices.SortFunc(out, comparePairs)
	return out
}

// share sums up what other reports near in time have in common with report i,
// by kind, and returns which they are.
func (x *index) share(i int, shared [][termKinds]float64) (touched []int) {
	r := x.reports[i]
	for _, t := range r.Terms {
		list := x.postings[t]
		of := len(x.reports)
		if kindOf(t) == wordTerm {
			of = x.inLang[r.Lang]
		}
		if w := x.weight(t, r.Lang); w > 0 && float64(len(list)) <= max(leastCommon, commonShare*float64(of)) {
			for _, j := range list {
				if j == i || !near(r, x.reports[j]) {
					continue
				}
				if shared[j] == ([termKinds]float64{}) {
					touched = append(touched, j)
				}
				shared[j][kindOf(t)] += w
			}
		}
	}
	slices.Sort(touched)
	return touched
}

// isFormula reports whether a report is worded as many others are, or as one
// that has other names, or other numbers where names can't be told: news of
// earthquakes, matches and shares often is, whatever happened. Its names and
// numbers have to tell then.
func (x *index) isFormula(i int, touched []int, shared [][termKinds]float64) bool {
	alike, others := 0, 0
	for _, j := range touched {
		if x.reports[j].Lang != x.reports[i].Lang || x.cosine(i, j, wordTerm, shared[j]) < formulaAlike {
			continue
		}
		alike++
		p := pairOf(i, j)
		_, unknown, contradict := x.facts(p, headTerm, shared[j])
		if unknown > 0 {
			_, _, contradict = x.facts(p, numberTerm, shared[j])
		}
		if contradict > 0 {
			others++
		}
	}
	return alike >= formulaMany || others >= formulaOthers
}

func (x *index) cosine(i, j int, k termKind, shared [termKinds]float64) float64 {
	of := x.norms[i][k] * x.norms[j][k]
	if of == 0 {
		return 0
	}
	return shared[k] / math.Sqrt(of)
}

// rivals returns the reports that are most like report i: within its language,
// and in others by their English words, and by their names and numbers.
func (x *index) rivals(i int, touched []int, shared [][termKinds]float64) []int {
	ranked := [3][]rival{}
	for _, j := range touched {
		s := shared[j]
		facts := (x.cosine(i, j, nameTerm, s) + x.cosine(i, j, numberTerm, s)) / 2
		if facts > 2*leastAlike {
			ranked[2] = append(ranked[2], rival{j, facts})
		}
		if x.reports[i].Lang == x.reports[j].Lang {
			if c := x.cosine(i, j, wordTerm, s) + facts/2; c > leastAlike {
				ranked[0] = append(ranked[0], rival{j, c})
			}
		} else if c := x.cosine(i, j, englishTerm, s) + facts/2; c > leastAlike {
			ranked[1] = append(ranked[1], rival{j, c})
		}
	}
	var out []int
	for _, list := range ranked {
		slices.SortFunc(list, func(a, b rival) int { return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.report, b.report)) })
		for _, r := range list[:min(len(list), maxRivals)] {
			out = append(out, r.report)
		}
	}
	return out
}

type rival struct {
	report int
	alike  float64
}

// near reports whether two reports are near enough in time.
func near(a, b Report) bool {
	days := a.Days - b.Days
	return days >= -eventDays && days <= eventDays || !a.Time.IsZero() && !b.Time.IsZero() && a.Time.Sub(b.Time).Abs() <= eventWindow
}
