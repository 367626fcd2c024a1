package evidence

import (
	"strings"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// glossShare is the part that the comparison of a gloss has in the whole.
const glossShare = 0.75

// gloss compares the texts by a gloss as well, where the dictionary is a small
// one of languages that write words apart. Put into one language, words that
// the dictionary lacks are still compared with those that it has: by their
// stems and by how they are spelled.
func (m *Matrix) gloss(source, target Text, means Means) {
	table, backwards := means.Table, false
	if table == nil {
		table, backwards, _ = lexicon.Between(source.Lang, target.Lang)
	}
	if table.Large() || m.Source.spaceless || m.Target.spaceless {
		return
	}
	home := &source
	if backwards {
		home = &target
	}
	home.Translations = make([]string, len(home.Sentences))
	home.translated = make([][]string, len(home.Sentences))
	for n, sentence := range home.Sentences {
		home.Translations[n] = GlossOf(home.Lang, sentence, table)
		for _, part := range home.parts[n] {
			home.translated[n] = append(home.translated[n], GlossOf(home.Lang, part, table))
		}
	}
	m.translated = compareTranslated(source, target, means.NoMeaning)
	m.Basis = Gloss
}

// GlossOf translates word by word: each by its likeliest translation, or left
// as it is.
func GlossOf(l kilas.Lang, sentence string, table *lexicon.Table) string {
	var words []string
	for _, field := range strings.Fields(sentence) {
		found := false
		var glossed []string
		for _, unit := range lexicon.Units(l, field) {
			if best, ok := table.Best(unit); ok {
				unit, found = best, true
			}
			glossed = append(glossed, unit)
		}
		if found && !strings.ContainsAny(field, "0123456789") {
			words = append(words, glossed...)
		} else {
			words = append(words, field)
		}
	}
	return strings.Join(words, " ")
}
