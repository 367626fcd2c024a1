package summarize

import (
	"slices"

	"github.com/kilas-news/kilas"
)

const (
	redundancy = 0.7 // how much of a score full similarity to a chosen sentence costs
	leaning    = 0.6 // factor for a sentence whose referent is not in the summary
)

// choose picks sentences greedily by score, less what the chosen ones already
// say (maximal marginal relevance: Carbonell and Goldstein, SIGIR 1998, with
// a product in place of the difference), and returns them in order.
func (g *group) choose(opt Options) ([]int, []kilas.Warning) {
	taken := make([]bool, len(g.candidates))
	nearest := make([]float64, len(g.candidates))
	words := 0
	var chosen []int
	for opt.Sentences <= 0 || len(chosen) < opt.Sentences {
		best, bestValue := -1, -1.0
		for i, c := range g.candidates {
			if taken[i] || opt.MaxWords > 0 && words+c.words > opt.MaxWords {
				continue
			}
			value := c.score * (1 - redundancy*nearest[i])
			if g.leans(i) && !taken[i-1] {
				value *= leaning
			}
			if value > bestValue {
				best, bestValue = i, value
			}
		}
		if best < 0 {
			break
		}
		taken[best] = true
		chosen = append(chosen, best)
		words += g.candidates[best].words
		for i := range g.candidates {
			nearest[i] = max(nearest[i], g.documents[0].similarity(g.candidates[i].sentence, g.candidates[best].sentence))
		}
	}
	if len(chosen) == 0 {
		shortest := slices.MinFunc(g.candidates, func(a, b candidate) int { return a.words - b.words })
		i := slices.IndexFunc(g.candidates, func(c candidate) bool { return c.sentence == shortest.sentence })
		return []int{i}, []kilas.Warning{{Code: "too-long", Message: "no sentence is as short as asked for"}}
	}
	slices.Sort(chosen)
	return chosen, nil
}

// leans reports whether a candidate begins with a word that points to the
// sentence before it in the same article.
func (g *group) leans(i int) bool {
	c := g.candidates[i]
	if i == 0 || g.candidates[i-1].article != c.article {
		return false
	}
	outward, _ := opening(g.documents[c.article].lang, c.first)
	return outward > 0
}
