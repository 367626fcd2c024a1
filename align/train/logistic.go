package main

import (
	"iter"
	"math"

	"github.com/kilas-news/kilas/align/internal/linear"
)

const (
	ridge      = 0.3 // weight of the penalty on squared weights
	iterations = 25
)

// logistic fits a logistic regression to examples, features and whether they
// are of the kind looked for, by Newton's method with a ridge penalty.
func logistic(size int, examples iter.Seq2[[]float64, bool]) []float64 {
	w := make([]float64, size)
	known := make([]int, 0, size) // features that an example has
	for range iterations {
		gradient := make([]float64, size)
		hessian := linear.Square(size)
		for k := range size {
			gradient[k] = -ridge * w[k]
			hessian[k][k] = ridge
		}
		for features, is := range examples {
			z := 0.0
			known = known[:0]
			for k, x := range features {
				if x != 0 {
					z += w[k] * x
					known = append(known, k)
				}
			}
			p := 1 / (1 + math.Exp(-z))
			miss := -p
			if is {
				miss++
			}
			for n, k := range known {
				x := features[k]
				gradient[k] += miss * x
				for _, l := range known[n:] {
					hessian[k][l] += p * (1 - p) * x * features[l]
				}
			}
		}
		for k := range size {
			for l := range k {
				hessian[k][l] = hessian[l][k]
			}
		}
		largest := 0.0
		for k, step := range linear.Solve(hessian, gradient) {
			w[k] += step
			largest = max(largest, math.Abs(step))
		}
		if largest < 1e-4 {
			break
		}
	}
	return w
}
