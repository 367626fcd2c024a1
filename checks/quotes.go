package checks

import (
	"strings"
	"unicode/utf8"
)

// closing gives the marks that close what a mark opens.
var closing = map[rune]string{
	'“': "”“\"", '”': "”", '„': "“”", '«': "»", '»': "«", '"': "\"”", '「': "」", '『': "』", '〝': "〞", '＂': "＂",
}

// findQuotes finds what stands between quotation marks. Single marks are left
// alone, since they are apostrophes far more often. A mark that is never
// closed opens nothing.
func findQuotes(text string) []Quote {
	var quotes []Quote
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		marks, ok := closing[r]
		i += size
		if !ok {
			continue
		}
		n := strings.IndexAny(text[i:], marks)
		if n < 0 {
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
