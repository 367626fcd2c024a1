package digest

import (
	"strings"
	"unicode"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// topics are words and phrases that the user wants, or does not want, to read
// of. They are compared folded and by whole words; in scripts without spaces
// between words, wherever they stand.
type topics []topic

type topic struct {
	text     string // as the user wrote it
	words    string // see spaced
	wordless bool
}

func topicsOf(list []string) topics {
	var out topics
	for _, t := range list {
		if words := spaced("", t); words != " " {
			out = append(out, topic{text: t, words: words, wordless: wordless(t)})
		}
	}
	return out
}

// in returns the topics that a text has, as the user wrote them.
func (list topics) in(texts ...topicText) []string {
	var out []string
	for _, t := range list {
		for _, text := range texts {
			if strings.Contains(text.spaced, t.words) || t.wordless && strings.Contains(text.joined, strings.ReplaceAll(t.words, " ", "")) {
				out = append(out, t.text)
				break
			}
		}
	}
	return out
}

// topicText is a text in which topics are looked for.
type topicText struct{ spaced, joined string }

func textsOf(lang kilas.Lang, parts ...string) topicText {
	s := spaced(lang, strings.Join(parts, " . "))
	return topicText{s, strings.ReplaceAll(s, " ", "")}
}

// topicSentences is how many sentences from the beginning of an article say
// what it is about; a topic further down is mentioned by the way.
const topicSentences = 6

// aboutOf is what the articles of a story say that they are about.
func aboutOf(articles []kilas.Article) []topicText {
	var out []topicText
	for _, a := range articles {
		parts := append([]string{a.Title, a.Section}, a.Tags...)
		n := 0
		for _, s := range a.Sentences {
			if !s.Boilerplate() && n < topicSentences {
				parts = append(parts, s.Text)
				n++
			}
		}
		out = append(out, textsOf(a.Lang, parts...))
	}
	return out
}

// spaced is the folded words of a text, each between spaces, and a full stop
// for all that parts phrases.
func spaced(lang kilas.Lang, text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range langs.Tokens(lang, text) {
		switch {
		case t.Kind != langs.Punct:
			b.WriteString(langs.Fold(t.Text))
		case strings.Trim(t.Text, "-–'’") == "":
			continue // joins words
		default:
			b.WriteByte('.')
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// wordless reports whether a topic is in a script that has no spaces between
// words.
func wordless(topic string) bool {
	return strings.ContainsFunc(topic, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	})
}
