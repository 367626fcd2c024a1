package main

import (
	"strings"
	"unicode"
	"unicode/utf8"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// countCases notes which words of a sentence are capitalised. Its first word
// and those after a full stop don't tell; nor does a line without a capital at its
// beginning, which may have lost them all, or one in which most words
// are capitalised, as titles and labels are.
func (v *vocabulary) countCases(l kilas.Lang, text string) {
	words := strings.Fields(text)
	capitals := 0
	for _, w := range words {
		if isCapitalised(w) {
			capitals++
		}
	}
	if len(words) < 4 || 2*capitals > len(words) || !isCapitalised(words[0]) {
		return
	}
	for k, w := range words {
		if k == 0 || strings.ContainsAny(words[k-1][len(words[k-1])-1:], ".!?:;\"") {
			continue
		}
		form := 0
		if isCapitalised(w) {
			form = 1
		}
		for _, unit := range lexicon.Units(l, w) {
			if id, ok := v.ids[unit]; ok {
				v.cases[id][form]++
			}
		}
	}
}

// isCapitalised reports whether the first letter of a word is upper case.
func isCapitalised(word string) bool {
	word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) })
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// isProper reports whether a unit was capitalised in at least three of four
// uses inside of sentences.
func (v *vocabulary) isProper(id int) bool {
	lower, upper := v.cases[id][0], v.cases[id][1]
	return upper > 0 && upper >= 3*lower
}
