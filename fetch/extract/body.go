package extract

import (
	"strings"

	"github.com/kilas-news/kilas"
)

// body is the part of a page that tells the story: indexes of its blocks.
type body struct {
	doc    *document
	blocks []int
	score  []float64
}

// body chooses the blocks of the story: the subtree in which the evidence for
// it adds up to the most, and in it the blocks that are likely by themselves.
func (d *document) body(m *metadata) *body {
	b := &body{doc: d, score: d.score()}
	gain := make([]float64, len(d.blocks)+1)
	for i, p := range b.score {
		gain[i+1] = gain[i] + (p-0.5)*float64(d.blocks[i].runes)
	}
	best, most := -1, 0.0
	for i := range d.elements {
		e := &d.elements[i]
		if g := gain[e.blockEnd] - gain[e.blockStart]; g >= most && e.blockEnd > e.blockStart {
			best, most = i, g
		}
	}
	if best < 0 {
		return b
	}
	for i := d.elements[best].blockStart; i < d.elements[best].blockEnd; i++ {
		if b.score[i] > 0.5 {
			b.blocks = append(b.blocks, i)
		}
	}
	b.addHeadings()
	b.dropRepeats(m)
	return b
}

// addHeadings keeps the headings between two blocks of the story.
func (b *body) addHeadings() {
	kept := b.blocks[:0:0]
	for n, i := range b.blocks {
		kept = append(kept, i)
		if n+1 == len(b.blocks) {
			break
		}
		next := b.blocks[n+1]
		if h := next - 1; h > i && b.doc.blocks[h].kind == kilas.BlockHeading && b.doc.blocks[h].linkRunes == 0 {
			kept = append(kept, h)
		}
	}
	b.blocks = kept
}

// dropRepeats drops what isn't text of the story although it looks like it:
// title and dek where they stand before it, and texts that come twice.
func (b *body) dropRepeats(m *metadata) {
	seen := map[string]bool{}
	kept := b.blocks[:0:0]
	title, dek := fold(m.title), fold(m.dek)
	for n, i := range b.blocks {
		key := fold(b.doc.blocks[i].text)
		early := n < 3
		switch {
		case early && key == title, early && n == 0 && key == dek && len(b.blocks) > 3:
		case seen[key] && len(key) > 40:
		default:
			kept = append(kept, i)
		}
		seen[key] = true
	}
	b.blocks = kept
}

// text joins the blocks with one newline and says where each stands.
func (b *body) text() (string, []kilas.Block) {
	var t strings.Builder
	blocks := make([]kilas.Block, 0, len(b.blocks))
	for _, i := range b.blocks {
		if t.Len() > 0 {
			t.WriteByte('\n')
		}
		k := &b.doc.blocks[i]
		start := t.Len()
		t.WriteString(k.text)
		blocks = append(blocks, kilas.Block{Kind: k.kind, Start: start, End: t.Len()})
	}
	return t.String(), blocks
}

// runes is the length of the story.
func (b *body) runes() int {
	n := 0
	for _, i := range b.blocks {
		n += b.doc.blocks[i].runes
	}
	return n
}
