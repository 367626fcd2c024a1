package beads

import (
	"math"

	"github.com/kilas-news/kilas/align/internal/evidence"
)

// Features of a bead, in the order of its Features.
const (
	featureBias = iota
	featureMean
	featureLeast
	featureMost
	featureStandout
	featureSourceMargin
	featureTargetMargin
	featureShared
	featureLength
	featureConflict
	featureAgreement
	featureMerged
	featureGain
	featurePlace
	featureNeighbours
	FeatureCount
)

// FeatureNames are for people.
var FeatureNames = [FeatureCount]string{
	"bias", "mean", "least", "most", "standout", "source margin", "target margin", "shared", "length",
	"conflict", "agreement", "merged", "gain", "place", "neighbours",
}

// describe sets all features that need no neighbourhood.
func (c *Candidates) describe(b *Bead) {
	f := &b.Features
	mean := b.Cover.Mean()
	f[featureBias] = 1
	f[featureMean] = mean
	f[featureLeast] = min(b.Cover.Source, b.Cover.Target)
	f[featureMost] = max(b.Cover.Source, b.Cover.Target)
	f[featureStandout] = min(2, (mean-c.mean)/c.spread/4)
	f[featureSourceMargin] = mean - c.rivalOfSource(b)
	f[featureTargetMargin] = mean - c.rivalOfTarget(b)
	f[featureShared] = math.Log1p(b.Cover.Shared)
	f[featureLength] = c.lengthSurprise(b)
	f[featureAgreement], f[featureConflict] = c.facts(b)
	if !b.Single() {
		f[featureMerged] = 1
		f[featureGain] = mean - c.bestPart(b)
	}
}

// rivalOfSource is the best coverage that a source sentence of the bead has
// with a sentence outside of it.
func (c *Candidates) rivalOfSource(b *Bead) float64 {
	best := 0.0
	for _, i := range b.Source {
		best = max(best, c.bestOfSource[i].other(b.Target))
	}
	return best
}

func (c *Candidates) rivalOfTarget(b *Bead) float64 {
	best := 0.0
	for _, j := range b.Target {
		best = max(best, c.bestOfTarget[j].other(b.Source))
	}
	return best
}

// bestPart is the best coverage among the single pairs of a merged bead.
func (c *Candidates) bestPart(b *Bead) float64 {
	best := 0.0
	for _, i := range b.Source {
		for _, j := range b.Target {
			best = max(best, c.single(i, j).Cover.Mean())
		}
	}
	return best
}

// lengthSurprise is how far the ratio of lengths is from the usual one of the
// two texts, on a logarithmic scale (Gale and Church 1993).
func (c *Candidates) lengthSurprise(b *Bead) float64 {
	source, target := 1.0, 1.0
	for _, i := range b.Source {
		source += c.Matrix.Source.Sentences[i].Length
	}
	for _, j := range b.Target {
		target += c.Matrix.Target.Sentences[j].Length
	}
	return min(2, math.Abs(math.Log(target/source/c.lengthOfSource)))
}

// facts counts the numbers that both sides have, and whether both have
// numbers that the other lacks.
func (c *Candidates) facts(b *Bead) (agreement, conflict float64) {
	source := c.Matrix.Source.Numbers(b.Source)
	target := c.Matrix.Target.Numbers(b.Target)
	shared, missing := evidence.Matched(source, target)
	_, extra := evidence.Matched(target, source)
	if missing > 0 && extra > 0 {
		conflict = 1
	}
	return math.Log1p(float64(shared)), conflict
}
