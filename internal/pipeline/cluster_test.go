package pipeline

import (
	"math"
	"math/rand/v2"
	"testing"
)

// What profiles have in common is what their vectors have, put together in any
// order.
func TestProfile(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 0))
	report := func() *profile {
		p := new(profile)
		for term := range uint32(60) {
			if rng.IntN(3) > 0 {
				p.mentions = append(p.mentions, mention{term, 1, 1 + float32(term%4)})
			}
		}
		p.measure()
		return p
	}
	a, b, c, d := report(), report(), report(), report()
	vector := func(list ...*profile) (v [60]float64) {
		for _, p := range list {
			for _, m := range p.mentions {
				v[m.term]++
			}
		}
		return v
	}
	x, y := vector(a, b), vector(c, d)
	var dot, xx, yy [termKinds]float64
	for term := range uint32(60) {
		k, w := kindOf(term), 1+float64(term%4)
		dot[k] += w * x[term] * y[term]
		xx[k] += w * x[term] * x[term]
		yy[k] += w * y[term] * y[term]
	}
	for name, with := range map[string]*profile{"in order": a.with(b), "the other way round": b.with(a)} {
		var got [2 * termKinds]float64
		with.compare(c.with(d), 4, got[:])
		for k := range dot {
			if want := dot[k] / math.Sqrt(xx[k]*yy[k]); math.Abs(got[2*k]-want) > 1e-6 {
				t.Errorf("%s: cosine of kind %d is %v, want %v", name, k, got[2*k], want)
			}
			if want := math.Sqrt(dot[k] / 4); math.Abs(got[2*k+1]-want) > 1e-6 {
				t.Errorf("%s: length of what kind %d shares is %v, want %v", name, k, got[2*k+1], want)
			}
		}
	}
}
