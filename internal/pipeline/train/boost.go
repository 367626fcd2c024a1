package main

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// How the trees grow, chosen on quarters of the texts and on invented worlds
// that they were not fitted to.
const (
	trees      = 400
	depth      = 4
	rate       = 0.1 // of what a tree says that is believed
	ridge      = 5   // on the leaves
	leastCurve = 3   // of the loss on either side of a split
	widestLeaf = 4
	slots      = 64 // thresholds of a value
	never      = 1e9
)

// directions say whether a value speaks for one event, 1, or against it, -1,
// whatever the examples say; others may do both.
func directions(labels []string) []int {
	out := make([]int, len(labels))
	for k, label := range labels {
		label = strings.TrimPrefix(label, "m ")
		switch {
		case label == "one language", label == "formula", strings.HasPrefix(label, "no "), label == "c length", label == "c small":
		case slices.Contains([]string{"home", "abroad", "small", "large", "langs", "langs l", "within", "known", "known most", "placed"}, label):
		case label == "apart", strings.HasPrefix(label, "other "), strings.HasSuffix(label, "differ"):
			out[k] = -1
		default:
			out[k] = 1
		}
	}
	return out
}

// grower fits trees to the logistic loss by its first two derivatives (Chen
// and Guestrin 2016, "XGBoost", sections 2 and 3), each to what those before
// leave.
type grower struct {
	examples   []example
	slot       [][]uint8 // by value: of every example
	thresholds [][]float64
	direction  []int
	gradient   []float64
	curve      []float64
	workers    int
	tree       forest.Tree
	at         []int // the leaf of every example
}

func boost(labels []string, examples []example, workers int) []forest.Tree {
	g := &grower{
		examples: examples, direction: directions(labels), workers: workers,
		gradient: make([]float64, len(examples)), curve: make([]float64, len(examples)), at: make([]int, len(examples)),
	}
	g.cut()
	score := make([]float64, len(examples))
	var out []forest.Tree
	for range trees {
		for i, e := range examples {
			p, y := 1/(1+math.Exp(-score[i])), 0.0
			if e.same {
				y = 1
			}
			g.gradient[i], g.curve[i] = y-p, p*(1-p)
		}
		g.grow()
		out = append(out, g.tree)
		for i, leaf := range g.at {
			score[i] += g.tree.Leaf[leaf]
		}
	}
	return out
}

// cut puts each value into one of some slots, each with about as many examples.
func (g *grower) cut() {
	for k := range g.direction {
		sorted := make([]float64, len(g.examples))
		for i, e := range g.examples {
			sorted[i] = e.values[k]
		}
		slices.Sort(sorted)
		var thresholds []float64
		for s := 1; s < slots; s++ {
			thresholds = append(thresholds, sorted[s*len(sorted)/slots])
		}
		thresholds = slices.Compact(thresholds)
		slot := make([]uint8, len(g.examples))
		for i, e := range g.examples {
			n, _ := slices.BinarySearch(thresholds, e.values[k])
			slot[i] = uint8(n)
		}
		g.slot, g.thresholds = append(g.slot, slot), append(g.thresholds, thresholds)
	}
}

// bounds are what the leaves below a node may say.
type bounds struct{ low, high float64 }

func (b bounds) clip(x float64) float64 { return max(b.low, min(b.high, x)) }

// split divides examples by one value.
type split struct {
	by, slot    int
	gain        float64
	left, right float64
}

func (g *grower) grow() {
	nodes := 1<<depth - 1
	g.tree = forest.Tree{By: make([]int, nodes), At: make([]float64, nodes), Leaf: make([]float64, nodes+1)}
	all := make([]int, len(g.examples))
	for i := range all {
		all[i] = i
	}
	g.node(0, all, bounds{-widestLeaf, widestLeaf})
}

func (g *grower) node(n int, in []int, b bounds) {
	gradient, curve := 0.0, 0.0
	for _, i := range in {
		gradient += g.gradient[i]
		curve += g.curve[i]
	}
	if leaf := n - len(g.tree.By); leaf >= 0 {
		g.tree.Leaf[leaf] = math.Round(1e4*rate*b.clip(gradient/(curve+ridge))) / 1e4
		for _, i := range in {
			g.at[i] = leaf
		}
		return
	}
	best := g.best(in, gradient, curve, b)
	if best.gain <= 0 {
		g.tree.At[n] = never
		g.node(2*n+1, in, b)
		g.node(2*n+2, nil, bounds{}) // nothing gets there
		return
	}
	g.tree.By[n], g.tree.At[n] = best.by, g.thresholds[best.by][best.slot]
	var left, right []int
	for _, i := range in {
		if int(g.slot[best.by][i]) <= best.slot {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	lb, rb := b, b
	middle := (best.left + best.right) / 2
	switch g.direction[best.by] {
	case 1:
		lb.high, rb.low = middle, middle
	case -1:
		lb.low, rb.high = middle, middle
	}
	g.node(2*n+1, left, lb)
	g.node(2*n+2, right, rb)
}

// best is the split that gains most, its gain 0 if there is none.
func (g *grower) best(in []int, gradient, curve float64, b bounds) split {
	found := make([]split, len(g.direction))
	var workers errgroup.Group
	workers.SetLimit(g.workers)
	for k := range found {
		workers.Go(func() error {
			found[k] = g.bestBy(k, in, gradient, curve, b)
			return nil
		})
	}
	_ = workers.Wait() // has no errors
	best := found[0]
	for _, s := range found[1:] {
		if s.gain > best.gain {
			best = s
		}
	}
	return best
}

func (g *grower) bestBy(k int, in []int, gradient, curve float64, b bounds) split {
	best := split{by: k}
	var gradients, curves [slots + 1]float64
	for _, i := range in {
		gradients[g.slot[k][i]] += g.gradient[i]
		curves[g.slot[k][i]] += g.curve[i]
	}
	gl, cl := 0.0, 0.0
	for s := range g.thresholds[k] {
		gl += gradients[s]
		cl += curves[s]
		gr, cr := gradient-gl, curve-cl
		if cl < leastCurve || cr < leastCurve {
			continue
		}
		left, right := b.clip(gl/(cl+ridge)), b.clip(gr/(cr+ridge))
		if float64(g.direction[k])*(right-left) < 0 {
			continue
		}
		if gain := gl*gl/(cl+ridge) + gr*gr/(cr+ridge) - gradient*gradient/(curve+ridge); gain > best.gain+1e-9 {
			best = split{by: k, slot: s, gain: gain, left: left, right: right}
		}
	}
	return best
}
