package summarize

import (
	"math"
	"slices"

	"github.com/kilas-news/kilas"
)

// Constants of the selection, chosen by leaving out each development set in
// turn; see MODEL.md.
const (
	redundancy = 0.5 // how much of a score full similarity to a chosen sentence costs
	leaning    = 0.8 // factor for a sentence whose referent is not in the summary
	alike      = 0.6 // similarity from which two sentences tell the same
	steepness  = 1.0 // of a sentence's value per word, by its merit
)

// choose picks the sentences of a summary and returns their places among the
// candidates, in order.
func (g *group) choose(opt Options) ([]int, []kilas.Warning) {
	var chosen []int
	switch {
	case g.cluster:
		chosen = g.cover(opt)
	case opt.Sentences <= 0:
		chosen = g.pack(opt.MaxWords)
	default:
		chosen = g.diverse(opt)
	}
	if len(chosen) == 0 {
		return []int{g.shortest()}, []kilas.Warning{{Code: "too-long", Message: "no sentence is as short as asked for"}}
	}
	slices.Sort(chosen)
	return chosen, nil
}

func (g *group) shortest() int {
	best := 0
	for i, c := range g.candidates {
		if c.words < g.candidates[best].words {
			best = i
		}
	}
	return best
}

// allQuoted is the share of quoted text from which a sentence names no speaker.
const allQuoted = 0.9

// leans reports whether a candidate needs the sentence before it in the same
// article: it begins with a word that points there ("he", "that"), or is a
// quotation without its speaker.
func (g *group) leans(i int) bool {
	c := g.candidates[i]
	if i == 0 || g.candidates[i-1].article != c.article {
		return false
	}
	outward, _ := opening(g.documents[c.article].lang, c.first)
	return outward > 0 || quotation(c.text) > allQuoted
}

// diverse picks sentences greedily by score, less what the chosen ones
// already say (maximal marginal relevance: Carbonell and Goldstein, SIGIR
// 1998, with a product in place of the difference).
func (g *group) diverse(opt Options) []int {
	taken := make([]bool, len(g.candidates))
	nearest := make([]float64, len(g.candidates))
	words := 0
	var chosen []int
	for len(chosen) < opt.Sentences {
		best, highest := -1, 0.0
		for i, c := range g.candidates {
			if taken[i] || opt.MaxWords > 0 && words+c.words > opt.MaxWords {
				continue
			}
			value := c.score * (1 - redundancy*nearest[i])
			if g.leans(i) && !taken[i-1] {
				value *= leaning
			}
			if value > highest {
				best, highest = i, value
			}
		}
		if best < 0 {
			break
		}
		taken[best] = true
		chosen = append(chosen, best)
		words += g.candidates[best].words
		for i := range g.candidates {
			nearest[i] = max(nearest[i], g.similarity(i, best))
		}
	}
	return chosen
}

func (g *group) similarity(i, j int) float64 {
	return g.documents[0].similarity(g.candidates[i].sentence, g.candidates[j].sentence)
}

// pack fills a summary of at most maxWords words with the most valuable set
// of sentences: an exact 0-1 knapsack (McDonald, ECIR 2007). Of two sentences
// that are alike, the weaker is taken out and the rest packed anew.
func (g *group) pack(maxWords int) []int {
	out := make([]bool, len(g.candidates))
	for {
		chosen := g.knapsack(maxWords, out)
		weaker := -1
		for k, i := range chosen {
			for _, j := range chosen[:k] {
				if g.similarity(i, j) > alike {
					weaker = i
					if g.candidates[j].score < g.candidates[i].score {
						weaker = j
					}
				}
			}
		}
		if weaker < 0 {
			return chosen
		}
		out[weaker] = true
	}
}

// knapsack returns the best set without the candidates that are out, from the
// last to the first.
func (g *group) knapsack(maxWords int, out []bool) []int {
	total := 0
	for _, c := range g.candidates {
		total += c.words
	}
	room := min(maxWords, total)
	n := len(g.candidates)
	best := make([]float64, room+1)
	took := make([]bool, n*(room+1))
	for i, c := range g.candidates {
		if out[i] {
			continue
		}
		value := g.value(i)
		for w := room; w >= c.words; w-- {
			if with := best[w-c.words] + value; with > best[w] {
				best[w], took[i*(room+1)+w] = with, true
			}
		}
	}
	var chosen []int
	for i, w := n-1, room; i >= 0; i-- {
		if took[i*(room+1)+w] {
			chosen = append(chosen, i)
			w -= g.candidates[i].words
		}
	}
	return chosen
}

// value is what a sentence adds to a summary that has room for it.
func (g *group) value(i int) float64 {
	c := g.candidates[i]
	value := float64(c.words) * math.Exp(steepness*c.merit)
	if g.leans(i) {
		value *= leaning
	}
	return value
}
