package generate

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/langs"
)

// injections is what sentences say that talk to a language model; its head
// says how to read it.
//
//go:embed injections.txt
var injections string

// patterns are the lines of injections, folded.
var patterns = func() [][][]string {
	var out [][][]string
	for text := range strings.Lines(injections) {
		text = strings.TrimSpace(text)
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		var all [][]string
		for part := range strings.SplitSeq(text, "+") {
			var any []string
			for word := range strings.SplitSeq(part, "|") {
				any = append(any, langs.Fold(strings.Trim(word, " \t\n")))
			}
			all = append(all, any)
		}
		out = append(out, all)
	}
	return out
}()

// suspicious reports whether a sentence seems to talk to a language model.
// What it misses is caught when the answer is judged, as far as it is not in
// the article's own words; a story about such sentences loses them.
func suspicious(text string) bool {
	folded := langs.Fold(text)
	for _, all := range patterns {
		found := true
		for _, any := range all {
			has := false
			for _, word := range any {
				has = has || hasWord(folded, word)
			}
			found = found && has
		}
		if found {
			return true
		}
	}
	return false
}

// hasWord reports whether a text has a word or phrase that begins where no
// word goes on. Han, Kana and Hangul have no such places.
func hasWord(text, word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	for at := 0; ; {
		n := strings.Index(text[at:], word)
		if n < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at+n])
		if !unicode.IsLetter(first) || !unicode.IsLetter(before) || unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			return true
		}
		at += n + len(word)
	}
}
