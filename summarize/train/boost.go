package main

import (
	"math"
	"slices"
	"sort"

	"github.com/kilas-news/kilas/summarize"
)

// parameters of the boosting. The defaults are moderate: with 4 leaves, or
// with 12 leaves and 400 rounds, sets left out of training scored about the
// same.
type parameters struct {
	rounds    int
	rate      float64 // by which each tree is shrunk
	leaves    int
	leastRows int     // in a leaf
	ridge     float64 // L2 penalty on the values of leaves
}

var defaults = parameters{rounds: 150, rate: 0.05, leaves: 8, leastRows: 60, ridge: 5}

// bins is the number of steps to which a feature is reduced.
const bins = 64

// booster grows trees on binned features (histograms as in LightGBM: Ke et
// al., NeurIPS 2017; leaves are split best first).
type booster struct {
	parameters
	edges    [][]float64 // upper bounds of the bins, by feature
	binned   [][]uint8   // by feature, then row
	gradient []float64
	weight   []float64
}

// boost fits a forest to the rows by least squares.
func boost(names []string, rows []row, p parameters) *summarize.Forest {
	b := &booster{parameters: p, gradient: make([]float64, len(rows)), weight: make([]float64, len(rows))}
	b.bin(rows, len(names))
	for i, r := range rows {
		b.weight[i] = r.weight
	}
	f := &summarize.Forest{Names: names}
	predicted := make([]float64, len(rows))
	for range p.rounds {
		for i, r := range rows {
			b.gradient[i] = (r.target - predicted[i]) * r.weight
		}
		tree, leafOf := b.grow()
		for i, leaf := range leafOf {
			predicted[i] += tree.Value[leaf]
		}
		f.Trees = append(f.Trees, tree)
	}
	return f
}

func (b *booster) bin(rows []row, features int) {
	b.edges, b.binned = make([][]float64, features), make([][]uint8, features)
	column := make([]float64, len(rows))
	for f := range features {
		for i, r := range rows {
			column[i] = r.features[f]
		}
		sorted := slices.Clone(column)
		slices.Sort(sorted)
		var edges []float64
		for k := 1; k < bins; k++ {
			if e, ok := between(sorted, k*(len(sorted)-1)/bins); ok && (len(edges) == 0 || e > edges[len(edges)-1]) {
				edges = append(edges, e)
			}
		}
		b.edges[f] = edges
		b.binned[f] = make([]uint8, len(rows))
		for i, x := range column {
			b.binned[f][i] = uint8(sort.SearchFloat64s(edges, x))
		}
	}
}

// between returns the middle of value i and the next higher one.
func between(sorted []float64, i int) (float64, bool) {
	next := sort.Search(len(sorted), func(k int) bool { return sorted[k] > sorted[i] })
	if next == len(sorted) {
		return 0, false
	}
	return (sorted[i] + sorted[next]) / 2, true
}

// leaf is a node that may still be split, and the best way to do so.
type leaf struct {
	node      int
	rows      []int
	gain      float64
	feature   int
	bin       int
	gradients float64
	weights   float64
}

// grow returns one tree and the node in which each row ends.
func (b *booster) grow() (summarize.Tree, []int) {
	t := summarize.Tree{}
	add := func() int {
		t.Feature, t.Threshold = append(t.Feature, 0), append(t.Threshold, 0)
		t.Left, t.Right, t.Value = append(t.Left, 0), append(t.Right, 0), append(t.Value, 0)
		return len(t.Value) - 1
	}
	all := make([]int, len(b.gradient))
	for i := range all {
		all[i] = i
	}
	open := []leaf{b.examine(add(), all)}
	for len(open) < b.leaves {
		best := 0
		for i := range open {
			if open[i].gain > open[best].gain {
				best = i
			}
		}
		l := open[best]
		if l.gain <= 0 {
			break
		}
		var left, right []int
		for _, i := range l.rows {
			if int(b.binned[l.feature][i]) <= l.bin {
				left = append(left, i)
			} else {
				right = append(right, i)
			}
		}
		t.Feature[l.node], t.Threshold[l.node] = l.feature, b.edges[l.feature][l.bin]
		t.Left[l.node], t.Right[l.node] = add(), add()
		open[best] = b.examine(t.Left[l.node], left)
		open = append(open, b.examine(t.Right[l.node], right))
	}
	ends := make([]int, len(all))
	for _, l := range open {
		t.Value[l.node] = b.rate * l.gradients / (l.weights + b.ridge)
		for _, i := range l.rows {
			ends[i] = l.node
		}
	}
	return t, ends
}

// examine finds the best split of a leaf.
func (b *booster) examine(node int, rows []int) leaf {
	l := leaf{node: node, rows: rows}
	for _, i := range rows {
		l.gradients += b.gradient[i]
		l.weights += b.weight[i]
	}
	if len(rows) < 2*b.leastRows {
		return l
	}
	whole := b.quality(l.gradients, l.weights)
	for f := range b.binned {
		var gradients, weights [bins]float64
		var counts [bins]int
		for _, i := range rows {
			k := b.binned[f][i]
			gradients[k] += b.gradient[i]
			weights[k] += b.weight[i]
			counts[k]++
		}
		g, w, n := 0.0, 0.0, 0
		for k := range b.edges[f] {
			g, w, n = g+gradients[k], w+weights[k], n+counts[k]
			if n < b.leastRows || len(rows)-n < b.leastRows {
				continue
			}
			if gain := b.quality(g, w) + b.quality(l.gradients-g, l.weights-w) - whole; gain > l.gain+1e-9 {
				l.gain, l.feature, l.bin = gain, f, k
			}
		}
	}
	return l
}

func (b *booster) quality(gradients, weights float64) float64 {
	return gradients * gradients / (weights + b.ridge)
}

// compact rounds the numbers of a model to what matters.
func compact(m *summarize.Model) *summarize.Model {
	for i, w := range m.Cluster.Weights {
		m.Cluster.Weights[i] = round(w)
	}
	for _, t := range m.Article.Trees {
		for i := range t.Value {
			t.Value[i] = round(t.Value[i])
			t.Threshold[i] = round(t.Threshold[i])
		}
	}
	return m
}

// round keeps six significant digits.
func round(x float64) float64 {
	if x == 0 {
		return 0
	}
	scale := math.Pow(10, 5-math.Floor(math.Log10(math.Abs(x))))
	return math.Round(x*scale) / scale
}
