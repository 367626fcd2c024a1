package checks

import (
	"fmt"
	"sync"
	"unicode"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// detector is built when the first text is long enough to ask.
var detector = sync.OnceValue(langs.NewDetector)

// A text of fewer letters than leastLetters is in any language, and only a
// detection of at least leastConfidence contradicts what a text is said to be.
const (
	leastLetters    = 40
	leastConfidence = 0.9
)

// language looks for a side that is in the language of the other one, as a
// text is that was left untranslated, or in English.
func (c comparison) language() string {
	if l, ok := c.foreign(c.target); ok {
		return fmt.Sprintf("the target is in %s, not %s", langs.Name(l), langs.Name(c.target.Lang))
	}
	if l, ok := c.foreign(c.source); ok {
		return fmt.Sprintf("the source is in %s, not %s", langs.Name(l), langs.Name(c.source.Lang))
	}
	return ""
}

func (c comparison) foreign(r reading) (kilas.Lang, bool) {
	if r.Lang == "" || letters(r.Text.Text) < leastLetters {
		return "", false
	}
	among := []kilas.Lang{r.Lang}
	for _, l := range []kilas.Lang{c.source.Lang, c.target.Lang, "en"} {
		if l != "" && l != r.Lang && !relatives(l, r.Lang) {
			among = append(among, l)
		}
	}
	if len(among) == 1 {
		return "", false
	}
	found := detector().Detect(r.Text.Text, among...)
	return found.Lang, found.Lang != "" && found.Lang != r.Lang && found.Confidence >= leastConfidence
}

// relatives reports whether two languages are too alike to be told apart by a
// sentence.
func relatives(a, b kilas.Lang) bool {
	return a == "id" && b == "ms" || a == "ms" && b == "id"
}

func letters(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			n += 3
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}
