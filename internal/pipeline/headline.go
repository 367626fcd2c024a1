package pipeline

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// asSentence writes a headline as a sentence, which translators read better:
// one in headline case ("Feri Miring di Selat Alas") with the capitals of a
// sentence, and Indonesian and Malay verbs without their prefix ("pangkas")
// with it ("memangkas"). The article decides: a word keeps its capital when the
// article mostly has one there too, within a sentence, as names do, and a verb
// gets its prefix when the article has it so and never without.
func asSentence(title string, a kilas.Article) string {
	words := langs.Tokens(a.Lang, title)
	lower, capitals := wordsOf(a)
	inCase := headlineCase(words)
	bare := a.Lang == "id" || a.Lang == "ms"
	var b strings.Builder
	end, first := 0, true
	for _, t := range words {
		if t.Kind != langs.Word {
			continue
		}
		b.WriteString(title[end:t.Start])
		w := t.Text
		if inCase && !first && headlineWord(w) && capitals[w] <= lower[strings.ToLower(w)] {
			w = strings.ToLower(w)
		}
		if bare {
			w = active(w, lower)
		}
		b.WriteString(w)
		end, first = t.End, false
	}
	b.WriteString(title[end:])
	return b.String()
}

// active returns a bare verb with its prefix if the article, whose words in
// lower case are given, has it only so; other words as they are.
func active(word string, lower map[string]int) string {
	if lower[word] > 0 {
		return word
	}
	forms := langs.ActiveForms(word)
	if i := slices.IndexFunc(forms, func(f string) bool { return lower[f] > 0 }); i >= 0 {
		return forms[i]
	}
	return word
}

// wordsOf counts the words that the article's text has in lower case, and those
// that it has with a capital other than at the beginning of a sentence.
func wordsOf(a kilas.Article) (lower, capitals map[string]int) {
	lower, capitals = make(map[string]int), make(map[string]int)
	for _, s := range a.Sentences {
		first := true
		for _, t := range langs.Tokens(a.Lang, s.Text) {
			if t.Kind != langs.Word {
				continue
			}
			switch r, _ := utf8.DecodeRuneInString(t.Text); {
			case !unicode.IsUpper(r):
				lower[t.Text]++
			case !first:
				capitals[t.Text]++
			}
			first = false
		}
	}
	return lower, capitals
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
