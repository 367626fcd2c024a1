package pdf

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	titleSize  = 1.25 // of the text's size, at least, makes a title
	maxTitle   = 300  // characters
	masthead   = 200  // characters above the title that aren't the story
	maxByline  = 100  // characters
	bylineNear = 4    // blocks after the title
)

// titled returns the title of a document and its blocks without it: what is
// set in the biggest type of the first page, unless that says less than the
// title in the document's information does.
func titled(blocks []block, named string) (string, []block) {
	i := biggest(blocks)
	if i < 0 {
		if !telling(named) {
			return "", blocks
		}
		return named, blocks
	}
	title := blocks[i].text
	if telling(named) && !related(title, named) && blocks[i].size < 2*titleSize*textSize(blocks) && utf8.RuneCountInString(title) < 12 {
		title = named
	}
	above := 0
	for _, b := range blocks[:i] {
		above += utf8.RuneCountInString(b.text)
	}
	if above <= masthead {
		return title, blocks[i+1:]
	}
	return title, slices.Delete(slices.Clone(blocks), i, i+1)
}

// biggest returns the block of the first page whose type is biggest, if that is
// bigger than the text's and the block may be a title; else -1.
func biggest(blocks []block) int {
	least := titleSize * textSize(blocks)
	at := -1
	for i, b := range blocks {
		if b.lines[0].page != blocks[0].lines[0].page {
			break
		}
		if b.size > least && utf8.RuneCountInString(b.text) <= maxTitle && strings.ContainsFunc(b.text, unicode.IsLetter) && len(strings.TrimSpace(b.text)) > 3 {
			at, least = i, b.size*(1+sameSize)
		}
	}
	return at
}

// textSize is the size of most of the text.
func textSize(blocks []block) float64 {
	runes := map[float64]int{}
	size, most := 0.0, 0
	for _, b := range blocks {
		s := rounded(b.size)
		runes[s] += utf8.RuneCountInString(b.text)
		if runes[s] > most {
			size, most = s, runes[s]
		}
	}
	return size
}

var fileName = regexp.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint)|untitled|unbenannt|tanpa judul|document\d*$|layout \d|print$|about:blank)|\.(?:docx?|indd|qxp|qxd|pdf|odt|pages|html?|txt|tex|rtf)$|^\S*[_\d]\S*$`)

// telling reports whether a title in a document's information is a title, not
// the name of a file or of nothing.
func telling(s string) bool { return utf8.RuneCountInString(s) > 3 && !fileName.MatchString(s) }

// related reports whether one title is a part of the other.
func related(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

var by = regexp.MustCompile(`^(?i:by|oleh|von|par|por|di|door|av|af|autor|text|penulis)(?::\s*|\s+)(\p{Lu}[^.!?]*(?:\.\s?[^.!?]+)*)$`)

// signed returns the byline of a document and its blocks without it: a line
// near the title that begins as bylines do, or the author in the document's
// information if the first page names him.
func signed(blocks []block, author string) (string, []Block) {
	byline := ""
	out := make([]Block, 0, len(blocks))
	for i, b := range blocks {
		m := by.FindStringSubmatch(b.text)
		if byline == "" && i < bylineNear && m != nil && utf8.RuneCountInString(b.text) <= maxByline {
			byline = m[1]
			continue
		}
		out = append(out, Block{b.kind, b.text})
	}
	if byline == "" && strings.Contains(author, " ") {
		for _, b := range blocks {
			if b.lines[0].page == 0 && strings.Contains(b.text, author) {
				byline = author
			}
		}
	}
	return byline, out
}

// shaped are the scripts whose glyphs stand in an order of their own.
var shaped = []*unicode.RangeTable{
	unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
	unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Tibetan,
}

// readable reports whether the text is in a writing whose letters come out of
// a PDF as they went in, and isn't what fonts without names for their
// characters give.
func readable(blocks []block) bool {
	letters, odd := 0, 0
	for _, b := range blocks {
		for _, r := range b.text {
			switch {
			case unicode.In(r, shaped...):
				letters++
				odd++
			case unicode.IsLetter(r):
				letters++
			case r > unicode.MaxLatin1 && unicode.In(r, unicode.So, unicode.Sm):
				odd++
			}
		}
	}
	return letters > 0 && odd*5 < letters
}
