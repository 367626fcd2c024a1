package translate

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// Bounds of a plausible translation, in runes. Pairs of alphabets and
// syllabic scripts differ by a factor of four at most; the slack is for short
// sentences.
const (
	maxLengthRatio = 6
	lengthSlack    = 40
	minCopyWords   = 4
	maxLoop        = 4 // repetitions in a row of up to maxLoopWords words
	maxLoopWords   = 6
)

// suspicions returns what is wrong with text as a translation of sentence,
// nil when nothing is. An empty text is one suspicion.
func suspicions(d *langs.Detector, from, to kilas.Lang, sentence, text string) []kilas.Warning {
	if strings.TrimSpace(text) == "" {
		return []kilas.Warning{{Code: WarnUntranslated, Message: "empty translation"}}
	}
	var found []kilas.Warning
	mark := func(code, format string, args ...any) {
		found = append(found, kilas.Warning{Code: code, Message: fmt.Sprintf(format, args...)})
	}
	source, target := utf8.RuneCountInString(sentence), utf8.RuneCountInString(text)
	if target > maxLengthRatio*source+lengthSlack || source > maxLengthRatio*target+lengthSlack {
		mark(WarnLength, "%d characters for %d", target, source)
	}
	loop := loopOf(text)
	if loop != "" && loopOf(sentence) == "" {
		mark(WarnRepeated, "%q again and again", loop)
	}
	if from != to && copied(sentence, text) {
		mark(WarnCopied, "the sentence came back as it was")
	} else if loop == "" && foreign(d, from, to, text) {
		mark(WarnLanguage, "not in %s", to)
	}
	if missing := lost(sentence, text); len(missing) > 0 {
		mark(WarnLost, "without %s", strings.Join(missing, " "))
	}
	return found
}

// loopOf returns words that text repeats more than maxLoop times in a row, as
// decoders caught in a loop do.
func loopOf(text string) string {
	words := strings.Fields(strings.ToLower(text))
	for n := 1; n <= maxLoopWords; n++ {
		run := 0
		for i := n; i < len(words); i++ {
			if words[i] != words[i-n] {
				run = 0
				continue
			}
			if run++; run >= n*maxLoop {
				return strings.Join(words[i-n+1:i+1], " ")
			}
		}
	}
	return ""
}

// copied reports whether text is the sentence itself: at least minCopyWords
// words in lower case, so that names and addresses may stay.
func copied(sentence, text string) bool {
	if !strings.EqualFold(strings.TrimSpace(sentence), strings.TrimSpace(text)) {
		return false
	}
	small := 0
	for _, w := range strings.Fields(replace(sentence, func(string) string { return " " })) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsLetter(r) && !unicode.IsUpper(r) {
			small++
		}
	}
	return small >= minCopyWords
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }
