// Package beads decides which sentences of two texts correspond.
//
// A bead is one sentence, or two neighbours, of each side; a line that holds
// several sentences is compared by that of them which fits best. [Candidates.Score]
// gives every possible bead the probability that it is right, by a logistic
// model over features of the comparison; further rounds add what the
// neighbourhood says. Texts that are translations of each other, and those that
// tell the same in their own ways, have models of their own. Where translations
// keep their order, a second model finds strays: pairs that say the same, but
// came into both texts from elsewhere. [Candidates.Choose] then picks the set of
// disjoint beads of the greatest total value.
package beads

import (
	"math"
	"slices"

	"github.com/kilas-news/kilas/align/internal/evidence"
)

// Bead is a group of sentences of each side that may correspond.
type Bead struct {
	Source, Target []int
	From, To       []int // what of them is compared: sentences or parts
	Cover          evidence.Cover
	Meaning        float64 // nearness in the space of meanings, 0 without one
	Features       [FeatureCount]float64
	Stray          [StrayCount]float64
	Match          float64 // probability that all its sentences say the same
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
	views          views
	singles        []Bead // [source*targets + target]
	merged         []Bead
	targets        int
	mean, spread   float64  // of the coverage of singles
	ofSource       []rivals // the best partners of each source sentence and part
	ofTarget       []rivals
	sourceFound    []rivals // by the share of the source sentence that is found
	targetFound    []rivals
	sourceMeaning  []rivals // by nearness in the space of meanings
	targetMeaning  []rivals
	order          float64 // how far the texts follow each other's order, in [0,1]
	literal        float64 // how far they are translations, in [0,1]
	anchors        []anchor
	rare           []float64 // what few sentences tell, where nothing is surer
	sole           []float64 // facts that only two sentences tell
	lengthOfSource float64   // typical ratio of target to source length
}

// Gather makes the candidates of a comparison.
func Gather(m *evidence.Matrix) *Candidates {
	c := &Candidates{Matrix: m, targets: len(m.Target.Sentences)}
	n := len(m.Source.Sentences)
	c.views = newViews(m)
	c.sole = m.Sole()
	if m.Basis == evidence.Surface {
		c.rare = m.Rare()
	}
	c.singles = make([]Bead, 0, n*c.targets)
	for i := range n {
		for j := range c.targets {
			c.singles = append(c.singles, c.bestView(i, j))
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

// merge is the bead of sentences of which one side has two.
func (c *Candidates) merge(source, target []int) Bead {
	b := Bead{Source: source, Target: target}
	for _, i := range source {
		for _, j := range target {
			part := c.single(i, j)
			b.From = c.with(b.From, part.From[0], c.Matrix.Source)
			b.To = c.with(b.To, part.To[0], c.Matrix.Target)
		}
	}
	b.Cover, b.Meaning = c.Matrix.Cover(b.From, b.To), c.Matrix.Meaning(b.From, b.To)
	return b
}

// with adds a sentence or part to others; a whole sentence takes the place of
// its parts.
func (c *Candidates) with(group []int, n int, side *evidence.Side) []int {
	whole := side.Whole(n)
	if slices.Contains(group, n) || slices.Contains(group, whole) {
		return group
	}
	if n == whole {
		group = slices.DeleteFunc(group, func(k int) bool { return side.Whole(k) == whole })
	}
	return append(group, n)
}

func (c *Candidates) sources() int { return len(c.Matrix.Source.Sentences) }

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

// survey finds the typical coverage and the best partners of every sentence
// and part.
func (c *Candidates) survey() {
	sum, squares := 0.0, 0.0
	for k := range c.singles {
		s := c.singles[k].Cover.Mean()
		sum += s
		squares += s * s
	}
	n := max(1, float64(len(c.singles)))
	c.mean = sum / n
	c.spread = math.Sqrt(max(1e-4, squares/n-c.mean*c.mean))
	c.lengthOfSource = meanLength(c.Matrix.Target) / meanLength(c.Matrix.Source)
	c.ofSource, c.sourceFound, c.sourceMeaning = c.rivalsOf(c.Matrix.Source, c.Matrix.Target, c.views.at)
	c.ofTarget, c.targetFound, c.targetMeaning = c.rivalsOf(c.Matrix.Target, c.Matrix.Source, func(b, a int) *view { return c.views.at(a, b) })
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

// leastSole is the weight of a fact that two sentences of each text tell, or
// of one that is often the same by chance and that only one does.
const leastSole = 0.5

// addMerged adds the beads that begin with sentences i and j and have a second
// sentence on one side. All of their parts must share more than usual, or, beside
// a large dictionary, a fact that is told nowhere else. Two sentences beside two
// are left to two pairs: what is gained where both are mixed is less than what
// is lost where they are not.
func (c *Candidates) addMerged(i, j int) {
	floor := c.mean + 0.5*c.spread
	above := func(i, j int) bool {
		return c.single(i, j).Cover.Mean() > floor || c.Matrix.Large() && c.sole[i*c.targets+j] >= leastSole
	}
	if !above(i, j) {
		return
	}
	for k := j + 1; k < min(c.targets, j+1+reach); k++ {
		if above(i, k) {
			c.merged = append(c.merged, c.merge([]int{i}, []int{j, k}))
		}
	}
	for k := i + 1; k < min(c.sources(), i+1+reach); k++ {
		if above(k, j) {
			c.merged = append(c.merged, c.merge([]int{i, k}, []int{j}))
		}
	}
}
