package main

import (
	"math"
	"slices"

	"github.com/kilas-news/kilas"
)

// lead returns the first sentences of an article, or of the articles of a
// cluster in turn, in the order in which a reader would take them.
func lead(articles []kilas.Article) [][]string {
	var out [][]string
	for k, more := 0, true; more; k++ {
		more = false
		for _, a := range articles {
			if k < len(a.Sentences) {
				out = append(out, tokens(a.Sentences[k].Text))
				more = true
			}
		}
	}
	return out
}

// graph is the sentences of some articles and their tf-idf cosines, idf being
// over these sentences.
type graph struct {
	sentences [][]string
	cosine    [][]float64
}

func newGraph(articles []kilas.Article) graph {
	g := graph{}
	var bags []bag
	holders := bag{}
	for _, a := range articles {
		for _, s := range a.Sentences {
			words := tokens(s.Text)
			if len(words) == 0 {
				continue
			}
			g.sentences = append(g.sentences, words)
			b := ngrams(words, 1)
			bags = append(bags, b)
			for w := range b {
				holders[w]++
			}
		}
	}
	n := len(bags)
	idf := func(w string) float64 { return math.Log(1 + float64(n)/float64(holders[w])) }
	norms := make([]float64, n)
	for i, b := range bags {
		for w, k := range b {
			norms[i] += math.Pow(float64(k)*idf(w), 2)
		}
		norms[i] = math.Sqrt(norms[i])
	}
	g.cosine = make([][]float64, n)
	for i := range bags {
		g.cosine[i] = make([]float64, n)
		for j := range i {
			for w, k := range bags[i] {
				g.cosine[i][j] += float64(k*bags[j][w]) * idf(w) * idf(w) / (norms[i] * norms[j])
			}
			g.cosine[j][i] = g.cosine[i][j]
		}
	}
	return g
}

// lexRank orders sentences by the stationary distribution of the thresholded
// graph (Erkan and Radev, JAIR 2004; threshold 0.1, damping 0.85).
func (g graph) lexRank() []int {
	const threshold, damping, rounds = 0.1, 0.85, 50
	n := len(g.sentences)
	p := make([]float64, n)
	for i := range p {
		p[i] = 1 / float64(n)
	}
	degree := make([]float64, n)
	for i := range n {
		degree[i] = 1
		for j := range n {
			if i != j && g.cosine[i][j] > threshold {
				degree[i]++
			}
		}
	}
	for range rounds {
		next := make([]float64, n)
		for i := range n {
			for j := range n {
				if i == j || g.cosine[i][j] > threshold {
					next[j] += damping * p[i] / degree[i]
				}
			}
			next[i] += (1 - damping) / float64(n)
		}
		p = next
	}
	return byScore(p)
}

// pacSum orders sentences by similarity to what follows them (Zheng and
// Lapata, ACL 2019, with tf-idf; beta 0.1, lambda 0 for what precedes, which
// is near what they found best).
func (g graph) pacSum() []int {
	const beta = 0.1
	low, high := math.Inf(1), math.Inf(-1)
	for i, row := range g.cosine {
		for j := range i {
			low, high = min(low, row[j]), max(high, row[j])
		}
	}
	floor := low + beta*(high-low)
	scores := make([]float64, len(g.sentences))
	for i := range scores {
		for j := i + 1; j < len(scores); j++ {
			scores[i] += max(g.cosine[i][j]-floor, 0)
		}
	}
	return byScore(scores)
}

func byScore(scores []float64) []int {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case scores[a] > scores[b]:
			return -1
		case scores[a] < scores[b]:
			return 1
		}
		return 0
	})
	return order
}

// take returns the first n tokens of the best sentences that fill them, in
// document order.
func (g graph) take(order []int, n int) []string {
	words, k := 0, 0
	for ; k < len(order) && words < n; k++ {
		words += len(g.sentences[order[k]])
	}
	chosen := slices.Clone(order[:k])
	slices.Sort(chosen)
	var out []string
	for _, i := range chosen {
		out = append(out, g.sentences[i]...)
	}
	return out[:min(n, len(out))]
}
