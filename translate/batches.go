package translate

import (
	"fmt"
	"strings"
)

// limits bound the requests to a service. measure gives the size of a text;
// a batch has at most texts texts of at most size together, unless it is one
// text, which has at most longest.
type limits struct {
	texts, size, longest int
	measure              func(string) int
}

// batches cuts texts into runs within the limits.
func (l limits) batches(texts []string) [][]string {
	var out [][]string
	start, total := 0, 0
	for i, s := range texts {
		n := l.measure(s)
		if i > start && (i-start == l.texts || total+n > l.size) {
			out = append(out, texts[start:i])
			start, total = i, 0
		}
		total += n
	}
	if start < len(texts) {
		out = append(out, texts[start:])
	}
	return out
}

// each translates sentences in batches within the limits. Sentences without
// text, and those that are too long for any request, stay empty. When a batch
// fails, what was translated before it comes with the error.
func (l limits) each(sentences []string, do func(batch []string) ([]string, error)) ([]string, error) {
	out := make([]string, len(sentences))
	var texts []string
	var places []int
	var tooLong error
	for i, s := range sentences {
		switch n := l.measure(s); {
		case strings.TrimSpace(s) == "":
		case n > l.longest:
			tooLong = fmt.Errorf("a sentence is too long for the service: %d of at most %d characters", n, l.longest)
		default:
			texts, places = append(texts, s), append(places, i)
		}
	}
	if len(texts) == 0 {
		return out, tooLong
	}
	for _, batch := range l.batches(texts) {
		done, err := do(batch)
		if err == nil && len(done) != len(batch) {
			err = fmt.Errorf("%d texts for %d sentences", len(done), len(batch))
		}
		if err != nil {
			return out, err
		}
		for k, text := range done {
			out[places[k]] = text
		}
		places = places[len(batch):]
	}
	return out, nil
}
