package evidence

import (
	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/langs"
)

// shortestPart is the length from which a part of a sentence is compared by
// itself, as [checks.Width] counts it.
const shortestPart = 12

// partsOf returns the sentences that a line consists of when it holds several:
// quotations do, and texts that were cut by others. It returns nil for one.
func partsOf(l kilas.Lang, line string) []string {
	sentences := langs.Split(l, line)
	if len(sentences) < 2 {
		return nil
	}
	var parts []string
	start := 0
	for n, s := range sentences {
		last := n == len(sentences)-1
		switch part := line[start:s.End]; {
		case checks.Width(part) >= shortestPart:
			parts = append(parts, part)
			start = s.End
		case last && len(parts) > 0:
			parts[len(parts)-1] += part
		}
	}
	if len(parts) < 2 {
		return nil
	}
	return parts
}

// parted is the text with the parts of its sentences, and of their
// translations, where both have as many.
func (t Text) parted(into kilas.Lang, means Means) Text {
	if t.parts != nil {
		return t
	}
	t.parts = make([][]string, len(t.Sentences))
	t.translated = make([][]string, len(t.Translations))
	if means.NoParts {
		return t
	}
	for n, sentence := range t.Sentences {
		t.parts[n] = partsOf(t.Lang, sentence)
		if t.Translations != nil && t.parts[n] != nil {
			t.translated[n] = partsOf(into, t.Translations[n])
			if len(t.translated[n]) != len(t.parts[n]) {
				t.parts[n], t.translated[n] = nil, nil
			}
		}
	}
	return t
}

// Numbers of sentences from len(Sentences) on are those of parts.

// sentence returns the sentence or part of a number.
func (s *Side) sentence(n int) *Sentence {
	if n < len(s.Sentences) {
		return &s.Sentences[n]
	}
	return &s.parts[n-len(s.Sentences)]
}

// Len is the number of sentences and parts.
func (s *Side) Len() int { return len(s.Sentences) + len(s.parts) }

// Whole is the number of the sentence that a sentence or part is of.
func (s *Side) Whole(n int) int {
	if n < len(s.Sentences) {
		return n
	}
	return s.partOf[n-len(s.Sentences)]
}

// Views returns the numbers that a sentence can be compared as: its own, and
// those of its parts.
func (s *Side) Views(n int) []int { return s.views[n] }

// Length is the length of sentences and parts together.
func (s *Side) Length(group []int) float64 {
	total := 0.0
	for _, n := range group {
		total += s.sentence(n).Length
	}
	return total
}
