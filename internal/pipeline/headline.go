package pipeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// sentenceCase writes a headline in headline case ("Feri Miring di Selat
// Alas") as a sentence ("Feri miring di Selat Alas"), which translators read
// better. A word keeps its capital when the article has one there too, within
// a sentence: names do. Other titles stay as they are.
func sentenceCase(title string, a kilas.Article) string {
	words := langs.Tokens(a.Lang, title)
	if !headlineCase(words) {
		return title
	}
	names := capitalized(a)
	var b strings.Builder
	end, first := 0, true
	for _, t := range words {
		if t.Kind != langs.Word {
			continue
		}
		b.WriteString(title[end:t.Start])
		w := t.Text
		if !first && !names[w] && headlineWord(w) {
			w = strings.ToLower(w)
		}
		b.WriteString(w)
		end, first = t.End, false
	}
	b.WriteString(title[end:])
	return b.String()
}

// capitalized returns the words that the article's text has with a capital
// other than at the beginning of a sentence.
func capitalized(a kilas.Article) map[string]bool {
	out := make(map[string]bool)
	for _, s := range a.Sentences {
		first := true
		for _, t := range langs.Tokens(a.Lang, s.Text) {
			if t.Kind != langs.Word {
				continue
			}
			if r, _ := utf8.DecodeRuneInString(t.Text); !first && unicode.IsUpper(r) {
				out[t.Text] = true
			}
			first = false
		}
	}
	return out
}

// headlineWord reports whether a word begins with a capital letter and goes
// on in lower case; "KPK" and "iPhone" don't.
func headlineWord(w string) bool {
	r, size := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r) && w[size:] == strings.ToLower(w[size:])
}

// shortWord is the length in bytes up to which a word, such as an article or
// a preposition, is in lower case even in headline case.
const shortWord = 4

// headlineCase reports whether two of three longer words begin with a capital letter
// and go on in lower case.
func headlineCase(words []langs.Token) bool {
	long, capital := 0, 0
	for _, t := range words {
		if t.Kind != langs.Word || len(t.Text) <= shortWord {
			continue
		}
		long++
		if headlineWord(t.Text) {
			capital++
		}
	}
	return long >= 3 && capital*3 >= long*2
}
