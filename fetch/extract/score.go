package extract

import (
	"math"

	"github.com/kilas-news/kilas"
)

// score gives each block the probability that it tells the story.
func (d *document) score() []float64 {
	p := make([]float64, len(d.blocks))
	for i := range d.blocks {
		p[i] = sigmoid(d.logit(i))
	}
	return p
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

const notStory = roleNav | roleFooter | roleRelated | rolePromo | roleShare | roleComment | roleConsent | roleTags

func (d *document) logit(i int) float64 {
	b := &d.blocks[i]
	x := -1.5 + 2*math.Log2(1+float64(b.words))/math.Log2(32) - 5*b.linkDensity()
	x += min(2, 0.5*float64(b.stops)) + min(1, 0.25*float64(b.commas))
	if endsSentence(b.text) {
		x++
	}
	if b.within&notStory != 0 {
		x -= 2.5
	}
	if b.within&(roleAside|roleHidden|roleAuthor|roleCard|roleCaption) != 0 {
		x -= 1.5
	}
	if b.within&roleBody != 0 {
		x++
	}
	if b.kind == kilas.BlockCaption {
		x -= 2
	}
	return x
}
