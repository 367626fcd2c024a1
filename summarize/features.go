package summarize

import (
	"math"
	"slices"
	"strings"
)

// FeatureNames names the columns of [Features].
var FeatureNames = []string{
	"first", "second", "third", "inverse-place", "relative-place", "log-place", "opens-block", "log-block", "last",
	"log-words", "relative-words", "short", "long",
	"title-cover", "title-share", "first-similarity", "lead-similarity",
	"frequency", "centroid", "forward", "backward", "most-similar-earlier", "new-recurring", "top-terms", "degree",
	"names", "numbers", "has-number", "quotation", "question", "outward", "connective", "colon", "parenthesis", "function", "word-length",
	"log-sentences", "has-title", "centroid-rank", "forward-rank", "title-rank", "frequency-rank", "words-rank",
	"place-after-lead", "lead-words", "earlier-words",
}

// features returns one row for each sentence of a document.
func (d *document) features() [][]float64 {
	n := len(d.sentences)
	if n == 0 {
		return nil
	}
	c := d.centralities()
	meanWords := 0.0
	for i := range d.sentences {
		meanWords += float64(d.sentences[i].words) / float64(n)
	}
	hasTitle := 0.0
	if len(d.title) > 0 {
		hasTitle = 1
	}
	cover, share := make([]float64, n), make([]float64, n)
	words := make([]float64, n)
	for i := range d.sentences {
		cover[i], share[i] = d.titleOverlap(&d.sentences[i])
		words[i] = float64(d.sentences[i].words)
	}
	centroidRank, forwardRank := ranks(c.centroid), ranks(c.forward)
	titleRank, frequencyRank, wordsRank := ranks(cover), ranks(c.frequency), ranks(words)
	rows := make([][]float64, n)
	lead, earlier := 0.0, 0
	for i := range d.sentences {
		s := &d.sentences[i]
		w := float64(max(s.words, 1))
		content := float64(max(len(s.counts), 1))
		outward, connective := opening(d.lang, s.first)
		leadSimilarity := 0.0
		for j := 0; j < min(3, n); j++ {
			if j != i {
				leadSimilarity += d.similarity(s, &d.sentences[j]) / 3
			}
		}
		if i == 0 {
			lead = w
		}
		rows[i] = []float64{
			is(i == 0), is(i == 1), is(i == 2), 1 / float64(1+i), float64(i) / float64(n), math.Log(float64(1 + i)), is(s.opens), math.Log(float64(1 + s.block)), is(i == n-1),
			math.Log(w), w / meanWords, is(w < 8), is(w > 40),
			cover[i], share[i], d.similarity(s, &d.sentences[0]) * is(i > 0), leadSimilarity,
			c.frequency[i], c.centroid[i], c.forward[i], c.backward[i], c.nearest[i], c.fresh[i], c.top[i], c.degree[i],
			float64(s.names) / w, float64(s.numbers) / w, is(s.numbers > 0), quotation(s.text), is(strings.ContainsAny(s.text, "?？؟")), outward, connective, is(strings.HasSuffix(s.text, ":")), is(strings.ContainsAny(s.text, "([（")), float64(s.function) / w, float64(s.letters) / w / 6,
			math.Log(float64(n)), hasTitle, centroidRank[i], forwardRank[i], titleRank[i], frequencyRank[i], wordsRank[i],
			math.Min(float64(i), 10) / 10, lead / 30, math.Min(float64(earlier), 200) / 100,
		}
		_ = content
		earlier += s.words
	}
	return rows
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// ranks returns each value's rank, 1 for the highest and 0 for the lowest.
func ranks(values []float64) []float64 {
	n := len(values)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case values[a] > values[b]:
			return -1
		case values[a] < values[b]:
			return 1
		}
		return 0
	})
	out := make([]float64, n)
	for r, i := range order {
		out[i] = 1 - float64(r)/float64(n)
	}
	return out
}

// titleOverlap returns the share of the title's weight that a sentence
// covers, and the share of the sentence's weight that is in the title.
func (d *document) titleOverlap(s *sentence) (cover, share float64) {
	if len(d.title) == 0 {
		return 0, 0
	}
	all, both, own := 0.0, 0.0, 0.0
	for _, t := range d.title {
		all += d.weights[t]
		if _, found := slices.BinarySearchFunc(s.counts, t, func(c count, t int) int { return c.term - t }); found {
			both += d.weights[t]
		}
	}
	for _, c := range s.counts {
		own += d.weights[c.term]
	}
	if all > 0 {
		cover = both / all
	}
	if own > 0 {
		share = both / own
	}
	return cover, share
}

// quotation is the share of a text between quotation marks.
func quotation(text string) float64 {
	inside, start, total := 0, -1, len(text)
	for i, r := range text {
		switch {
		case strings.ContainsRune("“„«「『", r):
			start = i
		case strings.ContainsRune("”»」』", r):
			if start < 0 {
				start = 0
			}
			inside += i - start
			start = -1
		case r == '"':
			if start < 0 {
				start = i
			} else {
				inside += i - start
				start = -1
			}
		}
	}
	if start >= 0 {
		inside += total - start
	}
	return float64(inside) / float64(max(total, 1))
}
