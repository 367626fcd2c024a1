package pipeline

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// forest is boosted regression trees (Friedman 2001, "Greedy function
// approximation: a gradient boosting machine"): the likeness of two reports, in
// logits, is the sum of what the trees say, less Bound.
type forest struct {
	Labels []string `json:"labels"` // of the values that it was fitted to
	Bound  float64  `json:"bound"`
	Depth  int      `json:"depth"`
	Trees  []tree   `json:"trees"`
}

// tree is a complete binary tree: node n has the children 2n+1 and 2n+2, and
// takes the second when value By[n] is above At[n]. Leaf k is below the last
// nodes, from the left.
type tree struct {
	By   []int     `json:"by"`
	At   []float64 `json:"at"`
	Leaf []float64 `json:"leaf"`
}

func (t *tree) of(e *evidence) float64 {
	n := 0
	for n < len(t.By) {
		below := 2*n + 1
		if e[t.By[n]] > t.At[n] {
			below++
		}
		n = below
	}
	return t.Leaf[n-len(t.By)]
}

// likeness is how surely two reports tell one event: above 0 when they do.
func (f *forest) likeness(e *evidence) float64 {
	sum := -f.Bound
	for i := range f.Trees {
		sum += f.Trees[i].of(e)
	}
	if e.contradicts() {
		return min(sum, -sure)
	}
	return sum
}

// fewNames is the share of the likely names in title and lead under which they
// are those of other people and places.
const fewNames = 0.2

// contradicts reports whether two reports in one language have names in title
// and lead, and none in common: the same kind of event happened to others. What
// examples say of that is not asked, since an event that is taken for another
// one is never told.
func (e *evidence) contradicts() bool {
	return e[evidenceOne] == 1 && e[evidenceOtherHeads] == 1 && e[evidenceLeadNamesLess] < fewNames
}

var errModel = errors.New("not a model of this evidence")

// parse reads a model and checks that it fits.
func parse(data []byte) (*forest, error) {
	f := new(forest)
	if err := json.Unmarshal(data, f); err != nil {
		return nil, err
	}
	if !slices.Equal(f.Labels, evidenceLabels) {
		return nil, fmt.Errorf("%w: other labels", errModel)
	}
	for i, t := range f.Trees {
		nodes := 1<<f.Depth - 1
		if len(t.By) != nodes || len(t.At) != nodes || len(t.Leaf) != nodes+1 || slices.Min(t.By) < 0 || slices.Max(t.By) >= evidenceCount {
			return nil, fmt.Errorf("%w: tree %d", errModel, i)
		}
	}
	return f, nil
}

// Fitted by the program in the folder train; CARD.md says to what.
//
//go:embed likeness.json
var likenessJSON []byte

var likeness = sync.OnceValue(func() *forest {
	f, err := parse(likenessJSON)
	if err != nil {
		panic(fmt.Sprintf("likeness.json: %v", err)) // a test reads it
	}
	return f
})
