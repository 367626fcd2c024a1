package main

import (
	"math"

	"github.com/kilas-news/kilas/summarize"
)

// clusterPenalty is the L2 penalty of the weights for clusters, which have
// few articles to learn from.
const clusterPenalty = 300

// ridge fits weights to the rows by penalized least squares. Features and
// targets must have mean 0, since there is no intercept. Without rows, the
// merit of a sentence in its article is all that counts.
func ridge(names []string, rows []row, penalty float64) summarize.Linear {
	n := len(names)
	if len(rows) == 0 {
		weights := make([]float64, n)
		weights[0] = 1
		return summarize.Linear{Names: names, Weights: weights}
	}
	system := make([][]float64, n)
	for i := range system {
		system[i] = make([]float64, n+1)
		system[i][i] = penalty
	}
	for _, r := range rows {
		for i := range n {
			for j := range n {
				system[i][j] += r.weight * r.features[i] * r.features[j]
			}
			system[i][n] += r.weight * r.features[i] * r.target
		}
	}
	return summarize.Linear{Names: names, Weights: solve(system)}
}

// solve solves linear equations, the right side being the last column, by
// Gaussian elimination with partial pivoting.
func solve(system [][]float64) []float64 {
	n := len(system)
	for k := range n {
		pivot := k
		for i := k + 1; i < n; i++ {
			if math.Abs(system[i][k]) > math.Abs(system[pivot][k]) {
				pivot = i
			}
		}
		system[k], system[pivot] = system[pivot], system[k]
		for i := k + 1; i < n; i++ {
			factor := system[i][k] / system[k][k]
			for j := k; j <= n; j++ {
				system[i][j] -= factor * system[k][j]
			}
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = system[i][n]
		for j := i + 1; j < n; j++ {
			x[i] -= system[i][j] * x[j]
		}
		x[i] /= system[i][i]
	}
	return x
}
