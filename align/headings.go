package align

import (
	"strings"
	"unicode/utf8"
)

// longestHeading is the number of words up to which a line may be a heading.
const longestHeading = 14

// outside tells which sentences are not part of the story: those marked as
// boilerplate, and headings. A heading is short, alone in its block and does
// not end as a sentence does; a text whose sentences are all in one block, or
// all alone in theirs without an end, has none.
func (t Text) outside() []bool {
	inBlock := map[int]int{}
	ended, all := 0, 0
	for _, s := range t.Sentences {
		inBlock[s.Block]++
		if s.Boilerplate() {
			continue
		}
		all++
		if endsSentence(s.Text) {
			ended++
		}
	}
	outside := make([]bool, len(t.Sentences))
	for n, s := range t.Sentences {
		heading := inBlock[s.Block] == 1 && len(inBlock) > 1 && 2*ended > all &&
			!endsSentence(s.Text) && len(strings.Fields(s.Text)) <= longestHeading
		outside[n] = s.Boilerplate() || heading
	}
	return outside
}

// endsSentence reports whether the last character ends sentences in any
// script, or closes a quotation or bracket.
func endsSentence(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text))
	return strings.ContainsRune(".!?…:;\"”»’')]。！？」』।؟۔", r)
}
