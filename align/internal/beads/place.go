package beads

import "math"

// anchor is a pair that is sure enough to tell where its neighbours belong.
type anchor struct{ source, target int }

// leastAnchor is the probability from which a pair is an anchor.
const leastAnchor = 0.6

// locate sets the features of place and neighbourhood from the probabilities
// of the round before. Both count less the more the two texts differ in order.
func (c *Candidates) locate() {
	anchors := c.anchors()
	order := monotony(anchors)
	before := make([]float64, len(c.singles))
	for k := range c.singles {
		before[k] = c.singles[k].P
	}
	for b := range c.All {
		b.Features[featurePlace] = order * placeOf(anchors, b)
		b.Features[featureNeighbours] = min(1, c.neighbours(before, b))
	}
}

// anchors are the pairs that are best for both of their sentences, in the
// order of the source.
func (c *Candidates) anchors() []anchor {
	bestSource := make([]int, c.targets)
	for j := range bestSource {
		for i := range c.bestOfSource {
			if c.single(i, j).P > c.single(bestSource[j], j).P {
				bestSource[j] = i
			}
		}
	}
	var anchors []anchor
	for i := range c.bestOfSource {
		best := 0
		for j := range c.targets {
			if c.single(i, j).P > c.single(i, best).P {
				best = j
			}
		}
		if c.targets > 0 && c.single(i, best).P >= leastAnchor && bestSource[best] == i {
			anchors = append(anchors, anchor{i, best})
		}
	}
	return anchors
}

// monotony is the share of neighbouring anchors that are in the same order on
// both sides, scaled from [0.5,1] to [0,1]; 0 with few anchors.
func monotony(anchors []anchor) float64 {
	if len(anchors) < 3 {
		return 0
	}
	ordered, pairs := 0, 0
	for k := range anchors {
		for l := k + 1; l < min(len(anchors), k+4); l++ {
			pairs++
			if anchors[l].target > anchors[k].target {
				ordered++
			}
		}
	}
	return max(0, 2*float64(ordered)/float64(pairs)-1)
}

// placeOf is how near a bead lies to the path through the anchors around it,
// in (0,1]: 1 on the path, half of it two sentences away. The bead itself is
// no anchor for its own place.
func placeOf(anchors []anchor, b *Bead) float64 {
	i, j := b.Source[0], b.Target[0]
	var before, after []anchor
	for _, a := range anchors {
		switch {
		case a.source == i && a.target == j:
		case a.source <= i:
			before = append(before, a)
		default:
			after = append(after, a)
		}
	}
	sum, weight := 0.0, 0.0
	add := func(a anchor) {
		distance := math.Abs(float64(a.source - i))
		expected := float64(a.target + i - a.source)
		w := 1 / (1 + distance)
		sum += w * math.Exp2(-math.Abs(float64(j)-expected)/2)
		weight += w
	}
	for _, a := range before[max(0, len(before)-2):] {
		add(a)
	}
	for _, a := range after[:min(2, len(after))] {
		add(a)
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// neighbours adds up the probabilities of the single pairs around a bead.
func (c *Candidates) neighbours(p []float64, b *Bead) float64 {
	total := 0.0
	firstI, lastI := b.Source[0], b.Source[len(b.Source)-1]
	firstJ, lastJ := b.Target[0], b.Target[len(b.Target)-1]
	for i := max(0, firstI-2); i <= min(len(c.bestOfSource)-1, lastI+2); i++ {
		for j := max(0, firstJ-2); j <= min(c.targets-1, lastJ+2); j++ {
			outside := (i < firstI || i > lastI) && (j < firstJ || j > lastJ)
			if outside {
				total += p[i*c.targets+j] / 2
			}
		}
	}
	return total
}
