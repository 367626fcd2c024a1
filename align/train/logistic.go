package main

import (
	"math"
	"slices"

	"github.com/kilas-news/kilas/align/internal/beads"
	"github.com/kilas-news/kilas/align/internal/linear"
)

const (
	size       = beads.FeatureCount
	ridge      = 0.3 // weight of the penalty on squared weights
	iterations = 25
)

// logistic fits a logistic regression by Newton's method with a ridge
// penalty.
func logistic(docs []*document, in func(*document) bool) beads.Weights {
	return task{in: in}.fit(docs)
}

// task is what to fit: all features from nothing, or those that are free from
// what they are, and whether links that are neither right nor wrong are wrong.
type task struct {
	in     func(*document) bool
	from   beads.Weights
	free   []int
	strict bool
}

func (t task) fit(docs []*document) beads.Weights {
	w := t.from
	var fixed [size]bool
	for k := range size {
		fixed[k] = t.free != nil && !slices.Contains(t.free, k)
	}
	known := make([]int, 0, size) // features that a bead has
	for range iterations {
		gradient := make([]float64, size)
		hessian := linear.Square(size)
		for k := range size {
			if !fixed[k] {
				gradient[k] = -ridge * w[k]
			}
			hessian[k][k] = ridge
		}
		for _, d := range docs {
			if d.aside || !t.in(d) {
				continue
			}
			for b := range d.candidates.All {
				p := w.Probability(&b.Features)
				y := 0.0
				if d.right(b) {
					y = 1
				} else if !t.strict && d.fine(b) {
					continue
				}
				known = known[:0]
				for k, x := range b.Features {
					if x != 0 && !fixed[k] {
						known = append(known, k)
					}
				}
				for n, k := range known {
					x := b.Features[k]
					gradient[k] += (y - p) * x
					for _, l := range known[n:] {
						hessian[k][l] += p * (1 - p) * x * b.Features[l]
					}
				}
			}
		}
		for k := range size {
			for l := range k {
				hessian[k][l] = hessian[l][k]
			}
		}
		step := linear.Solve(hessian, gradient)
		largest := 0.0
		for k := range w {
			w[k] += step[k]
			largest = max(largest, math.Abs(step[k]))
		}
		if largest < 1e-4 {
			break
		}
	}
	return w
}
