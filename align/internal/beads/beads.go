// Package beads decides which sentences of two texts correspond.
//
// A bead is one sentence, or two neighbours, of each side. [Score] gives every
// possible bead the probability that it is right, by a logistic model over
// features of the comparison; a second round adds what the neighbourhood says.
// [Choose] then picks the set of disjoint beads of the greatest total value.
package beads

import (
	"math"
	"slices"

	"github.com/kilas-news/kilas/align/internal/evidence"
)

// Bead is a group of sentences of each side that may correspond.
type Bead struct {
	Source, Target []int
	Cover          evidence.Cover
	Meaning        float64 // nearness in the space of meanings, 0 without one
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
	mean, spread   float64  // of the coverage of singles
	ofSource       []rivals // the best partners of each source sentence
	ofTarget       []rivals
	sourceFound    []rivals // by the share of the source sentence that is found
	targetFound    []rivals
	sourceMeaning  []rivals // by nearness in the space of meanings
	targetMeaning  []rivals
	lengthOfSource float64 // typical ratio of target to source length
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
	return Bead{Source: source, Target: target, Cover: c.Matrix.Cover(source, target), Meaning: c.Matrix.Meaning(source, target)}
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
	c.ofSource = make([]rivals, len(c.Matrix.Source.Sentences))
	c.ofTarget = make([]rivals, c.targets)
	c.sourceFound = make([]rivals, len(c.ofSource))
	c.targetFound = make([]rivals, c.targets)
	c.sourceMeaning = make([]rivals, len(c.ofSource))
	c.targetMeaning = make([]rivals, c.targets)
	sum, squares := 0.0, 0.0
	for k := range c.singles {
		b := &c.singles[k]
		s := b.Cover.Mean()
		sum += s
		squares += s * s
		c.ofSource[b.Source[0]].add(s, b.Target[0])
		c.ofTarget[b.Target[0]].add(s, b.Source[0])
		c.sourceFound[b.Source[0]].add(b.Cover.Source, b.Target[0])
		c.targetFound[b.Target[0]].add(b.Cover.Target, b.Source[0])
		c.sourceMeaning[b.Source[0]].add(b.Meaning, b.Target[0])
		c.targetMeaning[b.Target[0]].add(b.Meaning, b.Source[0])
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

// rivals are the best partners of a sentence, the best first: enough of them
// that one is left when a bead takes two.
type rivals [3]struct {
	cover float64
	at    int
}

func (r *rivals) add(cover float64, at int) {
	for k := range r {
		if cover > r[k].cover {
			cover, r[k].cover = r[k].cover, cover
			at, r[k].at = r[k].at, at
		}
	}
}

// without is the best coverage with a partner that is not one of those given.
func (r *rivals) without(group []int) float64 {
	for _, k := range r {
		if !slices.Contains(group, k.at) {
			return k.cover
		}
	}
	return 0
}

// reach is how far apart two sentences may be that are one sentence on the
// other side.
const reach = 4

// addMerged adds the beads that begin with sentences i and j and have a second
// sentence on one side. All of their parts must share more than usual. Two
// sentences beside two are left to two pairs: what is gained where both are
// mixed is less than what is lost where they are not.
func (c *Candidates) addMerged(i, j int) {
	floor := c.mean + 0.5*c.spread
	above := func(i, j int) bool { return c.single(i, j).Cover.Mean() > floor }
	if !above(i, j) {
		return
	}
	for k := j + 1; k < min(c.targets, j+1+reach); k++ {
		if above(i, k) {
			c.merged = append(c.merged, c.bead([]int{i}, []int{j, k}))
		}
	}
	for k := i + 1; k < min(len(c.ofSource), i+1+reach); k++ {
		if above(k, j) {
			c.merged = append(c.merged, c.bead([]int{i, k}, []int{j}))
		}
	}
}
