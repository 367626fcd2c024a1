// Package story puts together the story of a page from blocks that were judged
// one by one. Start with [Find].
package story

import (
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
)

// Body is the part of a page that tells the story: indexes of its blocks.
type Body struct {
	Doc    *layout.Document
	Blocks []int
}

// threshold is the probability from which a block is part of the story. Where
// no paragraph reaches it, half of the best one's does, down to doubtful.
const (
	threshold = 0.5
	doubtful  = 0.25
)

// Find chooses the blocks of the story by their probabilities.
func Find(d *layout.Document, m *metadata.Metadata, p []float64) *Body {
	b := &Body{Doc: d}
	least := b.least(p)
	for i := range p {
		if p[i] > least {
			b.Blocks = append(b.Blocks, i)
		}
	}
	b.addSources()
	b.dropComments()
	b.dropBefore(layout.Fold(m.Title))
	b.dropLinks()
	b.dropRepeats(m)
	return b
}

// least is the threshold of this page.
func (b *Body) least(p []float64) float64 {
	best := 0.0
	for i := range p {
		if k := &b.Doc.Blocks[i]; k.Words > 15 && k.Kind != kilas.BlockHeading && k.LinkDensity() < 0.5 {
			best = max(best, p[i])
		}
	}
	if best >= threshold || best < doubtful {
		return threshold
	}
	return best / 2
}

// Text joins the blocks with one newline and says where each stands.
func (b *Body) Text() (string, []kilas.Block) {
	var t strings.Builder
	blocks := make([]kilas.Block, 0, len(b.Blocks))
	for _, i := range b.Blocks {
		if t.Len() > 0 {
			t.WriteByte('\n')
		}
		k := &b.Doc.Blocks[i]
		start := t.Len()
		t.WriteString(k.Text)
		blocks = append(blocks, kilas.Block{Kind: kindOf(k), Start: start, End: t.Len()})
	}
	return t.String(), blocks
}

// kindOf is the kind of a block. A short bold line without a sentence's end is a
// heading, whatever its element.
func kindOf(k *layout.Block) kilas.BlockKind {
	const maxWords = 14
	if k.Kind == kilas.BlockParagraph && k.BoldRunes*20 >= k.Runes*19 && k.Words <= maxWords && !layout.EndsSentence(k.Text) {
		return kilas.BlockHeading
	}
	return k.Kind
}

// Size is the length of the story, in letters of alphabetic scripts.
func (b *Body) Size() int { return b.sizeOf(b.Blocks) }

func (b *Body) sizeOf(blocks []int) int {
	n := 0
	for _, i := range blocks {
		n += b.Doc.Blocks[i].Size()
	}
	return n
}

// Within reports whether block i is inside an element that plays a role.
func (b *Body) Within(i int, r layout.Role) bool {
	for e := b.Doc.Blocks[i].Element; e >= 0; e = b.Doc.Elements[e].Parent {
		if b.Doc.Elements[e].Own&r != 0 {
			return true
		}
	}
	return false
}

// Near returns the texts beside the story in which its date and authors may
// stand: first lines that are marked as such, then those above the story, the
// nearest first, then those below it.
func (b *Body) Near() []string {
	if len(b.Blocks) == 0 {
		return nil
	}
	start, end := b.Blocks[0], b.Blocks[len(b.Blocks)-1]
	var marked, near []string
	for i := min(start+2, end); i >= 0 && i > start-15; i-- {
		k := &b.Doc.Blocks[i]
		switch {
		case k.Kind == kilas.BlockCaption || i > start && k.Words > 15:
		case b.plays(i, layout.RoleMeta|layout.RoleAuthor):
			marked = append(marked, k.Text)
		default:
			near = append(near, k.Text)
		}
	}
	for i := end + 1; i < len(b.Doc.Blocks) && i < end+6; i++ {
		near = append(near, b.Doc.Blocks[i].Text)
	}
	return append(marked, near...)
}

// plays reports whether block i, by its element or the one around, plays a role.
func (b *Body) plays(i int, r layout.Role) bool {
	e := b.Doc.Blocks[i].Element
	own := b.Doc.Elements[e].Own
	if p := b.Doc.Elements[e].Parent; p >= 0 {
		own |= b.Doc.Elements[p].Own
	}
	return own&r != 0
}
