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
	b.dropRepeats(m)
	return b
}

// dropRepeats drops what isn't text of the story although it looks like it:
// title and dek where they stand before it, and long texts that come twice.
func (b *body) dropRepeats(m *metadata.Metadata) {
	seen := map[string]bool{}
	kept := b.blocks[:0:0]
	title, dek := layout.Fold(m.Title), layout.Fold(m.Dek)
	for n, i := range b.blocks {
		k := &b.doc.Blocks[i]
		key := layout.Fold(k.Text)
		switch {
		case key == "":
		case n < 3 && key == title, n < 3 && k.Kind == kilas.BlockHeading && layout.Overlap(key, title) > 0.7:
		case len(kept) == 0 && key == dek && len(b.blocks) > 3 && b.isDek(i):
		case seen[key] && k.Runes > 40:
		default:
			kept = append(kept, i)
		}
		seen[key] = true
	}
	b.blocks = kept
}

// isDek reports whether block i is set apart from the text as a dek: by its
// kind, or by a class of it or around it.
func (b *body) isDek(i int) bool {
	return b.doc.Blocks[i].Kind == kilas.BlockHeading || b.plays(i, layout.RoleDek)
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
func (b *body) size() int {
	n := 0
	for _, i := range b.blocks {
		n += b.doc.Blocks[i].Size()
	}
	return n
}

// trim drops lines at both ends that say no more than who wrote the story, and
// when.
func (b *body) trim(byline string) {
	outside := func(i int) bool {
		t := b.doc.Blocks[i].Text
		return metadata.IsByline(t, byline) || metadata.IsDateLine(t)
	}
	for len(b.blocks) > 1 && outside(b.blocks[0]) {
		b.blocks = b.blocks[1:]
	}
	for len(b.blocks) > 1 && outside(b.blocks[len(b.blocks)-1]) {
		b.blocks = b.blocks[:len(b.blocks)-1]
	}
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
