package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tokens cuts a text for ROUGE: runs of letters, marks and digits of its
// NFKC form in lower case; in scripts that write no spaces every letter is a
// token. On ASCII text these are the tokens of Google's rouge_score without
// stemming.
func tokens(text string) []string {
	var out []string
	var b strings.Builder
	lone := false
	flush := func() {
		if b.Len() > 0 {
			out = append(out, b.String())
			b.Reset()
		}
		lone = false
	}
	for _, r := range strings.ToLower(norm.NFKC.String(text)) {
		switch {
		case unicode.IsMark(r):
			if b.Len() > 0 {
				b.WriteRune(r)
			}
		case !unicode.IsLetter(r) && !unicode.IsNumber(r):
			flush()
		case isLone(r):
			flush()
			b.WriteRune(r)
			lone = true
		default:
			if lone {
				flush()
			}
			b.WriteRune(r)
		}
	}
	flush()
	return out
}

func isLone(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// bag counts n-grams.
type bag map[string]int

func ngrams(words []string, n int) bag {
	b := bag{}
	for i := 0; i+n <= len(words); i++ {
		b[strings.Join(words[i:i+n], " ")]++
	}
	return b
}

// common is the size of the intersection of two bags.
func common(a, b bag) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for g, k := range a {
		n += min(k, b[g])
	}
	return n
}

// f1 is ROUGE-n (Lin 2004) as F1 in per cent, the best over the references.
func f1(references [][]string, summary []string, n int) float64 {
	best := 0.0
	mine := ngrams(summary, n)
	for _, ref := range references {
		all := max(len(ref)-n+1, 0) + max(len(summary)-n+1, 0)
		if all > 0 {
			best = max(best, 200*float64(common(ngrams(ref, n), mine))/float64(all))
		}
	}
	return best
}
