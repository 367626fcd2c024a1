package generate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/langs"
)

// maxBack is how many sentences before its own a point may take a name from,
// in place of "he" or to say who someone is.
const maxBack = 2

// nameWords are the words of the names in a text.
func nameWords(lang kilas.Lang, text string) []string {
	if lang == "de" || lang == "lb" {
		return nil // all nouns have capitals
	}
	var out []string
	for _, n := range checks.FactsOf(checks.Text{Lang: lang, Text: text}).Names {
		for w := range strings.FieldsFuncSeq(n.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(w) > 2 {
				out = append(out, langs.Fold(w))
			}
		}
	}
	return out
}

// strangeNames are the words of names of a text that its grounds don't have.
func strangeNames(lang kilas.Lang, text, grounds string) []string {
	names := nameWords(lang, text)
	if len(names) == 0 {
		return nil
	}
	has := make(map[string]bool)
	for _, t := range langs.Tokens(lang, grounds) {
		has[langs.Fold(t.Text)] = true
	}
	var out []string
	for _, w := range names {
		if !has[w] && !hasForm(has, w) {
			out = append(out, w)
		}
	}
	return out
}

// addContext gives a point that has names from the sentences before its own
// these sentences too, and fails one whose names are in neither. When the
// names contradict, a sentence before may only say more of someone whom both
// sentences and the point name.
func (j *judge) addContext(v *verdict, contradicts bool) {
	lang := j.story.lang()
	article := j.story.Articles[v.point.Article]
	own := j.grounds(v)
	strange := strangeNames(lang, v.point.Text, own+" "+article.Title)
	if len(strange) == 0 {
		return
	}
	first := v.point.Sentences[0]
	for back := 1; back <= maxBack && first-back >= 0; back++ {
		before := article.Sentences[first-back].Text
		if contradicts && !shareName(lang, before, own, v.point.Text) {
			continue
		}
		if left := strangeNames(lang, v.point.Text, j.grounds(v)+" "+before+" "+article.Title); len(left) < len(strange) {
			strange = left
			v.point.Sentences = slices.Insert(v.point.Sentences, 0, first-back)
		}
	}
	slices.Sort(v.point.Sentences)
	if len(strange) > 0 {
		v.fail(checks.Names, fmt.Sprintf("%q is not in the sentences", strings.Join(strange, ", ")))
	}
}

// shareName reports whether three texts have a word of a name in common.
func shareName(lang kilas.Lang, a, b, c string) bool {
	x, y := nameWords(lang, b), nameWords(lang, c)
	return slices.ContainsFunc(nameWords(lang, a), func(w string) bool { return slices.Contains(x, w) && slices.Contains(y, w) })
}

// headline reports whether most longer words of a text begin with a capital,
// so that these tell nothing of names.
func headline(text string) bool {
	const long = 4
	words, capitals := 0, 0
	for _, w := range strings.Fields(text) {
		if r, _ := utf8.DecodeRuneInString(w); utf8.RuneCountInString(w) >= long && unicode.IsLetter(r) {
			words++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return 2*capitals > words
}
