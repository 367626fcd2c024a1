package langs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// maxQuoteRunes is the length up to which an attributed quotation of several
// sentences stays in one piece. Longer ones are statements, whose sentences
// stand for themselves.
const maxQuoteRunes = 300

// The search for the end of a quotation is bounded, and given up in a block
// with so many opening marks that nothing closes.
const (
	maxQuoteBytes = 4 * maxQuoteRunes
	maxUnclosed   = 100
)

// maxBracketRunes is the same for text in brackets inside a sentence.
const maxBracketRunes = 200

// spans are parts of a block without a sentence boundary inside.
type spans []kilas.Span

func (s spans) inside(at int) bool {
	for _, sp := range s {
		if at > sp.Start && at < sp.End {
			return true
		}
	}
	return false
}

// keptTogether finds the quotations that belong to one sentence with their
// attribution ("“A. B,” kata Wong.", "Wong said: “A. B.”"), and brackets
// inside of a sentence.
func (r *rules) keptTogether(block string) spans {
	var keep spans
	for _, q := range quotations(block) {
		in := block[q.Start:q.End]
		open, _ := utf8.DecodeRuneInString(in)
		limit := maxQuoteRunes
		bracket := strings.ContainsRune("([（【", open)
		if bracket {
			limit = maxBracketRunes
		}
		if utf8.RuneCountInString(in) > limit {
			continue
		}
		if continues(block[:q.Start]) || !bracket && r.attributed(block, q) {
			keep = append(keep, q)
		}
	}
	return keep
}

// continues reports whether a sentence is under way at the end of s.
func continues(s string) bool {
	s = strings.TrimRightFunc(s, isBlank)
	if s == "" {
		return false
	}
	c, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || strings.ContainsRune(",:;，：", c)
}

// attributed reports whether the words after a quotation say who said it.
func (r *rules) attributed(block string, q kilas.Span) bool {
	in := block[q.Start:q.End]
	_, closeLen := utf8.DecodeLastRuneInString(in)
	inner := strings.TrimRightFunc(in[:len(in)-closeLen], isBlank)
	last, n := utf8.DecodeLastRuneInString(inner)
	after := strings.TrimLeftFunc(block[q.End:], isBlank)
	if after == "" {
		return false
	}
	next, _ := utf8.DecodeRuneInString(after)
	if strings.ContainsRune(",，", last) || strings.ContainsRune(",，", next) || unicode.IsLower(next) {
		return true
	}
	b := stop{block: block, at: q.Start + closeLen + len(inner) - n, stop: string(last), close: in[len(in)-closeLen:]}
	b.gap = prefixFunc(block[q.End:], isBlank)
	b.at = q.End - closeLen - len(b.stop)
	return r.attributes(b, nextWord(after))
}

var closerOf = map[rune]string{
	'“': "”", '„': "“”", '«': "»", '»': "«", '”': "”", '"': "\"", '‘': "’",
	'「': "」", '『': "』", '(': ")", '[': "]", '（': "）", '【': "】", '‹': "›",
}

// quotations returns the outermost quotations and brackets of a block that
// are closed within maxQuoteBytes, marks included.
func quotations(block string) []kilas.Span {
	var out []kilas.Span
	unclosed := 0
	for i := 0; i < len(block) && unclosed < maxUnclosed; {
		c, n := utf8.DecodeRuneInString(block[i:])
		closing, ok := closerOf[c]
		if !ok || !opens(block, i, n) {
			i += n
			continue
		}
		end := closeAt(block, i+n, c, closing)
		if end < 0 {
			unclosed++
			i += n
			continue
		}
		out = append(out, kilas.Span{Start: i, End: end})
		i = end
	}
	return out
}

// opens reports whether the mark at i stands at the beginning of a word.
func opens(block string, i, n int) bool {
	c, _ := utf8.DecodeRuneInString(block[i:])
	if strings.ContainsRune("「『（【“„", c) {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(block[:i])
	after, _ := utf8.DecodeRuneInString(block[i+n:])
	if i+n == len(block) || isBlank(after) && c != '«' {
		return false
	}
	return i == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) && !strings.ContainsRune(".,!?…", before)
}

// closeAt returns the end of the quotation opened before from, or -1.
// Brackets nest; an apostrophe does not close a single quotation mark.
func closeAt(block string, from int, open rune, closing string) int {
	depth := 1
	for i := from; i < len(block) && i < from+maxQuoteBytes; {
		c, n := utf8.DecodeRuneInString(block[i:])
		next, _ := utf8.DecodeRuneInString(block[i+n:])
		switch {
		case strings.ContainsRune(closing, c) && !(c == '’' && unicode.IsLetter(next)):
			if depth--; depth == 0 {
				return i + n
			}
		case c == open && strings.ContainsRune("([（【「『“«", c):
			depth++
		}
		i += n
	}
	return -1
}
