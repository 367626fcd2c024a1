package summarize

import (
	"math"

	"github.com/kilas-news/kilas"
)

// supportThreshold is the similarity from which a sentence of another article
// says the same.
const supportThreshold = 0.2

// clusterFeatures are what the ranker looks at in a sentence of a cluster, all
// as standard scores within the cluster.
var clusterFeatures = []string{
	"merit", "centroid", "mean-support", "best-support", "supporting-articles", "shared-terms", "sum-of-shared-terms",
	"inverse-place", "log-place", "first", "first-article", "article-size", "log-words", "mean-similarity", "title-cover",
}

// ClusterFeatureNames returns the names of the columns of [ClusterFeatures].
func ClusterFeatureNames() []string { return append([]string(nil), clusterFeatures...) }

// Candidate is a sentence that a cluster's summary could hold, and what the
// ranker sees of it.
type Candidate struct {
	Article  int
	Index    int
	Features []float64
}

// ClusterFeatures returns what a ranker sees of a cluster, for programs that
// train one.
func (r *Ranker) ClusterFeatures(articles []kilas.Article) []Candidate {
	g := r.group(articles)
	rows := g.rows()
	out := make([]Candidate, len(g.candidates))
	for i, c := range g.candidates {
		out[i] = Candidate{Article: c.article, Index: c.index, Features: rows[i]}
	}
	return out
}

// rows returns the cluster features of each candidate.
func (g *group) rows() [][]float64 {
	holders, _ := g.holders()
	told := float64(max(g.told()-1, 1))
	support, all, centroid := g.supports()
	size := map[int]int{}
	for _, c := range g.candidates {
		size[c.article]++
	}
	columns := make([][]float64, len(clusterFeatures))
	for i, c := range g.candidates {
		d := g.documents[c.article]
		mean, best, agree := support[i].summary()
		shared := 0.0
		for _, t := range c.counts {
			shared += float64(holders[t.term]-1) / told
		}
		cover, _ := d.titleOverlap(c.sentence)
		for k, x := range []float64{
			c.merit, centroid[i], mean, best, agree, shared / float64(max(len(c.counts), 1)), math.Sqrt(shared),
			1 / float64(1+c.place), math.Log(float64(1 + c.place)), is(c.place == 0), is(c.article == g.candidates[0].article),
			float64(size[c.article]), math.Log(float64(c.words)), all[i], cover,
		} {
			columns[k] = append(columns[k], x)
		}
	}
	rows := make([][]float64, len(g.candidates))
	for _, column := range columns {
		standardize(column)
		for i, x := range column {
			rows[i] = append(rows[i], x)
		}
	}
	return rows
}

// nearest holds, for each other article, the similarity of its most similar
// sentence.
type nearest map[int]float64

func (n nearest) summary() (mean, best, agree float64) {
	for _, x := range n {
		mean += x / float64(len(n))
		best = max(best, x)
		if x > supportThreshold {
			agree += 1 / float64(len(n))
		}
	}
	return mean, best, agree
}

// supports compares all candidates with each other.
func (g *group) supports() (others []nearest, mean, centroid []float64) {
	n := len(g.candidates)
	others, mean, centroid = make([]nearest, n), make([]float64, n), make([]float64, n)
	for i := range others {
		others[i] = nearest{}
		for _, c := range g.candidates {
			if c.article != g.candidates[i].article {
				others[i][c.article] = 0
			}
		}
	}
	total := 0.0
	for i, a := range g.candidates {
		for j, b := range g.candidates[:i] {
			x := g.similarity(i, j)
			mean[i] += x
			mean[j] += x
			if a.article != b.article {
				others[i][b.article] = max(others[i][b.article], x)
				others[j][a.article] = max(others[j][a.article], x)
			}
		}
	}
	// The cosine with the sum of all normed sentences is the sum of the
	// cosines, over the length of that sum.
	for i := range mean {
		total += mean[i] + 1
	}
	for i := range mean {
		centroid[i] = (mean[i] + 1) / math.Sqrt(total)
		mean[i] /= float64(n)
	}
	return others, mean, centroid
}

// holders counts, for each term, the articles and the sentences that have it.
func (g *group) holders() (articles, sentences []int) {
	terms := len(g.documents[0].weights)
	articles, sentences = make([]int, terms), make([]int, terms)
	last := make([]int, terms) // article that was counted last, from 1
	for k, d := range g.documents {
		for i := range d.sentences {
			for _, t := range d.sentences[i].counts {
				sentences[t.term]++
				if last[t.term] != k+1 {
					last[t.term] = k + 1
					articles[t.term]++
				}
			}
		}
	}
	return articles, sentences
}

// told is the number of articles that have sentences.
func (g *group) told() int {
	n := 0
	for _, d := range g.documents {
		n += min(len(d.sentences), 1)
	}
	return n
}
