package summarize

import "math"

// Constants of the coverage, tried on the two development sets of clusters,
// which react little to them.
const (
	repeated  = 0.15 // what a term is worth again that the summary has already
	lone      = 0.2  // what a term is worth that one sentence alone has
	sublinear = 0.8  // exponent of a sentence's length
	opinion   = 0.7  // how steeply a sentence's merit in the cluster counts
)

// cover summarizes several articles: it picks greedily the sentence that adds
// most of what the articles share. A term is worth the share of the articles
// that have it, less with each chosen sentence that says it already, so that
// every fact comes once (budgeted submodular coverage: Lin and Bilmes, NAACL
// 2010, with what the ranker thinks of a sentence as a factor).
func (g *group) cover(opt Options) []int {
	worth := g.worth()
	taken := make([]bool, len(g.candidates))
	told := make([]bool, len(g.candidates)) // chosen, or like a chosen one
	words := 0
	var chosen []int
	for opt.Sentences <= 0 || len(chosen) < opt.Sentences {
		best, highest := -1, 0.0
		for i, c := range g.candidates {
			if told[i] || opt.MaxWords > 0 && words+c.words > opt.MaxWords {
				continue
			}
			if gain := g.gain(i, worth, taken); gain > highest {
				best, highest = i, gain
			}
		}
		if best < 0 {
			break
		}
		taken[best], told[best] = true, true
		chosen = append(chosen, best)
		words += g.candidates[best].words
		for _, t := range g.candidates[best].counts {
			worth[t.term] *= repeated
		}
		for i := range g.candidates {
			told[i] = told[i] || g.similarity(i, best) > alike
		}
	}
	return chosen
}

// gain is what a candidate adds to the summary, for its length.
func (g *group) gain(i int, worth []float64, taken []bool) float64 {
	c := g.candidates[i]
	gain := 0.0
	for _, t := range c.counts {
		gain += worth[t.term]
	}
	gain *= math.Exp(opinion*c.merit) / math.Pow(float64(c.words), sublinear)
	if g.leans(i) && !taken[i-1] {
		gain *= leaning
	}
	return gain
}

// worth returns what each term is worth before anything is chosen.
func (g *group) worth() []float64 {
	articles, sentences := g.holders()
	told := float64(g.told())
	worth := make([]float64, len(articles))
	for t := range worth {
		worth[t] = float64(articles[t]) / told
		if sentences[t] < 2 {
			worth[t] *= lone
		}
	}
	return worth
}
