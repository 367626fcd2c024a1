package langs

import (
	"unicode"
	"unicode/utf8"

	uaxwords "github.com/clipperhouse/uax29/v2/words"

	"github.com/kilas-news/kilas"
)

// TokenKind says what a token is.
type TokenKind int

// Kinds of tokens.
const (
	Punct TokenKind = iota
	Word
	Number
)

// Token is a word, a number or a mark, with its span in the text.
type Token struct {
	Text       string
	Start, End int
	Kind       TokenKind
}

// Tokens returns the words, numbers and marks of a text, without white space.
// Words are those of UAX #29, so that "5,6" and "10.30" are one number. In
// scripts without spaces a word is a sign (Chinese characters, hiragana) or a
// syllable (Thai, Lao, Khmer, Burmese; see syllables.go). The language does
// not matter yet: UAX #29 is the same for all.
func Tokens(_ kilas.Lang, text string) []Token {
	var out []Token
	run := -1 // where a run of a script without spaces began
	end := 0
	for it := uaxwords.FromString(text); it.Next(); {
		word := it.Value()
		c, _ := utf8.DecodeRuneInString(word)
		if isSpaceless(c) && kindOf(word) == Word {
			if run < 0 {
				run = it.Start()
			}
			end = it.End()
			continue
		}
		if run >= 0 {
			out = appendSyllables(out, text, run, end)
			run = -1
		}
		if !isBlank(c) {
			out = append(out, Token{Text: word, Start: it.Start(), End: it.End(), Kind: kindOf(word)})
		}
	}
	if run >= 0 {
		out = appendSyllables(out, text, run, end)
	}
	return out
}

// appendSyllables appends the syllables of text[start:end].
func appendSyllables(out []Token, text string, start, end int) []Token {
	at := append(syllables(text[start:end]), end-start)
	for i, from := range at[:len(at)-1] {
		from, to := start+from, start+at[i+1]
		out = append(out, Token{Text: text[from:to], Start: from, End: to, Kind: Word})
	}
	return out
}

// kindOf returns Number for what has digits and no letters, Word for what has
// letters, else Punct.
func kindOf(s string) TokenKind {
	kind := Punct
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			return Word
		case unicode.IsDigit(r):
			kind = Number
		}
	}
	return kind
}
