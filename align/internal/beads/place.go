package beads

import "math"

// anchor is a pair that is sure enough to tell where its neighbours belong.
type anchor struct{ source, target int }

// leastAnchor is the probability from which a pair is an anchor.
const leastAnchor = 0.5

// StrayFeatures tell a pair of sentences that say the same from elsewhere,
// put into both texts by chance.
const (
	strayBias = iota
	strayInversions
	strayOutside
	strayCompany
	StrayCount
)

// StrayNames are for people.
var StrayNames = [StrayCount]string{"bias", "inversions", "outside", "company nearby"}

// mostInversions is the number from which more tell no more.
const mostInversions = 8

// locate sets the features of place and neighbourhood from the probabilities
// of the round before.
//
// Texts that follow each other's order, as translations do, have a path: the
// longest chain of anchors in the same order on both sides. A lone pair far
// from it is then more likely a chance likeness. Texts of two newsrooms have
// no such path, and the features fade out with the share of anchors on it.
func (c *Candidates) locate() {
	c.anchors = c.findAnchors()
	path := chain(c.anchors)
	c.order = orderliness(len(path), len(c.anchors))
	before := make([]float64, len(c.singles))
	for k := range c.singles {
		before[k] = c.singles[k].P
	}
	for b := range c.All {
		near, outside := place(path, b)
		b.Features[featurePlace] = c.order * near
		b.Features[featureOutside] = c.order * outside
		b.Features[featureNeighbours] = min(1, c.neighbours(before, b))
		if !b.Single() {
			b.Features[featureParts] = c.parts(before, b)
		}
		b.Stray[strayInversions] = min(mostInversions, c.inversions(b))
		b.Stray[strayOutside] = outside
	}
}

// inversions is how many anchors are in the other order than b, by their
// probability.
func (c *Candidates) inversions(b *Bead) float64 {
	total := 0.0
	for _, a := range c.anchors {
		before := a.source < b.Source[0] && a.target > b.Target[len(b.Target)-1]
		after := a.source > b.Source[len(b.Source)-1] && a.target < b.Target[0]
		if before || after {
			total += c.single(a.source, a.target).P
		}
	}
	return total
}

// findAnchors returns the pairs that are best for both of their sentences, in the
// order of the source.
func (c *Candidates) findAnchors() []anchor {
	bestSource := make([]int, c.targets)
	for j := range bestSource {
		for i := range c.sources() {
			if c.single(i, j).Match > c.single(bestSource[j], j).Match {
				bestSource[j] = i
			}
		}
	}
	var anchors []anchor
	for i := range c.sources() {
		best := 0
		for j := range c.targets {
			if c.single(i, j).Match > c.single(i, best).Match {
				best = j
			}
		}
		if c.targets > 0 && c.single(i, best).Match >= leastAnchor && bestSource[best] == i {
			anchors = append(anchors, anchor{i, best})
		}
	}
	return anchors
}

// swap is how far back a chain may step: neighbours that changed places are
// still in order.
const swap = 2

// chain returns the longest sequence of anchors whose targets rise, but for
// swaps.
func chain(anchors []anchor) []anchor {
	length := make([]int, len(anchors))
	previous := make([]int, len(anchors))
	last := -1
	for k, a := range anchors {
		length[k], previous[k] = 1, -1
		for l := range k {
			if a.target >= anchors[l].target-swap && length[l]+1 > length[k] {
				length[k], previous[k] = length[l]+1, l
			}
		}
		if last < 0 || length[k] > length[last] {
			last = k
		}
	}
	var path []anchor
	for k := last; k >= 0; k = previous[k] {
		path = append([]anchor{anchors[k]}, path...)
	}
	return path
}

// orderliness is 0 when half of the anchors or fewer are on the path, or too
// few to tell, and 1 when nearly all are.
func orderliness(onPath, anchors int) float64 {
	if anchors < 3 {
		return 0
	}
	share := float64(onPath) / float64(anchors)
	return min(1, max(0, (share-0.5)/0.35))
}

// place is how near a bead lies to where the path lets it be expected, in
// (0,1], and how far outside of the span between the anchors around it, in
// [0,1]. The bead itself does not count as an anchor.
func place(path []anchor, b *Bead) (near, outside float64) {
	i, j := b.Source[0], b.Target[0]
	low, high := math.Inf(-1), math.Inf(1)
	sum, weight := 0.0, 0.0
	add := func(a anchor) {
		w := 1 / (1 + math.Abs(float64(a.source-i)))
		sum += w * math.Exp2(-math.Abs(float64(j-a.target-i+a.source))/2)
		weight += w
	}
	seenBefore, seenAfter := 0, 0
	for k := len(path) - 1; k >= 0 && seenBefore < 2; k-- {
		if a := path[k]; a.source <= i && !b.has(a) {
			add(a)
			low = max(low, float64(a.target))
			seenBefore++
		}
	}
	for k := 0; k < len(path) && seenAfter < 2; k++ {
		if a := path[k]; a.source > i && !b.has(a) {
			add(a)
			high = min(high, float64(a.target))
			seenAfter++
		}
	}
	if weight == 0 {
		return 0, 0
	}
	far := max(low-float64(j), float64(j)-high) - swap + 0.5
	return sum / weight, min(1, max(0, far/3))
}

func (b *Bead) has(a anchor) bool {
	for _, i := range b.Source {
		for _, j := range b.Target {
			if a.source == i && a.target == j {
				return true
			}
		}
	}
	return false
}

// neighbours adds up the probabilities of the single pairs around a bead.
func (c *Candidates) neighbours(p []float64, b *Bead) float64 {
	total := 0.0
	firstI, lastI := b.Source[0], b.Source[len(b.Source)-1]
	firstJ, lastJ := b.Target[0], b.Target[len(b.Target)-1]
	for i := max(0, firstI-2); i <= min(c.sources()-1, lastI+2); i++ {
		for j := max(0, firstJ-2); j <= min(c.targets-1, lastJ+2); j++ {
			outside := (i < firstI || i > lastI) && (j < firstJ || j > lastJ)
			if outside {
				total += p[i*c.targets+j] / 2
			}
		}
	}
	return total
}

// parts is the least probability among the pairs that a merged bead consists
// of, where each sentence counts with its best partner.
func (c *Candidates) parts(p []float64, b *Bead) float64 {
	least := 1.0
	for _, i := range b.Source {
		most := 0.0
		for _, j := range b.Target {
			most = max(most, p[i*c.targets+j])
		}
		least = min(least, most)
	}
	for _, j := range b.Target {
		most := 0.0
		for _, i := range b.Source {
			most = max(most, p[i*c.targets+j])
		}
		least = min(least, most)
	}
	return least
}
