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
	featureGap
	featureWeakest
	featureLengthGain
	featureSourceFound
	featureTargetFound
	featureCompany
	featurePlace
	featureOutside
	featureNeighbours
	featureParts
	featureMeaning
	featureSourceMeaning
	featureTargetMeaning
	featureMeaningGain
	featureSplit
	featurePartial
	featureRare
	featureCompletes
	featureSole
	featureWords
	FeatureCount

	// FirstOfFree is the first of the features that only texts which tell the
	// same in their own ways are judged by.
	FirstOfFree = featureCompletes
)

// FeatureNames are for people.
var FeatureNames = [FeatureCount]string{
	"bias", "mean", "least", "most", "standout", "source margin", "target margin", "shared", "length",
	"conflict", "agreement", "merged", "gain", "gap", "weakest part", "length gain", "source found", "target found", "company", "place", "outside", "neighbours", "parts",
	"meaning", "source meaning", "target meaning", "meaning gain", "split", "partial", "rare", "completes", "sole", "words",
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
	f[featureSourceMargin] = mean - c.rival(b.From, b.Target, c.ofSource)
	f[featureTargetMargin] = mean - c.rival(b.To, b.Source, c.ofTarget)
	f[featureShared] = math.Log1p(b.Cover.Shared)
	f[featureLength] = c.lengthSurprise(b)
	f[featureAgreement], f[featureConflict] = c.facts(b)
	f[featureSourceFound] = c.foundMargin(b.From, b.Target, c.sourceFound, c.sourceShare)
	f[featureTargetFound] = c.foundMargin(b.To, b.Source, c.targetFound, c.targetShare)
	f[featureCompany] = c.company(b)
	f[featurePartial] = c.partial(b)
	if c.rare != nil {
		for _, i := range b.Source {
			for _, j := range b.Target {
				f[featureRare] += c.rare[i*c.targets+j]
			}
		}
		f[featureRare] = math.Log1p(f[featureRare])
	}
	f[featureSole], f[featureCompletes] = c.soleOf(b)
	f[featureWords] = math.Log1p(b.Cover.Words)
	b.Stray[strayBias], b.Stray[strayCompany] = 1, c.companyNear(b)
	if c.Matrix.Placed() {
		f[featureMeaning] = b.Meaning
		f[featureSourceMeaning] = b.Meaning - c.rival(b.From, b.Target, c.sourceMeaning)
		f[featureTargetMeaning] = b.Meaning - c.rival(b.To, b.Source, c.targetMeaning)
	}
	if !b.Single() {
		if c.Matrix.Placed() {
			f[featureMeaningGain] = b.Meaning - c.nearestPart(b)
		}
		f[featureMerged] = 1
		f[featureSplit] = c.split(b)
		f[featureWeakest] = min(f[featureSourceFound], f[featureTargetFound])
		f[featureLengthGain] = c.lengthGain(b)
		f[featureGain] = mean - c.bestPart(b)
		f[featureGap] = gap(b.Source) + gap(b.Target)
	}
}

// rival is the best that the sentences of one side of a bead have with a
// sentence outside of its other side.
func (c *Candidates) rival(group, others []int, of []rivals) float64 {
	best := 0.0
	for _, k := range group {
		best = max(best, of[k].without(others))
	}
	return best
}

// nearestPart is the greatest nearness of meaning among the single pairs of a
// merged bead.
func (c *Candidates) nearestPart(b *Bead) float64 {
	best := 0.0
	for _, i := range b.Source {
		for _, j := range b.Target {
			best = max(best, c.single(i, j).Meaning)
		}
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
	source, target := 1+c.Matrix.Source.Length(b.From), 1+c.Matrix.Target.Length(b.To)
	return min(2, math.Abs(math.Log(target/source/c.lengthOfSource)))
}

// facts counts the numbers that both sides have, and whether both have
// numbers that the other lacks.
func (c *Candidates) facts(b *Bead) (agreement, conflict float64) {
	source := c.Matrix.Source.Numbers(b.From)
	target := c.Matrix.Target.Numbers(b.To)
	shared, missing := evidence.Matched(source, target)
	_, extra := evidence.Matched(target, source)
	if missing > 0 && extra > 0 {
		conflict = 1
	}
	return math.Log1p(float64(shared)), conflict
}

// gap is 0 for neighbours and grows with the sentences between the two of a
// group.
func gap(group []int) float64 {
	return math.Log2(float64(max(1, group[len(group)-1]-group[0])))
}

// lengthGain is how much better the lengths of a merged bead agree than those
// of the best of its parts.
func (c *Candidates) lengthGain(b *Bead) float64 {
	least := math.Inf(1)
	for _, i := range b.Source {
		for _, j := range b.Target {
			least = min(least, c.lengthSurprise(c.single(i, j)))
		}
	}
	return least - c.lengthSurprise(b)
}

// foundMargin is how much more of each sentence of one side of a bead is found
// in the bead's other side than in any sentence outside of it; the least of
// the side's sentences counts.
func (c *Candidates) foundMargin(group, others []int, found []rivals, share func(k, o int) float64) float64 {
	least := 1.0
	for _, k := range group {
		most := 0.0
		for _, o := range others {
			most = max(most, share(k, o))
		}
		least = min(least, most-found[k].without(others))
	}
	return least
}

// sourceShare is how much of a sentence or part of the source is found in a
// sentence of the target.
func (c *Candidates) sourceShare(a, j int) float64 {
	most := 0.0
	for _, b := range c.Matrix.Target.Views(j) {
		most = max(most, c.views.at(a, b).cover.Source)
	}
	return most
}

func (c *Candidates) targetShare(b, i int) float64 {
	most := 0.0
	for _, a := range c.Matrix.Source.Views(i) {
		most = max(most, c.views.at(a, b).cover.Target)
	}
	return most
}

// partial is how much of the sentences of a bead is left out where parts are
// compared.
func (c *Candidates) partial(b *Bead) float64 {
	source := c.Matrix.Source.Length(b.From) / (1 + c.Matrix.Source.Length(b.Source))
	target := c.Matrix.Target.Length(b.To) / (1 + c.Matrix.Target.Length(b.Target))
	if source > 0.95 && target > 0.95 {
		return 0
	}
	return 2 - source - target
}

// split is 1 when the two of a merged bead correspond to two parts of the
// sentence on the other side, -1 when both do to the same part.
func (c *Candidates) split(b *Bead) float64 {
	x, y := c.single(b.Source[0], b.Target[0]), c.single(b.Source[len(b.Source)-1], b.Target[len(b.Target)-1])
	one, other, side := x.From[0], y.From[0], c.Matrix.Source
	if len(b.Source) == 2 {
		one, other, side = x.To[0], y.To[0], c.Matrix.Target
	}
	switch {
	case side.Whole(one) == one || side.Whole(other) == other:
		return 0
	case one == other:
		return -1
	}
	return 1
}

// company is how much the sentences of a bead share with others of their own
// text: a pair about what nobody else in either text mentions may be a
// stranger to both.
func (c *Candidates) company(b *Bead) float64 {
	source, target := 0.0, 0.0
	for _, i := range b.Source {
		source = max(source, c.Matrix.Source.Company(i, b.Source))
	}
	for _, j := range b.Target {
		target = max(target, c.Matrix.Target.Company(j, b.Target))
	}
	return math.Log1p((source + target) / 2)
}

// nearby is how far apart the sentences of a text are that are told together.
const nearby = 2

// companyNear is how much the sentences of a bead share with those around them
// in their own texts.
func (c *Candidates) companyNear(b *Bead) float64 {
	source, target := 0.0, 0.0
	for _, i := range b.Source {
		source = max(source, c.Matrix.Source.CompanyNear(i, nearby, b.Source))
	}
	for _, j := range b.Target {
		target = max(target, c.Matrix.Target.CompanyNear(j, nearby, b.Target))
	}
	return math.Log1p(source + target)
}

// soleOf is how many facts that are told nowhere else the best part of a bead
// shares, and how many the weaker one of a merged bead does.
func (c *Candidates) soleOf(b *Bead) (best, weaker float64) {
	i, j := b.Source[0], b.Target[0]
	k, l := b.Source[len(b.Source)-1], b.Target[len(b.Target)-1]
	if c.single(i, j).Cover.Mean() < c.single(k, l).Cover.Mean() {
		i, j, k, l = k, l, i, j
	}
	best = c.sole[i*c.targets+j]
	if !b.Single() {
		weaker = c.sole[k*c.targets+l]
	}
	return best, weaker
}
