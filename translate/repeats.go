package translate

import (
	"slices"
	"strings"

	"github.com/kilas-news/kilas/langs"
)

// maxRepeated is of how many words a phrase may be that is taken out where it
// follows itself.
const maxRepeated = 4

// withoutRepeats takes out words and phrases that a small model wrote twice in
// a row, as in "some residents residents". Where the sentence itself has a word
// twice in a row nothing is done, and figures may follow each other. On 5,220
// translations of FLORES and of news, some 230 had a repeat, of the references
// one in ten as many.
func withoutRepeats(sentence, text string) string {
	if start, _ := repeat(wordSpans(sentence), sentence); start >= 0 {
		return text
	}
	for {
		start, end := repeat(wordSpans(text), text)
		if start < 0 {
			return text
		}
		text = text[:start] + text[end:]
	}
}

// repeat finds the first phrase that follows itself after a space or a comma
// and returns where it ends for the first and for the second time, or -1. The
// longest repeat at a place is taken.
func repeat(words []span, text string) (first, second int) {
	for i := range words {
		for n := min(maxRepeated, (len(words)-i)/2); n > 0; n-- {
			a, b := words[i:i+n], words[i+n:i+2*n]
			gap := text[a[n-1].end:b[0].start]
			if (gap == " " || gap == ", ") && slices.EqualFunc(a, b, sameWord) && between(text, a) == between(text, b) &&
				slices.ContainsFunc(a, func(w span) bool { return hasLetter(w.text) }) {
				return a[n-1].end, b[n-1].end
			}
		}
	}
	return -1, -1
}

func sameWord(a, b span) bool { return langs.Fold(a.text) == langs.Fold(b.text) }

// between is what stands between the words of a phrase.
func between(text string, phrase []span) string {
	var b strings.Builder
	for i := 1; i < len(phrase); i++ {
		b.WriteString(text[phrase[i-1].end:phrase[i].start] + "\x00")
	}
	return b.String()
}
