package main

import (
	"math"

	"github.com/kilas-news/kilas/align/internal/beads"
)

const (
	size       = beads.FeatureCount
	ridge      = 0.3 // weight of the penalty on squared weights
	iterations = 25
)

// logistic fits a logistic regression by Newton's method with a ridge
// penalty.
func logistic(docs []*document, in func(*document) bool) beads.Weights {
	var w beads.Weights
	for range iterations {
		var gradient [size]float64
		var hessian [size][size]float64
		for k := range size {
			gradient[k] = -ridge * w[k]
			hessian[k][k] = ridge
		}
		for _, d := range docs {
			if d.aside || !in(d) {
				continue
			}
			for b := range d.candidates.All {
				p := w.Probability(&b.Features)
				y := 0.0
				if d.right(b) {
					y = 1
				} else if d.fine(b) {
					continue
				}
				for k, x := range b.Features {
					if x == 0 {
						continue
					}
					gradient[k] += (y - p) * x
					for l, z := range b.Features {
						hessian[k][l] += p * (1 - p) * x * z
					}
				}
			}
		}
		step := solve(hessian, gradient)
		largest := 0.0
		for k := range w {
			w[k] += step[k]
			largest = max(largest, math.Abs(step[k]))
		}
		if largest < 1e-6 {
			break
		}
	}
	return w
}

// solve solves a system of linear equations by Gaussian elimination with
// partial pivoting.
func solve(a [size][size]float64, b [size]float64) [size]float64 {
	for column := range size {
		pivot := column
		for row := column + 1; row < size; row++ {
			if math.Abs(a[row][column]) > math.Abs(a[pivot][column]) {
				pivot = row
			}
		}
		a[column], a[pivot] = a[pivot], a[column]
		b[column], b[pivot] = b[pivot], b[column]
		for row := column + 1; row < size; row++ {
			factor := a[row][column] / a[column][column]
			for k := column; k < size; k++ {
				a[row][k] -= factor * a[column][k]
			}
			b[row] -= factor * b[column]
		}
	}
	var x [size]float64
	for row := size - 1; row >= 0; row-- {
		sum := b[row]
		for k := row + 1; k < size; k++ {
			sum -= a[row][k] * x[k]
		}
		x[row] = sum / a[row][row]
	}
	return x
}
