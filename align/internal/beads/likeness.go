package beads

import (
	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/evidence"
)

// Likeness is what the anchors of two texts tell of them: how much of their
// sentences is found in each other, and how many sentences of both texts they
// are, in [0,1].
type Likeness struct{ Cover, Share float64 }

// typical is what texts that translate each other are like.
func (m *Model) typical(matrix *evidence.Matrix) Likeness {
	for _, l := range []kilas.Lang{matrix.Source.Lang, matrix.Target.Lang} {
		if typical, ok := m.Typical[evidence.Base(l)]; ok {
			return typical
		}
	}
	return m.Typical[""]
}

// Likeness is that of the anchors of the last round.
func (c *Candidates) Likeness() Likeness {
	var l Likeness
	for _, a := range c.anchors {
		l.Cover += c.single(a.source, a.target).Cover.Mean()
	}
	n := float64(len(c.anchors))
	l.Cover /= max(1, n)
	l.Share = 2 * n / max(1, float64(c.sources()+c.targets))
	return l
}

// literalness is 1 for texts that are as much alike as translations of each
// other usually are, and 0 for those that are much less. The articles of two
// newsrooms in the tests, and the least alike of the Indonesian development
// documents, lie on either side of the slope.
func literalness(l, typical Likeness) float64 {
	const free, literal = 0.78, 0.88
	ratio := (l.Cover/max(1e-9, typical.Cover) + l.Share/max(1e-9, typical.Share)) / 2
	return min(1, max(0, (ratio-free)/(literal-free)))
}

// enough is how far so many anchors tell that texts translate each other:
// short articles of two newsrooms often look so.
func enough(anchors int) float64 {
	const few, many = 3, 7
	return min(1, max(0, float64(anchors-few)/(many-few)))
}
