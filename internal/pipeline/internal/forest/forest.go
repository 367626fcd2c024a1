// Package forest is boosted regression trees (Friedman 2001, "Greedy function
// approximation: a gradient boosting machine"), as they are embedded in package
// pipeline and written by its trainer.
package forest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// Model is trees over the values that Labels name. Its score, in logits, is the
// sum of what the trees say, less Bound.
type Model struct {
	Labels []string `json:"labels"`
	Bound  float64  `json:"bound"`
	Depth  int      `json:"depth"`
	Trees  []Tree   `json:"trees"`
}

// Tree is a complete binary tree: node n has the children 2n+1 and 2n+2, and
// takes the second when value By[n] is above At[n]. Leaf k is below the last
// nodes, from the left.
type Tree struct {
	By   []int     `json:"by"`
	At   []float64 `json:"at"`
	Leaf []float64 `json:"leaf"`
}

// Of is what the tree says of some values.
func (t *Tree) Of(values []float64) float64 {
	n := 0
	for n < len(t.By) {
		below := 2*n + 1
		if values[t.By[n]] > t.At[n] {
			below++
		}
		n = below
	}
	return t.Leaf[n-len(t.By)]
}

// Score is the model's score of as many values as it has labels.
func (m *Model) Score(values []float64) float64 {
	sum := -m.Bound
	for i := range m.Trees {
		sum += m.Trees[i].Of(values)
	}
	return sum
}

// ErrModel is the error of a model that does not fit.
var ErrModel = errors.New("not a model of this evidence")

// Parse reads a model and checks that it is one of values with the given
// labels.
func Parse(data []byte, labels []string) (*Model, error) {
	m := new(Model)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, err
	}
	if !slices.Equal(m.Labels, labels) {
		return nil, fmt.Errorf("%w: other labels", ErrModel)
	}
	for i, t := range m.Trees {
		nodes := 1<<m.Depth - 1
		if len(t.By) != nodes || len(t.At) != nodes || len(t.Leaf) != nodes+1 || slices.Min(t.By) < 0 || slices.Max(t.By) >= len(labels) {
			return nil, fmt.Errorf("%w: tree %d", ErrModel, i)
		}
	}
	return m, nil
}
