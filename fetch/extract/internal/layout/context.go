package layout

import "math"

// Context returns rows for a second look at each block, when a first one has
// given it a probability: the first row, and how probable the block is itself,
// those beside it, those in the same elements and those of the same look.
func (d *Document) Context(rows [][]float32, p []float64) [][]float32 {
	c := context{Document: d, p: p, gain: make([]float64, len(p)+1), mass: make([]float64, len(p)+1)}
	for i := range p {
		r := float64(d.Blocks[i].Runes)
		c.gain[i+1] = c.gain[i] + (p[i]-0.5)*r
		c.mass[i+1] = c.mass[i] + p[i]*r
	}
	c.findBest()
	groups := d.groupMeans(p)
	out := make([][]float32, len(rows))
	for i := range rows {
		row := append(make([]float32, 0, len(rows[i])+40), rows[i]...)
		row = c.append(row, i)
		out[i] = append(row, groups[i])
	}
	return out
}

type context struct {
	*Document
	p          []float64
	gain, mass []float64 // running sums of (p-0.5)·runes and of p·runes
	best       int       // element in which the gain is highest
	first      int       // first and last block that are likely
	last       int
}

// Best returns the innermost element in which the evidence for the story adds
// up to the most, or -1 on a page without blocks.
func (d *Document) Best(p []float64) int {
	c := context{Document: d, gain: make([]float64, len(p)+1)}
	for i := range p {
		c.gain[i+1] = c.gain[i] + (p[i]-0.5)*float64(d.Blocks[i].Runes)
	}
	c.p = p
	c.findBest()
	return c.best
}

func (c *context) findBest() {
	c.best, c.first, c.last = -1, -1, -1
	most := math.Inf(-1)
	for e := range c.Elements {
		at := &c.Elements[e]
		if g := c.gain[at.BlockEnd] - c.gain[at.BlockStart]; at.BlockEnd > at.BlockStart && g >= most {
			c.best, most = e, g
		}
	}
	for i, p := range c.p {
		if p > 0.5 && c.Blocks[i].Words > 8 {
			if c.first < 0 {
				c.first = i
			}
			c.last = i
		}
	}
}

func (c *context) append(row []float32, i int) []float32 {
	add := func(v float64) { row = append(row, float32(v)) }
	for step := -4; step <= 4; step++ {
		if j := i + step; j >= 0 && j < len(c.p) {
			add(c.p[j])
		} else {
			add(-1)
		}
	}
	for _, reach := range []int{6, 15} {
		add(c.mean(max(0, i-reach), i))
		add(c.mean(i+1, min(len(c.p), i+1+reach)))
	}
	for e, hops := c.Blocks[i].Element, 0; hops < 4; hops++ {
		if e < 0 {
			add(-1)
			continue
		}
		add(c.mean(c.Elements[e].BlockStart, c.Elements[e].BlockEnd))
		e = c.Elements[e].Parent
	}
	add(float64(c.beyondBest(i)))
	all := c.mass[len(c.p)]
	add(c.mass[i] / max(1, all))
	add(math.Log1p(all))
	if c.first < 0 {
		add(-99)
		add(-99)
	} else {
		add(float64(max(-40, min(40, i-c.first))))
		add(float64(max(-40, min(40, i-c.last))))
	}
	return row
}

// mean is the mean probability in [from, to), by length.
func (c *context) mean(from, to int) float64 {
	if from >= to {
		return -1
	}
	return (c.mass[to] - c.mass[from]) / max(1, float64(c.Runes(from, to)))
}

// beyondBest counts the elements between block i and the best one that holds
// it; -1 if it is outside.
func (c *context) beyondBest(i int) int {
	if c.best < 0 || i < c.Elements[c.best].BlockStart || i >= c.Elements[c.best].BlockEnd {
		return -1
	}
	return min(12, c.Elements[c.Blocks[i].Element].Depth-c.Elements[c.best].Depth)
}

// groupMeans returns for each block the mean probability of those that look
// like it.
func (d *Document) groupMeans(p []float64) []float32 {
	f := featurizer{Document: d}
	type mean struct{ mass, runes float64 }
	means := map[string]*mean{}
	member := make([]*mean, len(p))
	for i := range p {
		key := f.path(d.Blocks[i].Element)
		m := means[key]
		if m == nil {
			m = &mean{}
			means[key] = m
		}
		m.mass += p[i] * float64(d.Blocks[i].Runes)
		m.runes += float64(d.Blocks[i].Runes)
		member[i] = m
	}
	out := make([]float32, len(p))
	for i, m := range member {
		out[i] = float32(m.mass / max(1, m.runes))
	}
	return out
}
