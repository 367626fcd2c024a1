package checks

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closing gives the marks that close what a mark opens.
var closing = map[rune]string{
	'“': "”“\"", '”': "”", '„': "“”", '«': "»", '»': "«", '"': "\"”", '「': "」", '『': "』", '〝': "〞", '＂': "＂",
}

// findQuotes finds what stands between quotation marks. Single marks are left
// alone, since they are apostrophes far more often. A mark that is never
// closed opens nothing, nor does a straight one that looks like a closing one;
// a straight one that looks like an opening one begins anew.
func findQuotes(text string) []Quote {
	var quotes []Quote
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		marks, ok := closing[r]
		at := i
		i += size
		if !ok || r == '"' && leaning(text, at) < 0 {
			continue
		}
		n := strings.IndexAny(text[i:], marks)
		if n < 0 || text[i+n] == '"' && leaning(text, i+n) > 0 {
			continue
		}
		if inner := strings.TrimSpace(text[i : i+n]); inner != "" {
			quotes = append(quotes, Quote{Text: inner, Start: i, End: i + n})
		}
		_, closed := utf8.DecodeRuneInString(text[i+n:])
		i += n + closed
	}
	return quotes
}

// leaning tells what the straight mark at text[i] looks like by the spaces
// around it: 1 opening, -1 closing, 0 either.
func leaning(text string, i int) int {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	spaceBefore, spaceAfter := i == 0 || unicode.IsSpace(before), i+1 == len(text) || unicode.IsSpace(after)
	switch {
	case spaceBefore && !spaceAfter:
		return 1
	case spaceAfter && !spaceBefore:
		return -1
	}
	return 0
}

// quotationMarks are the double marks of all newsrooms.
const quotationMarks = "\"“”„«»「」『』〝〞＂"

// hasQuotationMark reports whether a text quotes anything, even when the
// other mark stands in another sentence.
func hasQuotationMark(text string) bool { return strings.ContainsAny(text, quotationMarks) }

// isBalanced reports whether every quotation of a text begins and ends in it.
func isBalanced(text string) bool {
	marks := 0
	for _, r := range text {
		if strings.ContainsRune(quotationMarks, r) {
			marks++
		}
	}
	return marks%2 == 0
}
