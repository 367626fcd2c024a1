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

// example is something to fit to: what it is like, whether it is of the kind
// looked for, and how many times it counts.
type example struct {
	features []float64
	is       bool
	weight   float64
}

// logistic fits a logistic regression to the first features of examples, by
// Newton's method with a ridge penalty.
func logistic(size int, examples iter.Seq[example]) []float64 {
	w := make([]float64, size)
	known := make([]int, 0, size) // features that an example has
	for range iterations {
		gradient := make([]float64, size)
		hessian := linear.Square(size)
		for k := range size {
			gradient[k] = -ridge * w[k]
			hessian[k][k] = ridge
		}
		for e := range examples {
			features := e.features[:size]
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
			if e.is {
				miss++
			}
			for n, k := range known {
				x := features[k]
				gradient[k] += e.weight * miss * x
				for _, l := range known[n:] {
					hessian[k][l] += e.weight * p * (1 - p) * x * features[l]
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
