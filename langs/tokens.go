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
// Words are those of UAX #29, so that "5,6" and "10.30" are one number.
func Tokens(l kilas.Lang, text string) []Token {
	var out []Token
	for it := uaxwords.FromString(text); it.Next(); {
		word := it.Value()
		c, _ := utf8.DecodeRuneInString(word)
		if isBlank(c) {
			continue
		}
		t := Token{Text: word, Start: it.Start(), End: it.End(), Kind: kindOf(word)}
		if n := len(out); n > 0 && joins(out[n-1], t) {
			out[n-1] = Token{Text: text[out[n-1].Start:t.End], Start: out[n-1].Start, End: t.End, Kind: Word}
			continue
		}
		out = append(out, t)
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

// joins reports whether b continues the word a: in the scripts that write no
// spaces between words and that UAX #29 leaves to dictionaries (Thai, Lao,
// Khmer, Burmese), a run of letters is one token.
func joins(a, b Token) bool {
	if a.End != b.Start || a.Kind != Word || b.Kind != Word {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a.Text)
	first, _ := utf8.DecodeRuneInString(b.Text)
	return isSpaceless(last) && isSpaceless(first)
}

func isSpaceless(r rune) bool {
	return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
