package summarize

import (
	"errors"
	"fmt"
	"slices"
)

// Forest is a sum of regression trees (gradient boosting: Friedman, Annals of
// Statistics 29, 2001). Names are the features that it was trained on.
type Forest struct {
	Names []string `json:"features"`
	Trees []Tree   `json:"trees"`
}

// Tree is a regression tree in arrays. Node i sends a row to Left[i] when its
// Feature[i] is at most Threshold[i], else to Right[i]; a node without
// children has Left[i] 0 and answers Value[i]. Children come after their
// parents.
type Tree struct {
	Feature   []int     `json:"f"`
	Threshold []float64 `json:"t"`
	Left      []int     `json:"l"`
	Right     []int     `json:"r"`
	Value     []float64 `json:"v"`
}

// Predict returns the forest's answer for one row.
func (f *Forest) Predict(row []float64) float64 {
	sum := 0.0
	for i := range f.Trees {
		sum += f.Trees[i].predict(row)
	}
	return sum
}

func (t *Tree) predict(row []float64) float64 {
	i := 0
	for t.Left[i] != 0 {
		if row[t.Feature[i]] <= t.Threshold[i] {
			i = t.Left[i]
		} else {
			i = t.Right[i]
		}
	}
	return t.Value[i]
}

// check refuses a forest that was trained on other features than
// [FeatureNames] or whose trees are malformed.
func (f *Forest) check() error {
	names := FeatureNames()
	if !slices.Equal(f.Names, names) {
		return fmt.Errorf("articles have the features %q, not %q", names, f.Names)
	}
	for i := range f.Trees {
		if err := f.Trees[i].check(len(names)); err != nil {
			return fmt.Errorf("tree %d: %w", i, err)
		}
	}
	return nil
}

func (t *Tree) check(features int) error {
	n := len(t.Value)
	if n == 0 || len(t.Feature) != n || len(t.Threshold) != n || len(t.Left) != n || len(t.Right) != n {
		return errors.New("arrays of different lengths")
	}
	for i := range n {
		if t.Left[i] == 0 {
			continue
		}
		if t.Left[i] <= i || t.Left[i] >= n || t.Right[i] <= i || t.Right[i] >= n {
			return fmt.Errorf("node %d has children outside of the tree", i)
		}
		if t.Feature[i] < 0 || t.Feature[i] >= features {
			return fmt.Errorf("node %d asks for feature %d", i, t.Feature[i])
		}
	}
	return nil
}
