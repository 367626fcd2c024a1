package forest

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Row is one example: its features, whether it is positive, and its weight.
type Row struct {
	Values   []float32
	Positive bool
	Weight   float32
}

// Options say how a forest grows. Zero fields have the defaults named.
type Options struct {
	Trees       int     // 150
	Depth       int     // of a tree; 6
	Rate        float64 // learning rate; 0.1
	MinWeight   float64 // weight (hessian) of a leaf's rows; 5
	Lambda      float64 // L2 penalty of leaf values; 1
	RowShare    float64 // rows that each tree sees; 0.7
	ColumnShare float64 // features that each tree sees; 0.4
	Seed        uint64
}

func (o Options) withDefaults() Options {
	for _, d := range []struct {
		field *float64
		value float64
	}{{&o.Rate, 0.1}, {&o.MinWeight, 5}, {&o.Lambda, 1}, {&o.RowShare, 0.7}, {&o.ColumnShare, 0.4}} {
		if *d.field == 0 {
			*d.field = d.value
		}
	}
	if o.Trees == 0 {
		o.Trees = 150
	}
	if o.Depth == 0 {
		o.Depth = 6
	}
	return o
}

// bins is the number of histogram bins of a feature.
const bins = 32

// Train grows a forest. All rows have as many values as the first.
func Train(rows []Row, opt Options) *Forest {
	opt = opt.withDefaults()
	g := &grower{opt: opt, rows: rows, features: len(rows[0].Values), rng: rand.New(rand.NewPCG(opt.Seed, 1))}
	g.quantize()
	f := &Forest{features: g.features, bias: g.prior()}
	g.logits = make([]float32, len(rows))
	for i := range g.logits {
		g.logits[i] = f.bias
	}
	for range opt.Trees {
		t := g.tree()
		for i := range rows {
			g.logits[i] += apply(t, rows[i].Values)
		}
		f.trees = append(f.trees, t)
	}
	return f
}

type grower struct {
	opt      Options
	rows     []Row
	features int
	rng      *rand.Rand
	edges    [][]float32 // upper edges of the bins, by feature
	binned   []uint8     // bin of each value, row by row
	logits   []float32
	grad     []float32
	hess     []float32
	columns  []int // features that the tree may split on
	nodes    []node
}

// prior is the logit of the share of positive weight.
func (g *grower) prior() float32 {
	pos, all := 1.0, 2.0
	for _, r := range g.rows {
		all += float64(r.Weight)
		if r.Positive {
			pos += float64(r.Weight)
		}
	}
	return float32(math.Log(pos / (all - pos)))
}

// quantize puts the values of each feature into bins of about equal size.
func (g *grower) quantize() {
	g.edges, g.binned = make([][]float32, g.features), make([]uint8, g.features*len(g.rows))
	sample := make([]float32, 0, len(g.rows))
	for f := range g.features {
		sample = sample[:0]
		for i := range g.rows {
			sample = append(sample, g.rows[i].Values[f])
		}
		slices.Sort(sample)
		var edges []float32
		for b := 1; b < bins; b++ {
			v := sample[b*(len(sample)-1)/bins]
			if v > sample[0] && (len(edges) == 0 || v > edges[len(edges)-1]) {
				edges = append(edges, v)
			}
		}
		g.edges[f] = edges
		for i := range g.rows {
			n, found := slices.BinarySearch(edges, g.rows[i].Values[f])
			if found {
				n++
			}
			g.binned[i*g.features+f] = uint8(n)
		}
	}
}

// tree grows the next tree on a sample of rows and columns.
func (g *grower) tree() []node {
	g.grad, g.hess = make([]float32, len(g.rows)), make([]float32, len(g.rows))
	var members []int32
	for i, r := range g.rows {
		if g.rng.Float64() >= g.opt.RowShare {
			continue
		}
		p := float32(1 / (1 + math.Exp(-float64(g.logits[i]))))
		y := float32(0)
		if r.Positive {
			y = 1
		}
		g.grad[i], g.hess[i] = r.Weight*(p-y), r.Weight*p*(1-p)
		members = append(members, int32(i))
	}
	g.columns = g.rng.Perm(g.features)[:max(1, int(float64(g.features)*g.opt.ColumnShare))]
	g.nodes = nil
	g.grow(members, g.histogram(members), 0)
	return g.nodes
}

// histogram holds the sums of derivatives by column and bin.
type histogram []bin

// bin is the sum of first and second derivatives of the loss.
type bin struct{ grad, hess float32 }

func (g *grower) histogram(members []int32) histogram {
	h := make(histogram, len(g.columns)*bins)
	for _, i := range members {
		row := g.binned[int(i)*g.features : (int(i)+1)*g.features]
		grad, hess := g.grad[i], g.hess[i]
		for c, f := range g.columns {
			b := &h[c*bins+int(row[f])]
			b.grad += grad
			b.hess += hess
		}
	}
	return h
}

// less returns the histogram of the rows that are not in other.
func (h histogram) less(other histogram) histogram {
	out := make(histogram, len(h))
	for i := range h {
		out[i] = bin{h[i].grad - other[i].grad, h[i].hess - other[i].hess}
	}
	return out
}

// grow adds the subtree of some rows and returns its index. Only the smaller
// child's histogram is counted; the other one is the rest.
func (g *grower) grow(members []int32, h histogram, depth int) uint16 {
	at := uint16(len(g.nodes))
	var grad, hess float64
	for _, b := range h[:bins] {
		grad += float64(b.grad)
		hess += float64(b.hess)
	}
	g.nodes = append(g.nodes, node{feature: -1, value: float32(-g.opt.Rate * grad / (hess + g.opt.Lambda))})
	if depth == g.opt.Depth || hess < 2*g.opt.MinWeight {
		return at
	}
	feature, edge := g.split(h, grad, hess)
	if feature < 0 {
		return at
	}
	var left, right []int32
	for _, i := range members {
		if int(g.binned[int(i)*g.features+feature]) <= edge {
			left = append(left, i)
		} else {
			right = append(right, i)
		}
	}
	var hl, hr histogram
	if len(left) < len(right) {
		hl = g.histogram(left)
		hr = h.less(hl)
	} else {
		hr = g.histogram(right)
		hl = h.less(hr)
	}
	l := g.grow(left, hl, depth+1)
	r := g.grow(right, hr, depth+1)
	g.nodes[at] = node{feature: int16(feature), left: l, right: r, value: g.edges[feature][edge]}
	return at
}

// split finds the feature and the edge whose split gains most, or -1.
func (g *grower) split(h histogram, grad, hess float64) (int, int) {
	gain := func(grad, hess float64) float64 { return grad * grad / (hess + g.opt.Lambda) }
	best, feature, edge := 1e-3, -1, 0
	for c, f := range g.columns {
		var lg, lh float64
		for e := range g.edges[f] {
			lg += float64(h[c*bins+e].grad)
			lh += float64(h[c*bins+e].hess)
			if lh < g.opt.MinWeight || hess-lh < g.opt.MinWeight {
				continue
			}
			if v := gain(lg, lh) + gain(grad-lg, hess-lh) - gain(grad, hess); v > best {
				best, feature, edge = v, f, e
			}
		}
	}
	return feature, edge
}
