package extract

import (
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
)

// body is the part of a page that tells the story: indexes of its blocks.
type body struct {
	doc    *layout.Document
	blocks []int
	score  []float64
}

// threshold is the probability from which a block is part of the story.
const threshold = 0.5

// findBody chooses the blocks of the story.
func findBody(d *layout.Document, m *metadata.Metadata) *body {
	b := &body{doc: d, score: score(d, m)}
	for i, p := range b.score {
		if p > threshold {
			b.blocks = append(b.blocks, i)
		}
	}
	b.dropComments()
	b.dropBefore(layout.Fold(m.Title))
	b.dropLinks()
	b.dropRepeats(m)
	return b
}

// text joins the blocks with one newline and says where each stands.
func (b *body) text() (string, []kilas.Block) {
	var t strings.Builder
	blocks := make([]kilas.Block, 0, len(b.blocks))
	for _, i := range b.blocks {
		if t.Len() > 0 {
			t.WriteByte('\n')
		}
		k := &b.doc.Blocks[i]
		start := t.Len()
		t.WriteString(k.Text)
		blocks = append(blocks, kilas.Block{Kind: k.Kind, Start: start, End: t.Len()})
	}
	return t.String(), blocks
}

// size is the length of the story, in letters of alphabetic scripts.
func (b *body) size() int { return b.sizeOf(b.blocks) }

func (b *body) sizeOf(blocks []int) int {
	n := 0
	for _, i := range blocks {
		n += b.doc.Blocks[i].Size()
	}
	return n
}

// within reports whether block i is inside an element that plays a role.
func (b *body) within(i int, r layout.Role) bool {
	for e := b.doc.Blocks[i].Element; e >= 0; e = b.doc.Elements[e].Parent {
		if b.doc.Elements[e].Own&r != 0 {
			return true
		}
	}
	return false
}

// near returns the texts beside the story in which its date and authors may
// stand: first lines that are marked as such, then those above the story, the
// nearest first, then those below it.
func (b *body) near() []string {
	if len(b.blocks) == 0 {
		return nil
	}
	start, end := b.blocks[0], b.blocks[len(b.blocks)-1]
	var marked, near []string
	for i := min(start+2, end); i >= 0 && i > start-15; i-- {
		k := &b.doc.Blocks[i]
		switch {
		case k.Kind == kilas.BlockCaption || i > start && k.Words > 15:
		case b.plays(i, layout.RoleMeta|layout.RoleAuthor):
			marked = append(marked, k.Text)
		default:
			near = append(near, k.Text)
		}
	}
	for i := end + 1; i < len(b.doc.Blocks) && i < end+6; i++ {
		near = append(near, b.doc.Blocks[i].Text)
	}
	return append(marked, near...)
}

// plays reports whether block i, by its element or the one around, plays a role.
func (b *body) plays(i int, r layout.Role) bool {
	e := b.doc.Blocks[i].Element
	own := b.doc.Elements[e].Own
	if p := b.doc.Elements[e].Parent; p >= 0 {
		own |= b.doc.Elements[p].Own
	}
	return own&r != 0
}
