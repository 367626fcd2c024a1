// Package beads decides which sentences of two texts correspond.
//
// A bead is one sentence, or two neighbours, of each side. [Score] gives every
// possible bead the probability that it is right, by a logistic model over
// features of the comparison; a second round adds what the neighbourhood says.
// [Choose] then picks the set of disjoint beads of the greatest total value.
package beads

import (
	"math"

	"github.com/kilas-news/kilas/align/internal/evidence"
)

// Bead is a group of sentences of each side that may correspond.
type Bead struct {
	Source, Target []int
	Cover          evidence.Cover
	Features       [FeatureCount]float64
	P              float64 // probability that all its links are right
}

// Links is the number of sentence pairs that the bead links.
func (b *Bead) Links() int { return len(b.Source) * len(b.Target) }

// Single reports whether the bead is one sentence beside one.
func (b *Bead) Single() bool { return b.Links() == 1 }

// Candidates are the beads of two texts that are worth a look: all pairs of
// single sentences, and those with two neighbours on a side whose parts share
// something.
type Candidates struct {
	Matrix         *evidence.Matrix
	singles        []Bead // [source*targets + target]
	merged         []Bead
	targets        int
	mean, spread   float64 // of the coverage of singles
	bestOfSource   []rival
	bestOfTarget   []rival
	lengthOfSource float64 // typical ratio of target to source length
}

// rival is the best and the second best partner of a sentence.
type rival struct {
	best, second float64
	at           int
}

// Gather makes the candidates of a comparison.
func Gather(m *evidence.Matrix) *Candidates {
	c := &Candidates{Matrix: m, targets: len(m.Target.Sentences)}
	n := len(m.Source.Sentences)
	c.singles = make([]Bead, 0, n*c.targets)
	for i := range n {
		for j := range c.targets {
			c.singles = append(c.singles, c.bead([]int{i}, []int{j}))
		}
	}
	c.survey()
	for i := range n {
		for j := range c.targets {
			c.addMerged(i, j)
		}
	}
	for k := range c.singles {
		c.describe(&c.singles[k])
	}
	for k := range c.merged {
		c.describe(&c.merged[k])
	}
	return c
}

func (c *Candidates) bead(source, target []int) Bead {
	return Bead{Source: source, Target: target, Cover: c.Matrix.Cover(source, target)}
}

func (c *Candidates) single(i, j int) *Bead { return &c.singles[i*c.targets+j] }

// All calls yield with every candidate until it returns false.
func (c *Candidates) All(yield func(*Bead) bool) {
	for k := range c.singles {
		if !yield(&c.singles[k]) {
			return
		}
	}
	for k := range c.merged {
		if !yield(&c.merged[k]) {
			return
		}
	}
}

// survey finds the typical coverage and the best partners of every sentence.
func (c *Candidates) survey() {
	c.bestOfSource = make([]rival, len(c.Matrix.Source.Sentences))
	c.bestOfTarget = make([]rival, c.targets)
	sum, squares := 0.0, 0.0
	for k := range c.singles {
		b := &c.singles[k]
		s := b.Cover.Mean()
		sum += s
		squares += s * s
		c.bestOfSource[b.Source[0]].add(s, b.Target[0])
		c.bestOfTarget[b.Target[0]].add(s, b.Source[0])
	}
	n := max(1, float64(len(c.singles)))
	c.mean = sum / n
	c.spread = math.Sqrt(max(1e-4, squares/n-c.mean*c.mean))
	c.lengthOfSource = meanLength(c.Matrix.Target) / meanLength(c.Matrix.Source)
}

func meanLength(s *evidence.Side) float64 {
	total := 1.0
	for _, sentence := range s.Sentences {
		total += sentence.Length
	}
	return total / float64(max(1, len(s.Sentences)))
}

func (r *rival) add(s float64, at int) {
	switch {
	case s > r.best:
		r.best, r.second, r.at = s, r.best, at
	case s > r.second:
		r.second = s
	}
}

// other is the best value of a partner that is not one of those given.
func (r *rival) other(at []int) float64 {
	for _, k := range at {
		if k == r.at {
			return r.second
		}
	}
	return r.best
}

// addMerged adds the beads that begin with sentences i and j and have a
// second sentence on one side or on both.
func (c *Candidates) addMerged(i, j int) {
	here := c.single(i, j).Cover.Mean()
	down, right := i+1 < len(c.Matrix.Source.Sentences), j+1 < c.targets
	floor := c.mean + 0.5*c.spread
	if right && min(here, c.single(i, j+1).Cover.Mean()) > floor {
		c.merged = append(c.merged, c.bead([]int{i}, []int{j, j + 1}))
	}
	if down && min(here, c.single(i+1, j).Cover.Mean()) > floor {
		c.merged = append(c.merged, c.bead([]int{i, i + 1}, []int{j}))
	}
}
