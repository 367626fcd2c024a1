package checks

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/langs"
)

// token is a word, a number in digits, or any other character but white
// space. Letters and digits are cut apart ("160km"), which Unicode's words
// do not do; phrases of the vocabulary are one word ("per cent").
type token struct {
	text, fold string
	start, end int
	kind       langs.TokenKind
	spaceAfter bool
}

// scan cuts a text into tokens.
func scan(v *vocabulary, text string) []token {
	var tokens []token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			if n := len(tokens); n > 0 {
				tokens[n-1].spaceAfter = true
			}
			i += size
			continue
		}
		end, kind := i+size, langs.Punct
		switch {
		case unicode.IsDigit(r):
			end, kind = digitsEnd(text, i), langs.Number
		case unicode.IsLetter(r):
			end, kind = wordEnd(text, i), langs.Word
			if v.spaceless && !unicode.Is(unicode.Latin, r) {
				end = v.prefixEnd(text[:end], i)
			}
		}
		tokens = append(tokens, token{text: text[i:end], start: i, end: end, kind: kind})
		i = end
	}
	for i := range tokens {
		tokens[i].fold = langs.Fold(tokens[i].text)
	}
	return v.joinPhrases(tokens, text)
}

// digitsEnd returns the end of the number that starts at i: digits, with
// single separators between digits. A space separates only groups of three.
func digitsEnd(text string, i int) int {
	end := digitRun(text, i)
	for {
		r, size := utf8.DecodeRuneInString(text[end:])
		next := digitRun(text, end+size)
		digits := utf8.RuneCountInString(text[min(end+size, next):next])
		switch {
		case digits == 0:
			return end
		case strings.ContainsRune(".,:'’٫٬", r):
		case strings.ContainsRune("\u00a0\u202f\u2009 ", r) && digits == 3 && utf8.RuneCountInString(text[i:end]) <= 3:
		default:
			return end
		}
		end = next
	}
}

// digitRun returns the end of the digits that start at i.
func digitRun(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsDigit(r) {
			break
		}
		i += size
	}
	return i
}

// wordEnd returns the end of the letters and marks that start at i; an
// apostrophe between letters belongs to the word.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if strings.ContainsRune("'’ʼ", r) {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if !unicode.IsLetter(next) {
				break
			}
		} else if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200d' && r != '\u200c' {
			break
		}
		i += size
	}
	return i
}

// prefixEnd returns the end of the longest phrase of the vocabulary that the
// text has at i, or else of its first character with its marks. The text ends
// with the run of letters.
func (v *vocabulary) prefixEnd(text string, i int) int {
	first, best, end := 0, 0, i
	for n := 1; n <= v.longest && end < len(text); n++ {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
		next, _ := utf8.DecodeRuneInString(text[end:])
		if unicode.IsMark(next) {
			continue
		}
		if first == 0 {
			first = end
		}
		if _, ok := v.roles[text[i:end]]; ok {
			best = end
		}
	}
	if first == 0 {
		first = len(text)
	}
	return max(first, best)
}

// joinPhrases makes one token of the longest phrases of several words, and
// cuts the English "n't" off its verb.
func (v *vocabulary) joinPhrases(tokens []token, text string) []token {
	if v.spaceless || v.longest < 2 {
		return tokens
	}
	joined := tokens[:0]
	for i := 0; i < len(tokens); {
		n := v.phraseAt(tokens[i:])
		t := tokens[i]
		if n > 1 {
			last := tokens[i+n-1]
			t.text, t.end, t.spaceAfter = text[t.start:last.end], last.end, last.spaceAfter
			t.fold = langs.Fold(phrase(tokens[i : i+n]))
		}
		joined = append(joined, t)
		i += n
	}
	return joined
}

func (v *vocabulary) phraseAt(tokens []token) int {
	for n := min(v.longest, len(tokens)); n > 1; n-- {
		if _, ok := v.roles[phrase(tokens[:n])]; ok {
			return n
		}
	}
	return 1
}

func phrase(tokens []token) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.fold
	}
	return strings.Join(words, " ")
}
