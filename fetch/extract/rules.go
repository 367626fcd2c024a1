package extract

import (
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
)

// The rules here correct what judging blocks one by one gets wrong. None looks
// at a language or a site.

// storySize is the size of text that makes a story by itself, so that what
// stands apart from it can go.
const storySize = 600

// dropBefore drops what stands before the title, where most of the text stands
// after it: tickers and teasers with leads as long as paragraphs.
func (b *body) dropBefore(title string) {
	if title == "" {
		return
	}
	at := -1
	for i := range b.doc.Blocks {
		k := &b.doc.Blocks[i]
		if k.Kind == kilas.BlockHeading && layout.Fold(k.Text) == title {
			at = i
			break
		}
	}
	var before, after []int
	for _, i := range b.blocks {
		if i < at {
			before = append(before, i)
		} else {
			after = append(after, i)
		}
	}
	if len(before) > 0 && b.sizeOf(after) > storySize && b.sizeOf(after) > b.sizeOf(before) {
		b.blocks = after
	}
}

// dropComments drops what is in a part for comments, where there is a story
// outside of all such parts.
func (b *body) dropComments() {
	var story []int
	for _, i := range b.blocks {
		if !b.within(i, layout.RoleComment) {
			story = append(story, i)
		}
	}
	if len(story) < len(b.blocks) && b.sizeOf(story) > storySize {
		b.blocks = story
	}
}

// dropLinks drops lines of several links and nothing else.
func (b *body) dropLinks() {
	b.keep(func(i int) bool {
		k := &b.doc.Blocks[i]
		return k.Links < 2 || k.LinkDensity() < 0.75 || layout.EndsSentence(k.Text)
	})
}

// dropRepeats drops what isn't text of the story although it looks like it:
// the title and the dek where they stand before it, texts that come twice, and
// long blocks that say several others again.
func (b *body) dropRepeats(m *metadata.Metadata) {
	seen := map[string]bool{}
	var long []string // kept texts of some length
	title, dek := layout.Fold(m.Title), layout.Fold(m.Dek)
	many := len(b.blocks) > 3
	kept := 0
	b.keep(func(i int) bool {
		k := &b.doc.Blocks[i]
		key := layout.Fold(k.Text)
		early := kept < 3
		switch {
		case key == "", early && key == title:
			return false
		case early && k.Kind == kilas.BlockHeading && layout.Overlap(key, title) > 0.7:
			return false
		case kept == 0 && many && key == dek && b.isDek(i):
			return false
		case k.Runes > 40 && (seen[key] || repeats(key, long)):
			return false
		}
		seen[key] = true
		if k.Runes > 60 {
			long = append(long, key)
		}
		kept++
		return true
	})
}

// repeats reports whether a text has two of the others in it.
func repeats(key string, others []string) bool {
	found := 0
	for _, o := range others {
		if len(o) < len(key) && strings.Contains(key, o) {
			if found++; found == 2 {
				return true
			}
		}
	}
	return false
}

// isDek reports whether block i is set apart from the text as a dek: by its
// kind, or by a class of it or around it.
func (b *body) isDek(i int) bool {
	return b.doc.Blocks[i].Kind == kilas.BlockHeading || b.plays(i, layout.RoleDek)
}

// trim drops lines at both ends that say no more than who wrote the story,
// when, and whose it is.
func (b *body) trim(byline string) {
	outside := func(i int) bool {
		t := b.doc.Blocks[i].Text
		return metadata.IsByline(t, byline) || metadata.IsDateLine(t)
	}
	for len(b.blocks) > 1 && outside(b.blocks[0]) {
		b.blocks = b.blocks[1:]
	}
	for len(b.blocks) > 1 {
		last := b.blocks[len(b.blocks)-1]
		if !outside(last) && !strings.HasPrefix(b.doc.Blocks[last].Text, "©") {
			break
		}
		b.blocks = b.blocks[:len(b.blocks)-1]
	}
}

// keep keeps the blocks that ok says yes to, asked in order.
func (b *body) keep(ok func(i int) bool) {
	kept := b.blocks[:0:0]
	for _, i := range b.blocks {
		if ok(i) {
			kept = append(kept, i)
		}
	}
	b.blocks = kept
}
