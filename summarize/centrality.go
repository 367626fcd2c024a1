package summarize

import (
	"math"
	"slices"
)

// centralities says how much of a document each of its sentences stands for.
type centralities struct {
	frequency []float64 // mean share of sentences that hold a content term (SumBasic: Nenkova and Vanderwende 2005)
	centroid  []float64 // cosine with all sentences together (Radev et al. 2004)
	forward   []float64 // mean similarity to later sentences (PacSum: Zheng and Lapata, ACL 2019)
	backward  []float64 // mean similarity to earlier sentences
	nearest   []float64 // highest similarity to an earlier sentence
	degree    []float64 // share of sentences more similar than 0.1 (LexRank's degree: Erkan and Radev 2004)
	fresh     []float64 // share of terms that no earlier sentence has and a later one repeats
	top       []float64 // share of the ten most frequent terms
}

const degreeThreshold = 0.1

func (d *document) centralities() centralities {
	n := len(d.sentences)
	block := make([]float64, 8*n)
	next := func() []float64 {
		out := block[:n:n]
		block = block[n:]
		return out
	}
	c := centralities{next(), next(), next(), next(), next(), next(), next(), next()}
	total := make([]float64, len(d.weights))
	holders := make([]int, len(d.weights))
	for i := range d.sentences {
		for _, t := range d.sentences[i].counts {
			total[t.term] += float64(t.n) * d.weights[t.term]
			holders[t.term]++
		}
	}
	norm := 0.0
	for _, x := range total {
		norm += x * x
	}
	norm = math.Sqrt(norm)
	top := topTerms(holders)
	seen := make([]int, len(d.weights))
	for i := range d.sentences {
		s := &d.sentences[i]
		dot, frequency, fresh, inTop := 0.0, 0.0, 0, 0
		for _, t := range s.counts {
			dot += float64(t.n) * d.weights[t.term] * total[t.term]
			frequency += float64(holders[t.term])
			if seen[t.term] == 0 && holders[t.term] > 1 {
				fresh++
			}
			seen[t.term]++
			if slices.Contains(top, t.term) {
				inTop++
			}
		}
		terms := float64(max(len(s.counts), 1))
		c.frequency[i] = frequency / terms / float64(n)
		c.fresh[i] = float64(fresh) / terms
		c.top[i] = float64(inTop) / float64(max(len(top), 1))
		if norm > 0 && s.norm > 0 {
			c.centroid[i] = dot / (norm * s.norm)
		}
	}
	for i := range d.sentences {
		for j := i + 1; j < n; j++ {
			x := d.similarity(&d.sentences[i], &d.sentences[j])
			c.forward[i] += x / float64(n)
			c.backward[j] += x / float64(n)
			c.nearest[j] = math.Max(c.nearest[j], x)
			if x > degreeThreshold {
				c.degree[i] += 1 / float64(n)
				c.degree[j] += 1 / float64(n)
			}
		}
	}
	return c
}

// topTerms returns up to ten terms that most sentences hold, two at least.
func topTerms(holders []int) []int {
	terms := make([]int, 0, 64)
	for t, n := range holders {
		if n > 1 {
			terms = append(terms, t)
		}
	}
	slices.SortStableFunc(terms, func(a, b int) int { return holders[b] - holders[a] })
	return terms[:min(10, len(terms))]
}
