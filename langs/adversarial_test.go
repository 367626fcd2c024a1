package langs

import (
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
)

// TestSplitIsLinear splits texts that make careless code quadratic. The bound
// is generous: quadratic code takes minutes.
func TestSplitIsLinear(t *testing.T) {
	t.Parallel()
	const n = 1 << 18
	texts := map[string]string{
		"opening marks":   strings.Repeat("“", n/3),
		"straight marks":  strings.Repeat("\" ", n/2),
		"brackets":        strings.Repeat("(a ", n/3),
		"full stops":      strings.Repeat(".", n),
		"short sentences": strings.Repeat("A b. ", n/5),
		"questions":       strings.Repeat("a?” B ", n/8),
		"abbreviations":   strings.Repeat("Dr. ", n/4),
		"no end":          strings.Repeat("kata ", n/5),
		"one word":        strings.Repeat("a", n),
		"dashes":          strings.Repeat("- ", n/2),
		"Thai":            strings.Repeat("คน ", n/7),
		"commas":          strings.Repeat("၊ ", n/4),
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			for _, l := range []kilas.Lang{"id", "th"} {
				Split(l, text)
			}
			Tokens("id", text)
			NewDetector().Annotate(kilas.Article{Text: text}, nil)
			if took := time.Since(start); took > 30*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
