// Package translit writes other scripts in Latin letters, roughly as
// newspapers spell names, so that a name can be recognised: Путин, Putin. It
// is meant for comparing, not for reading.
//
// Start with [Latin], and [Skeleton] for what is left of a word when spelling
// habits are taken off.
package translit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Latin replaces the letters of Cyrillic, Greek, Arabic, Hebrew, Devanagari,
// Thai, Hangul and Kana by Latin ones, in lower case. Everything else stays;
// [Transcribed] reads Han characters.
func Latin(text string) string {
	if isLatin(text) {
		return text
	}
	var b strings.Builder
	b.Grow(2 * len(text))
	runes := []rune(text)
	for i := 0; i < len(runes); {
		i += write(&b, runes[i:])
	}
	return b.String()
}

func isLatin(text string) bool {
	for _, r := range text {
		if r > unicode.MaxLatin1 && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

// write appends the first letter of runes, with what belongs to it, and
// returns how many runes that were.
func write(b *strings.Builder, runes []rune) int {
	r := runes[0]
	switch {
	case r < 0x370:
		b.WriteRune(r)
		return 1
	case unicode.Is(unicode.Devanagari, r):
		return writeDevanagari(b, runes)
	case unicode.Is(unicode.Thai, r):
		return writeThai(b, runes)
	case r >= hangulFirst && r <= hangulLast:
		writeHangul(b, r)
		return 1
	case unicode.In(r, unicode.Hiragana, unicode.Katakana) || r == 'ー':
		return writeKana(b, runes)
	}
	if latin, ok := letters[unicode.ToLower(r)]; ok {
		b.WriteString(latin)
		return 1
	}
	if unicode.In(r, unicode.Arabic, unicode.Hebrew) && unicode.IsMark(r) {
		return 1
	}
	b.WriteRune(r)
	return 1
}

// Skeleton reduces a Latin word to what survives most ways of spelling a
// sound: consonants in classes, vowels only at the beginning, doubles once.
// "Khrushchev", "Chruschtschow" and "Хрущёв" come close to each other.
func Skeleton(word string) string {
	out := make([]byte, 0, len(word))
	runes := []rune(strings.ToLower(word))
	for i := 0; i < len(runes); i++ {
		class, skip := sound(runes[i:])
		i += skip
		if class == 0 || class == 'a' && len(out) > 0 {
			continue
		}
		if n := len(out); n > 0 && out[n-1] == class {
			continue
		}
		out = append(out, class)
	}
	return string(out)
}

// sound returns the class of the first sound and how many further letters it
// takes: 0 for what is not heard, 'a' for any vowel.
func sound(runes []rune) (class byte, skip int) {
	r, next := runes[0], utf8.RuneError
	if len(runes) > 1 {
		next = runes[1]
	}
	switch r {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return 'a', 0
	case 'h':
		return 0, 0
	case 'b', 'p', 'f', 'v', 'w':
		if r == 'p' && next == 'h' {
			return 'f', 1
		}
		switch r {
		case 'b', 'p':
			return 'p', 0
		}
		return 'f', 0
	case 'c':
		switch next {
		case 'h':
			return 's', 1
		case 'e', 'i', 'y':
			return 's', 0
		}
		return 'k', 0
	case 'k', 'q', 'g':
		if r == 'k' && next == 'h' {
			return 'k', 1
		}
		return 'k', 0
	case 'x':
		return 's', 0
	case 's', 'z', 'j':
		if next == 'h' || next == 'c' {
			return 's', 1
		}
		return 's', 0
	case 'd', 't':
		if next == 'h' {
			return 't', 1
		}
		return 't', 0
	case 'l', 'r':
		return 'r', 0
	case 'm', 'n':
		return byte(r), 0
	}
	if r < utf8.RuneSelf {
		return 0, 0
	}
	return 0, 0
}
