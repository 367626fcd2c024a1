package pipeline

import (
	"math"
	"slices"

	"github.com/kilas-news/kilas"
)

// cluster is reports that are taken for one event, known by the first of them.
type cluster struct {
	first   int
	event   int64 // that an earlier run put them into, or 0
	reports []int
	langs   []kilas.Lang // each once
	links   map[int]bool // clusters that have something in common with it
	version int          // how often others joined it
	within  sum          // likeness of the pairs whose clusters were joined
	terms   *profile     // nil until it is asked for
}

// coherence is how alike the reports of a cluster are, as far as that decided.
func (c *cluster) coherence() float64 {
	if c.within.n == 0 {
		return mostLike
	}
	return c.within.mean()
}

// profile is the terms of all reports of a cluster.
type profile struct {
	mentions []mention // sorted by term
	norms    [termKinds]float64
}

// mention is a term, in how many reports it is, and the square of its inverse
// document frequency.
type mention struct {
	term          uint32
	count, weight float32
}

// terms is the profile of a cluster.
func (g *gathering) terms(c *cluster) *profile {
	if c.terms == nil {
		c.terms = new(profile)
		for _, i := range c.reports {
			r := g.reports[i]
			mentions := make([]mention, len(r.Terms))
			for k, t := range r.Terms {
				mentions[k] = mention{t, 1, float32(g.weight(t, r.Lang))}
			}
			c.terms.mentions = merge(c.terms.mentions, mentions)
		}
		c.terms.measure()
	}
	return c.terms
}

// with is the profile of two clusters.
func (p *profile) with(q *profile) *profile {
	out := &profile{mentions: merge(p.mentions, q.mentions)}
	out.measure()
	return out
}

func (p *profile) measure() {
	for _, m := range p.mentions {
		p.norms[kindOf(m.term)] += float64(m.weight * m.count * m.count)
	}
}

// merge adds up the mentions of both lists.
func merge(a, b []mention) []mention {
	if len(a) == 0 {
		return b
	}
	out := make([]mention, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].term < b[0].term:
			out, a = append(out, a[0]), a[1:]
		case b[0].term < a[0].term:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, mention{a[0].term, a[0].count + b[0].count, a[0].weight})
			a, b = a[1:], b[1:]
		}
	}
	return slices.Concat(out, a, b)
}

// compare puts two values for each kind of terms: the cosine of both vectors,
// and how long the vector is that two reports share on the average.
func (p *profile) compare(q *profile, reports float64, out []float64) {
	var shared [termKinds]float64
	a, b := p.mentions, q.mentions
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].term < b[0].term:
			a = a[1:]
		case b[0].term < a[0].term:
			b = b[1:]
		default:
			shared[kindOf(a[0].term)] += float64(a[0].weight * a[0].count * b[0].count)
			a, b = a[1:], b[1:]
		}
	}
	for k, s := range shared {
		if of := p.norms[k] * q.norms[k]; of > 0 {
			out[2*k] = s / math.Sqrt(of)
		}
		out[2*k+1] = math.Sqrt(s / reports)
	}
}
