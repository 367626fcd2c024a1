package main

import (
	"context"
	"math"
	"slices"
)

// model is a table of translation probabilities p(target|source), trained by
// expectation maximisation. It is IBM model 1 (Brown et al. 1993, section 4)
// whose alignment probabilities follow the diagonal as in fast_align (Dyer,
// Chahuneau, Smith 2013, section 2), with the tension and the share of the
// empty word fixed at that paper's starting values, and a symmetric Dirichlet
// prior on the table (variational Bayes, ibid. section 3).
type model struct {
	rows  []int     // rows[s]..rows[s+1] are the entries of source unit s
	keys  []uint64  // source<<32 | target, sorted
	probs []float32 // p(target|source), one for each key
	mass  []float32 // expected counts of the last iteration
}

const (
	tension    = 4.0
	emptyShare = 0.08
	dirichlet  = 0.01
)

func newModel(c *corpus) *model {
	keys := cooccurrences(c)
	m := &model{keys: keys, probs: make([]float32, len(keys)), mass: make([]float32, len(keys))}
	m.rows = make([]int, len(c.source.words)+1)
	for _, k := range keys {
		m.rows[k>>32+1]++
	}
	for s := 1; s < len(m.rows); s++ {
		m.rows[s] += m.rows[s-1]
	}
	for i := range m.probs {
		m.probs[i] = 1 / float32(len(c.target.words))
	}
	return m
}

// cooccurrences are the sorted keys of all units that share a sentence pair.
// They are made unique in batches, since a frequent pair occurs many times.
func cooccurrences(c *corpus) []uint64 {
	const batch = 16 << 20
	var keys, recent []uint64
	merge := func() {
		slices.Sort(recent)
		keys = append(keys, slices.Compact(recent)...)
		slices.Sort(keys)
		keys = slices.Compact(keys)
		recent = recent[:0]
	}
	for _, p := range c.pairs {
		for _, t := range p[1] {
			recent = append(recent, uint64(t))
			for _, s := range p[0] {
				recent = append(recent, uint64(s)<<32|uint64(t))
			}
		}
		if len(recent) > batch {
			merge()
		}
	}
	merge()
	return keys
}

func (m *model) index(s, t uint32) int {
	lo, hi := m.rows[s], m.rows[s+1]
	i, _ := slices.BinarySearch(m.keys[lo:hi], uint64(s)<<32|uint64(t))
	return lo + i
}

// train runs the given number of iterations.
func (m *model) train(ctx context.Context, c *corpus, iterations int) error {
	var at []int
	var weight []float64
	for n := range iterations {
		clear(m.mass)
		for i, p := range c.pairs {
			if i%1000 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			source, target := p[0], p[1]
			if len(source) == 0 {
				continue
			}
			at = slices.Grow(at[:0], len(source)+1)[:len(source)+1]
			weight = slices.Grow(weight[:0], len(source)+1)[:len(source)+1]
			for j, t := range target {
				m.expect(source, t, float64(j)/float64(len(target)), n > 0, at, weight)
			}
		}
		m.maximise(n == iterations-1)
	}
	return nil
}

// expect adds the expected links of one target unit, which stands at the
// given share of its sentence.
func (m *model) expect(source []uint32, t uint32, place float64, diagonal bool, at []int, weight []float64) {
	prior := 0.0
	for i := range source {
		weight[i+1] = 1
		if diagonal {
			weight[i+1] = math.Exp(-tension * math.Abs(float64(i)/float64(len(source))-place))
		}
		prior += weight[i+1]
	}
	at[0] = m.index(0, t)
	weight[0] = emptyShare * float64(m.probs[at[0]])
	total := weight[0]
	for i, s := range source {
		at[i+1] = m.index(s, t)
		weight[i+1] *= (1 - emptyShare) / prior * float64(m.probs[at[i+1]])
		total += weight[i+1]
	}
	if total == 0 {
		return
	}
	for i, k := range at {
		m.mass[k] += float32(weight[i] / total)
	}
}

// maximise turns expected counts into probabilities; the last time without
// the prior, so that they add up to one.
func (m *model) maximise(last bool) {
	for s := 0; s+1 < len(m.rows); s++ {
		row := m.mass[m.rows[s]:m.rows[s+1]]
		total := 0.0
		for _, x := range row {
			total += float64(x)
		}
		if total == 0 {
			continue
		}
		probs := m.probs[m.rows[s]:m.rows[s+1]]
		if last {
			for i, x := range row {
				probs[i] = x / float32(total)
			}
			continue
		}
		norm := digamma(total + dirichlet*float64(len(row)))
		for i, x := range row {
			probs[i] = float32(math.Exp(digamma(float64(x)+dirichlet) - norm))
		}
	}
}

// digamma is the logarithmic derivative of the gamma function, by recurrence
// and the asymptotic series (Abramowitz and Stegun 6.3.5, 6.3.18).
func digamma(x float64) float64 {
	r := 0.0
	for x < 7 {
		r -= 1 / x
		x++
	}
	f := 1 / (x * x)
	return r + math.Log(x) - 0.5/x - f*(1.0/12-f*(1.0/120-f*(1.0/252)))
}
