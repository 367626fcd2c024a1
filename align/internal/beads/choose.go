package beads

import (
	"slices"
)

// leastMerged is the probability below which sentences are not merged, however
// likely each of their links is.
const leastMerged = 0.2

// Choose picks disjoint beads so that the sum of their values is greatest. The
// value of a bead is what the probabilities of its links exceed the threshold
// by. The single beads are a maximum-weight assignment; then moves that put
// a merged bead in the place of those it touches are made as long as one gains
// (hill climbing). Ties go to the earlier bead.
func (c *Candidates) Choose(threshold float64) []*Bead {
	value := func(b *Bead) float64 { return c.value(b, threshold) }
	chosen := c.assign(value)
	s := newSelection(c.sources(), c.targets)
	for _, b := range chosen {
		s.add(b)
	}
	for s.improve(c, value) {
	}
	return s.beads()
}

// value is 0 for a bead that has an unlikely link.
func (c *Candidates) value(b *Bead, threshold float64) float64 {
	if !b.Single() && b.P < leastMerged {
		return 0
	}
	total := 0.0
	for _, i := range b.Source {
		for _, j := range b.Target {
			p := c.linkP(b, i, j)
			if p < threshold {
				return 0
			}
			total += p - threshold
		}
	}
	return total
}

// linkP is the probability of a link of a bead: a merged bead's own, or that
// of the two sentences by themselves.
func (c *Candidates) linkP(b *Bead, i, j int) float64 { return max(b.P, c.single(i, j).P) }

// Confidence is the mean probability of the links of a bead.
func (c *Candidates) Confidence(b *Bead) float64 {
	total := 0.0
	for _, i := range b.Source {
		for _, j := range b.Target {
			total += c.linkP(b, i, j)
		}
	}
	return total / float64(b.Links())
}

// assign solves the assignment problem for single beads and drops those of no
// value.
func (c *Candidates) assign(value func(*Bead) float64) []*Bead {
	n := c.sources()
	weights := make([][]float64, n)
	for i := range weights {
		weights[i] = make([]float64, c.targets)
		for j := range weights[i] {
			weights[i][j] = max(0, value(c.single(i, j)))
		}
	}
	var chosen []*Bead
	for i, j := range assignment(weights) {
		if j >= 0 && weights[i][j] > 0 {
			chosen = append(chosen, c.single(i, j))
		}
	}
	return chosen
}

// selection is a set of disjoint beads by the sentences they hold.
type selection struct {
	ofSource, ofTarget []*Bead
}

func newSelection(sources, targets int) *selection {
	return &selection{ofSource: make([]*Bead, sources), ofTarget: make([]*Bead, targets)}
}

func (s *selection) add(b *Bead) {
	for _, i := range b.Source {
		s.ofSource[i] = b
	}
	for _, j := range b.Target {
		s.ofTarget[j] = b
	}
}

func (s *selection) remove(b *Bead) {
	for _, i := range b.Source {
		s.ofSource[i] = nil
	}
	for _, j := range b.Target {
		s.ofTarget[j] = nil
	}
}

// touched are the chosen beads that share a sentence with b.
func (s *selection) touched(b *Bead) []*Bead {
	var found []*Bead
	note := func(o *Bead) {
		if o != nil && !slices.Contains(found, o) {
			found = append(found, o)
		}
	}
	for _, i := range b.Source {
		note(s.ofSource[i])
	}
	for _, j := range b.Target {
		note(s.ofTarget[j])
	}
	return found
}

// improve makes the move that gains most, and reports whether there was one.
// A move puts a bead in the place of those it touches, and then gives the
// sentences that became free the best single beads among themselves.
func (s *selection) improve(c *Candidates, value func(*Bead) float64) bool {
	const leastGain = 1e-9
	var best *Bead
	gain := leastGain
	for b := range c.All {
		if s.ofSource[b.Source[0]] == b || value(b) <= 0 {
			continue
		}
		g := value(b)
		for _, o := range s.touched(b) {
			g -= value(o)
		}
		if g > gain {
			best, gain = b, g
		}
	}
	if best == nil {
		return false
	}
	for _, o := range s.touched(best) {
		s.remove(o)
	}
	s.add(best)
	return true
}

// beads returns the chosen ones in the order of the source.
func (s *selection) beads() []*Bead {
	var list []*Bead
	for i, b := range s.ofSource {
		if b != nil && b.Source[0] == i {
			list = append(list, b)
		}
	}
	return list
}
