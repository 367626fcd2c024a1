package checks

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/checks/translit"
	"github.com/kilas-news/kilas/langs"
)

// findNames finds runs of capitalised words. The first word of a sentence is
// capitalised for another reason and counts only with a name behind it, or
// when it has capitals inside ("OpenAI").
func (r reading) findNames() []Name {
	var names []Name
	for i := 0; i < len(r.tokens); {
		if !r.isNamePart(i) {
			i++
			continue
		}
		end := i + 1
		for end < len(r.tokens) && r.tokens[end-1].spaceAfter && r.isNamePart(end) {
			end++
		}
		first, last := r.tokens[i], r.tokens[end-1]
		if end > i+1 || !r.startsSentence(i) || hasInnerCapital(first.text) {
			text := r.Text.Text[first.start:last.end]
			names = append(names, Name{Text: text, Key: nameKey(text), Start: first.start, End: last.end})
		}
		i = end
	}
	return names
}

// isNamePart reports whether token i is a capitalised word that is neither
// grammar nor part of the calendar.
func (r reading) isNamePart(i int) bool {
	t := r.tokens[i]
	if t.kind != langs.Word || !isCapitalised(t.text) || utf8.RuneCountInString(t.text) < 2 {
		return false
	}
	if langs.StopWord(r.Lang, t.fold) {
		return false
	}
	for _, role := range r.vocabulary.roles[t.fold] {
		if role.kind == kindMonth || role.kind == kindWeekday || role.kind == kindNot {
			return false
		}
	}
	return true
}

// startsSentence reports whether token i is the first word of the text, a
// sentence or a quotation.
func (r reading) startsSentence(i int) bool {
	for i--; i >= 0; i-- {
		switch t := r.tokens[i]; {
		case t.kind != langs.Punct:
			return false
		case strings.Contains(".!?…:;", t.text):
			return true
		case strings.Contains("\"“”„«»‘’'「『(—–-*", t.text):
			continue
		default:
			return false
		}
	}
	return true
}

func isCapitalised(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// hasInnerCapital reports whether a word has a capital after its first letter.
func hasInnerCapital(word string) bool {
	_, size := utf8.DecodeRuneInString(word)
	return strings.IndexFunc(word[size:], unicode.IsUpper) >= 0
}

func nameKey(text string) string {
	return strings.Join(strings.Fields(langs.Fold(translit.Latin(text))), " ")
}
