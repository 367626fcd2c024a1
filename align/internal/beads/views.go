package beads

import "github.com/kilas-news/kilas/align/internal/evidence"

// view compares a sentence, or a part of one, with another.
type view struct {
	cover   evidence.Cover
	mean    float64 // of cover
	meaning float64
}

// views are those of all sentences and parts of two texts.
type views struct {
	list    []view
	targets int
}

func newViews(m *evidence.Matrix) views {
	v := views{targets: m.Target.Len()}
	v.list = make([]view, 0, m.Source.Len()*v.targets)
	for a := range m.Source.Len() {
		for b := range v.targets {
			from, to := []int{a}, []int{b}
			cover := m.Cover(from, to)
			v.list = append(v.list, view{cover, cover.Mean(), m.Meaning(from, to)})
		}
	}
	return v
}

func (v *views) at(a, b int) *view { return &v.list[a*v.targets+b] }

// bestView is the bead of two sentences, compared by those of their parts that
// have most in common: where a text joins what the other has apart, the rest of
// a sentence is no evidence against it.
func (c *Candidates) bestView(i, j int) Bead {
	bead := Bead{Source: []int{i}, Target: []int{j}}
	best := -1.0
	for _, a := range c.Matrix.Source.Views(i) {
		for _, b := range c.Matrix.Target.Views(j) {
			v := c.views.at(a, b)
			if v.mean > best {
				best = v.mean
				bead.From, bead.To, bead.Cover, bead.Meaning = []int{a}, []int{b}, v.cover, v.meaning
			}
		}
	}
	return bead
}

// rivalsOf are the best partners of all sentences and parts of one side.
func (c *Candidates) rivalsOf(side, other *evidence.Side, at func(a, b int) *view) (of, found, meant []rivals) {
	of, found, meant = make([]rivals, side.Len()), make([]rivals, side.Len()), make([]rivals, side.Len())
	for a := range side.Len() {
		for j := range other.Sentences {
			mean, share, meaning := 0.0, 0.0, 0.0
			for _, b := range other.Views(j) {
				v := at(a, b)
				mean, meaning = max(mean, v.mean), max(meaning, v.meaning)
				if side == c.Matrix.Source {
					share = max(share, v.cover.Source)
				} else {
					share = max(share, v.cover.Target)
				}
			}
			of[a].add(mean, j)
			found[a].add(share, j)
			meant[a].add(meaning, j)
		}
	}
	return of, found, meant
}
