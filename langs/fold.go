package langs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// plainLetters are letters whose diacritic is part of the letter, so that
// Unicode does not decompose them, and marks of punctuation inside words.
var plainLetters = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'ħ': "h", 'ŧ': "t", 'ı': "i",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ς': "σ", 'ơ': "o", 'ư': "u",
	'’': "'", '‘': "'", 'ʼ': "'", 'ʻ': "'", '‐': "-", '‑': "-",
	'ـ': "", '\u00ad': "", '\u200b': "", '\u200c': "", '\u200d': "", '\ufeff': "",
}

// Fold returns the form under which words are compared: lower case, NFKC, and
// without diacritics in the scripts where these are additions to a letter
// (Latin, Greek, Cyrillic, Hebrew, Arabic). The vowel signs of Indic and
// Southeast Asian scripts and the voicing marks of kana stay.
func Fold(s string) string {
	if isPlainASCII(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		r = unicode.ToLower(r)
		if isDiacritic(r) {
			continue
		}
		if plain, ok := plainLetters[r]; ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

func isPlainASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isDiacritic reports whether r is a combining mark of the Latin, Greek,
// Cyrillic, Hebrew or Arabic script.
func isDiacritic(r rune) bool {
	switch {
	case r < 0x0300:
		return false
	case r <= 0x036F, r >= 0x0483 && r <= 0x0489:
		return true
	case r >= 0x0591 && r <= 0x05C7, r >= 0x0610 && r <= 0x061A:
		return unicode.Is(unicode.Mn, r)
	case r >= 0x064B && r <= 0x065F, r == 0x0670, r >= 0x06D6 && r <= 0x06ED:
		return unicode.Is(unicode.Mn, r)
	}
	return r >= 0x1AB0 && r <= 0x1AFF || r >= 0x1DC0 && r <= 0x1DFF
}
