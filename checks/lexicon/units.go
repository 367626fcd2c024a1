package lexicon

import (
	"unicode"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// Units cuts text into the pieces that tables count: words in the form of
// [langs.Fold], and for scripts written without spaces overlapping n-grams of
// letters, which need no dictionary: two Han characters or Hiragana, four
// Thai, Lao, Khmer or Myanmar letters; a run of Katakana is a word. The
// trainer and every reader of a table use this function, so that a piece seen
// in training is found again. Digits and punctuation are left out.
func Units(_ kilas.Lang, text string) []string {
	var units []string
	runes := []rune(text)
	for i := 0; i < len(runes); {
		k := kindOf(runes[i])
		if k == other {
			i++
			continue
		}
		end := i + 1
		for end < len(runes) && joins(k, runes[end]) {
			end++
		}
		units = appendUnits(units, k, runes[i:end])
		i = end
	}
	return units
}

// kind is a way of writing, as far as cutting it into units goes.
type kind int

const (
	other kind = iota
	spaced
	han
	hiragana
	katakana
	unspaced // Thai and its neighbours
)

func kindOf(r rune) kind {
	switch {
	case r < 0x80:
		if unicode.IsLetter(r) {
			return spaced
		}
		return other
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r), r == 'ー':
		return katakana
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) && !unicode.IsDigit(r):
		return unspaced
	case unicode.IsLetter(r):
		return spaced
	}
	return other
}

func joins(k kind, r rune) bool {
	return kindOf(r) == k || (unicode.IsMark(r) && (k == spaced || k == unspaced))
}

func appendUnits(units []string, k kind, run []rune) []string {
	switch k {
	case han, hiragana:
		return appendNGrams(units, run, 2)
	case unspaced:
		return appendNGrams(units, run, 4)
	}
	return append(units, langs.Fold(string(run)))
}

func appendNGrams(units []string, run []rune, n int) []string {
	if len(run) <= n {
		return append(units, string(run))
	}
	for i := 0; i+n <= len(run); i++ {
		units = append(units, string(run[i:i+n]))
	}
	return units
}
