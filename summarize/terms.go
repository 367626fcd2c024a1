package summarize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// vocabulary numbers the terms of one document or cluster.
type vocabulary struct {
	ids  map[string]int
	used []int // sentences that hold each term
}

func newVocabulary() *vocabulary { return &vocabulary{ids: make(map[string]int, 256)} }

func (v *vocabulary) id(term string) int {
	id, ok := v.ids[term]
	if !ok {
		id = len(v.used)
		v.ids[term] = id
		v.used = append(v.used, 0)
	}
	return id
}

// functional reports whether a word carries grammar: a stop word of the
// language, or a word of one or two letters in an alphabet with small letters.
// Most languages have no list here; their other frequent words get little
// weight from [weigh].
func functional(l kilas.Lang, folded string, kind langs.TokenKind) bool {
	if kind == langs.Number {
		return false
	}
	r, _ := utf8.DecodeRuneInString(folded)
	return unicode.IsLower(r) && utf8.RuneCountInString(folded) <= 2 || langs.StopWord(l, folded)
}

// appendTerms adds the terms of a word to a bag: the word cut to stemRunes,
// which stands in for a stemmer, or the pairs of neighbouring letters in
// scripts that write no spaces.
func appendTerms(bag []int, word string, v *vocabulary) []int {
	if r, _ := utf8.DecodeRuneInString(word); spaceless(r) {
		runes := []rune(word)
		for i := 0; i+1 < len(runes); i++ {
			bag = append(bag, v.id(string(runes[i:i+2])))
		}
		if len(runes) == 1 {
			bag = append(bag, v.id(word))
		}
		return bag
	}
	return append(bag, v.id(stem(word)))
}

// stemRunes is the length to which words are cut. It is a common choice for
// languages with endings, and not tuned.
const stemRunes = 6

func stem(word string) string {
	n := 0
	for i := range word {
		if n == stemRunes {
			return strings.Clone(word[:i])
		}
		n++
	}
	return word
}

// wordsIn is the length of a token in words: one, except in scripts without
// spaces, where each letter counts as it does for ROUGE on these scripts.
func wordsIn(token string) int {
	n := 0
	for _, r := range token {
		if spaceless(r) && !unicode.IsMark(r) {
			n++
		}
	}
	return max(n, 1)
}

func ideographic(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func spaceless(r rune) bool {
	return r >= 0x0E00 && (ideographic(r) || unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar))
}

// countTerms sorts a bag and counts equal terms.
func countTerms(bag []int) []count {
	slices.Sort(bag)
	counts := make([]count, 0, len(bag))
	for _, t := range bag {
		if n := len(counts); n > 0 && counts[n-1].term == t {
			counts[n-1].n++
		} else {
			counts = append(counts, count{t, 1})
		}
	}
	return counts
}
