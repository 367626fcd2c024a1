package story

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
func (b *Body) dropBefore(title string) {
	if title == "" {
		return
	}
	at := -1
	for i := range b.Doc.Blocks {
		k := &b.Doc.Blocks[i]
		if k.Kind == kilas.BlockHeading && layout.Fold(k.Text) == title {
			at = i
			break
		}
	}
	var before, after []int
	for _, i := range b.Blocks {
		if i < at {
			before = append(before, i)
		} else {
			after = append(after, i)
		}
	}
	if len(before) > 0 && b.sizeOf(after) > storySize && b.sizeOf(after) > b.sizeOf(before) {
		b.Blocks = after
	}
}

// addSources adds the line that says whose words a quotation or an embedded post
// has, where those are part of the story.
func (b *Body) addSources() {
	const maxWords = 12
	var all []int
	for n, i := range b.Blocks {
		all = append(all, i)
		next := i + 1
		if next == len(b.Doc.Blocks) || n+1 < len(b.Blocks) && b.Blocks[n+1] == next {
			continue
		}
		k := &b.Doc.Blocks[next]
		if k.Kind == kilas.BlockQuote && k.Words <= maxWords && strings.HasPrefix(k.Text, "—") && b.Doc.Blocks[i].Kind == kilas.BlockQuote && b.holds(k.Element, i) {
			all = append(all, next)
		}
	}
	b.Blocks = all
}

// dropComments drops what is in a part for comments, where there is a story
// outside of all such parts.
func (b *Body) dropComments() {
	var story []int
	for _, i := range b.Blocks {
		if !b.Within(i, layout.RoleComment) {
			story = append(story, i)
		}
	}
	if len(story) < len(b.Blocks) && b.sizeOf(story) > storySize {
		b.Blocks = story
	}
}

// dropLinks drops lines of several links and nothing else, and those that only
// lead elsewhere.
func (b *Body) dropLinks() {
	b.keep(func(i int) bool {
		k := &b.Doc.Blocks[i]
		if k.IsPointer() {
			return false
		}
		return k.Links < 2 || k.LinkDensity() < 0.75 || layout.EndsSentence(k.Text)
	})
}

// maxCompared bounds how many texts a long block is compared with.
const maxCompared = 200

// dropRepeats drops what isn't text of the story although it looks like it:
// the title and the dek where they stand before it, texts that come twice, and
// long blocks that say several others again.
func (b *Body) dropRepeats(m *metadata.Metadata) {
	seen := map[string]bool{}
	var long []string // kept texts of some length
	title := layout.Fold(m.Title)
	many := len(b.Blocks) > 3
	kept := 0
	b.keep(func(i int) bool {
		k := &b.Doc.Blocks[i]
		key := layout.Fold(k.Text)
		early := kept < 3
		switch {
		case key == "", early && key == title:
			return false
		case early && k.Kind == kilas.BlockHeading && layout.Overlap(key, title) > 0.7:
			return false
		case kept == 0 && many && m.Describes(key) && b.isDek(i, m):
			return false
		case kept == 0 && many && k.Kind == kilas.BlockCaption:
			return false // of the picture above the story
		case k.Runes > 40 && seen[key], k.Runes > 300 && repeats(key, long):
			return false
		}
		seen[key] = true
		if k.Runes > 60 && len(long) < maxCompared {
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

// Trim drops lines at both ends that say no more than who wrote the story,
// when, and whose it is.
func (b *Body) Trim(byline string) {
	outside := func(i int) bool {
		t := b.Doc.Blocks[i].Text
		return metadata.IsByline(t, byline) || metadata.IsDateLine(t)
	}
	for len(b.Blocks) > 1 && outside(b.Blocks[0]) {
		b.Blocks = b.Blocks[1:]
	}
	for len(b.Blocks) > 1 {
		last := b.Blocks[len(b.Blocks)-1]
		if !outside(last) && !strings.HasPrefix(b.Doc.Blocks[last].Text, "©") {
			break
		}
		b.Blocks = b.Blocks[:len(b.Blocks)-1]
	}
}

// CutWall drops what stands from an invitation to subscribe on, where that is at
// the end of the story: wall reports whether a text is one.
func (b *Body) CutWall(wall func(text string) bool) {
	rest, all := b.Size(), b.Size()
	for n, i := range b.Blocks {
		k := &b.Doc.Blocks[i]
		if rest*3 < all && k.Words < 60 && wall(k.Text) {
			b.Blocks = b.Blocks[:n]
			return
		}
		rest -= k.Size()
	}
}

// IsListing reports whether the story is a list of other stories: headings,
// most of them links or with hardly a sentence below.
func (b *Body) IsListing() bool {
	headings, linked, words, paragraphs := 0, 0, 0, 0
	for _, i := range b.Blocks {
		k := &b.Doc.Blocks[i]
		if k.Kind != kilas.BlockHeading {
			paragraphs++
			words += k.Words
			continue
		}
		headings++
		if k.LinkDensity() > 0.8 {
			linked++
		}
	}
	const few = 4
	return headings >= few && headings*2 >= paragraphs && words < 20*max(1, paragraphs) && (linked*5 >= headings*3 || headings*5 >= paragraphs*4)
}

// keep keeps the blocks that ok says yes to, asked in order.
func (b *Body) keep(ok func(i int) bool) {
	kept := b.Blocks[:0:0]
	for _, i := range b.Blocks {
		if ok(i) {
			kept = append(kept, i)
		}
	}
	b.Blocks = kept
}
