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
// better: a word is put in lower case when the article has it so. Other titles
// stay as they are.
func sentenceCase(title string, a kilas.Article) string {
	words := langs.Tokens(a.Lang, title)
	if !headlineCase(words) {
		return title
	}
	lower := make(map[string]bool)
	for _, t := range langs.Tokens(a.Lang, a.Text) {
		if r, _ := utf8.DecodeRuneInString(t.Text); unicode.IsLower(r) {
			lower[t.Text] = true
		}
	}
	var b strings.Builder
	end, first := 0, true
	for _, t := range words {
		if t.Kind != langs.Word {
			continue
		}
		b.WriteString(title[end:t.Start])
		w := strings.ToLower(t.Text)
		if first || !lower[w] {
			w = t.Text
		}
		b.WriteString(w)
		end, first = t.End, false
	}
	b.WriteString(title[end:])
	return b.String()
}

// shortWord is the length in bytes up to which a word, such as an article or
// a preposition, is in lower case even in headline case.
const shortWord = 4

// headlineCase reports whether most longer words begin with a capital letter
// and go on in lower case.
func headlineCase(words []langs.Token) bool {
	long, capital := 0, 0
	for _, t := range words {
		if t.Kind != langs.Word || len(t.Text) <= shortWord {
			continue
		}
		long++
		r, size := utf8.DecodeRuneInString(t.Text)
		if unicode.IsUpper(r) && t.Text[size:] == strings.ToLower(t.Text[size:]) {
			capital++
		}
	}
	return long >= 3 && capital*4 >= long*3
}
