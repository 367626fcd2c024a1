package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"

	"github.com/kilas-news/kilas/align/internal/events"
	"github.com/kilas-news/kilas/align/internal/linear"
)

const size = events.FeatureCount

// fit is a logistic regression with a ridge penalty, by Newton's method.
func fit(examples []example, ridge float64, in func(*example) bool) events.Features {
	var w events.Features
	for range 30 {
		gradient := make([]float64, size)
		hessian := linear.Square(size)
		for k := range size {
			gradient[k] = -ridge * w[k]
			hessian[k][k] = ridge
		}
		for n := range examples {
			e := &examples[n]
			if !in(e) {
				continue
			}
			p, y := w.Probability(&e.features), 0.0
			if e.same {
				y = 1
			}
			for k, x := range e.features {
				gradient[k] += e.weight * (y - p) * x
				for l, z := range e.features {
					hessian[k][l] += e.weight * p * (1 - p) * x * z
				}
			}
		}
		step := linear.Solve(hessian, gradient)
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

// crossValidate sets the score of every example by a model fitted without its
// fold.
func crossValidate(examples []example, ridge float64) {
	for fold := range folds {
		w := fit(examples, ridge, func(e *example) bool { return e.fold != fold })
		for n := range examples {
			if e := &examples[n]; e.fold == fold {
				e.score = w.Probability(&e.features)
			}
		}
	}
}

func report(out io.Writer, examples []example, show int) {
	var sets []string
	for _, e := range examples {
		if !slices.Contains(sets, e.set) {
			sets = append(sets, e.set)
		}
	}
	for _, set := range append(sets, "") {
		var list []example
		for _, e := range examples {
			if set == "" || e.set == set {
				list = append(list, e)
			}
		}
		line(out, cmp.Or(set, "all"), list)
	}
	slices.SortStableFunc(examples, func(a, b example) int { return cmp.Compare(wrongness(b), wrongness(a)) })
	for _, e := range examples[:min(show, len(examples))] {
		fmt.Fprintf(out, "%s %s same %v score %.2f\n  %.180s\n  %.180s\n  %.2f\n", e.set, e.name, e.same, e.score, e.a, e.b, e.features)
	}
}

func wrongness(e example) float64 {
	if e.same {
		return 1 - e.score
	}
	return e.score
}

// line prints precision at recall 0.9, and both at the score from which kilas
// takes two articles for one story.
func line(out io.Writer, name string, list []example) {
	slices.SortStableFunc(list, func(a, b example) int { return cmp.Compare(b.score, a.score) })
	positives, found, taken := 0, 0, 0
	for _, e := range list {
		if e.same {
			positives++
		}
	}
	for _, e := range list {
		if e.score >= events.LeastSame {
			taken++
			if e.same {
				found++
			}
		}
	}
	right := 0
	for n, e := range list {
		if e.same {
			right++
		}
		if positives > 0 && right*10 >= positives*9 {
			fmt.Fprintf(out, "%-18s precision %.3f at recall 0.9 (score %.2f)", name, float64(right)/float64(n+1), e.score)
			break
		}
	}
	if positives == 0 {
		fmt.Fprintf(out, "%-18s %44s", name, "")
	}
	most := 0
	right = 0
	for n, e := range list {
		if e.same {
			right++
			if 50*right >= 49*(n+1) {
				most = right
			}
		}
	}
	fmt.Fprintf(out, "; recall %.3f at precision 0.98", float64(most)/float64(max(1, positives)))
	fmt.Fprintf(out, "; %d of %d found and %d of %d others taken at %.2f\n", found, positives, taken-found, len(list)-positives, events.LeastSame)
}

func printWeights(out io.Writer, w events.Features) {
	for k, name := range events.FeatureLabels {
		fmt.Fprintf(out, "%16s %8.3f\n", name, w[k])
	}
}
