package story

import (
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
)

// maxDekRunes is the length of the longest dek. A dek (standfirst) says what the
// page's description says, above the story. So does the first paragraph of many
// a page, since descriptions are often made from it; that one stands among the
// paragraphs, or is longer.
const maxDekRunes = 200

// isDek reports whether block i, the first of the story, which says what the page's
// description says, is set apart from the text as a dek: by its kind, by a class
// of it or around it, by the byline below it, or by standing before the
// element that holds the story.
func (b *Body) isDek(i int, m *metadata.Metadata) bool {
	k := &b.Doc.Blocks[i]
	if k.Runes > maxDekRunes {
		return false
	}
	return k.Kind == kilas.BlockHeading || b.calledDek(i) || b.aboveByline(i, m) || b.aboveContainer(i)
}

// calledDek reports whether a class of block i, or of the element around it,
// says that it is a dek. The class of an element that holds the story is
// about the story.
func (b *Body) calledDek(i int) bool {
	e := b.Doc.Blocks[i].Element
	if b.Doc.Elements[e].Own&layout.RoleDek != 0 {
		return true
	}
	parent := b.Doc.Elements[e].Parent
	return parent >= 0 && b.Doc.Elements[parent].Own&layout.RoleDek != 0 && !b.holds(parent, b.after(i))
}

// aboveByline reports whether block i stands between the headline and the byline,
// or the date beside it.
func (b *Body) aboveByline(i int, m *metadata.Metadata) bool {
	byline := m.Article(b.Near()).Byline
	signed := func(j int) bool {
		k := &b.Doc.Blocks[j]
		return k.Kind != kilas.BlockCaption && (metadata.IsByline(k.Text, byline) || k.Words <= maxBylineWords && b.plays(j, layout.RoleAuthor))
	}
	title := layout.Fold(m.Title)
	at := i - 1
	for ; at >= 0 && !b.isTitle(at, title); at-- {
		if signed(at) {
			return false
		}
	}
	if at < 0 {
		return false
	}
	for j := i + 1; j < len(b.Doc.Blocks) && j <= i+maxBylineBlocks; j++ {
		k := &b.Doc.Blocks[j]
		switch {
		case signed(j), metadata.IsDateLine(k.Text), k.Words <= maxBylineWords && b.plays(j, layout.RoleMeta) && k.Kind != kilas.BlockCaption:
			return true
		case k.Words > maxBylineWords:
			return false
		}
	}
	return false
}

// A byline has up to maxBylineWords words, and stands within maxBylineBlocks
// blocks below the dek.
const (
	maxBylineWords  = 15
	maxBylineBlocks = 4
)

// isTitle reports whether block i is the headline.
func (b *Body) isTitle(i int, title string) bool {
	k := &b.Doc.Blocks[i]
	return k.Kind == kilas.BlockHeading && title != "" && layout.Overlap(layout.Fold(k.Text), title) > 0.7
}

// aboveContainer reports whether block i stands before the element that holds the
// story, alone, and doesn't look like its paragraphs.
func (b *Body) aboveContainer(i int) bool {
	c := b.container(i)
	return !b.holds(c, i) && b.holds(c, b.after(i)) && !b.looksLikeStory(i)
}

// looksLikeStory reports whether block i has the class that most blocks of the
// story have.
func (b *Body) looksLikeStory(i int) bool {
	look := b.Doc.Elements[b.Doc.Blocks[i].Element].Look()
	if strings.HasSuffix(look, ".") {
		return false // no class
	}
	alike := 0
	for _, n := range b.Blocks {
		if b.Doc.Elements[b.Doc.Blocks[n].Element].Look() == look {
			alike++
		}
	}
	return alike*2 > len(b.Blocks)
}

// container is the innermost element that holds most of the story after block i.
func (b *Body) container(i int) int {
	sizes := make([]int, len(b.Doc.Blocks)+1) // running sizes of the story's blocks
	for _, n := range b.Blocks {
		if n > i {
			sizes[n+1] = b.Doc.Blocks[n].Size()
		}
	}
	for n := range b.Doc.Blocks {
		sizes[n+1] += sizes[n]
	}
	all, best := sizes[len(b.Doc.Blocks)], 0
	for e := range b.Doc.Elements {
		at := &b.Doc.Elements[e]
		if 3*(sizes[at.BlockEnd]-sizes[at.BlockStart]) > 2*all {
			best = e // elements are in document order: the last that holds so much is the innermost
		}
	}
	return best
}

// holds reports whether block i is in element e.
func (b *Body) holds(e, i int) bool {
	at := &b.Doc.Elements[e]
	return at.BlockStart <= i && i < at.BlockEnd
}

// after is the block of the story after block i, or i itself.
func (b *Body) after(i int) int {
	for _, n := range b.Blocks {
		if n > i {
			return n
		}
	}
	return i
}
