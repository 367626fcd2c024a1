package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/summarize"
)

// set is a collection of articles, or clusters, with reference summaries.
type set struct {
	name  string
	items []item
}

// item is an article or cluster with its references as tokens.
type item struct {
	articles   []kilas.Article
	references [][]string
	indexes    []int       // of the ranked sentences, single articles only
	rows       [][]float64 // their features

	graph  *graph // of the baselines, made when first asked for
	orders [2][]int
}

func (i *item) cluster() bool { return len(i.articles) > 1 }

// limit is the length in tokens at which the item's summaries are compared.
func (i *item) limit() int {
	if i.cluster() {
		return 200
	}
	return 60
}

func readSet(path string) (set, error) {
	f, err := os.Open(path)
	if err != nil {
		return set{}, err
	}
	defer f.Close()
	s := set{name: strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), ".jsonl"), ".dev")}
	detector := langs.NewDetector()
	for d := json.NewDecoder(bufio.NewReader(f)); d.More(); {
		var line struct {
			ID, Title, Text, Summary string
			Lang                     kilas.Lang
			Refs, Docs               []string
		}
		if err := d.Decode(&line); err != nil {
			return set{}, fmt.Errorf("%s: %w", path, err)
		}
		if len(line.Refs) == 0 {
			line.Refs = []string{line.Summary}
		}
		if len(line.Docs) == 0 {
			line.Docs = []string{line.Text}
		}
		one := item{}
		for _, ref := range line.Refs {
			one.references = append(one.references, tokens(ref))
		}
		for _, text := range line.Docs {
			a := kilas.Article{ID: line.ID, Lang: line.Lang, Title: line.Title, Text: text}
			one.articles = append(one.articles, detector.Annotate(a, nil))
		}
		if !one.cluster() {
			one.indexes, one.rows = summarize.Features(one.articles[0])
		}
		s.items = append(s.items, one)
	}
	return s, nil
}

// row is one sentence to learn from.
type row struct {
	features []float64
	target   float64
	weight   float64
}

// trainingRows makes rows of the single articles. The target is the share of
// a sentence's words and of its word pairs that its references have, as a
// standard score within the article. All articles of a set weigh the same,
// and a set weighs as the square root of its size.
func trainingRows(sets []set) []row {
	var rows []row
	total := 0.0
	for _, s := range sets {
		for _, it := range s.items {
			n := len(it.rows)
			targets := it.targets()
			for i := range n {
				weight := 1 / float64(n) / math.Sqrt(float64(len(s.items)))
				rows = append(rows, row{it.rows[i], targets[i], weight})
				total += weight
			}
		}
	}
	for i := range rows {
		rows[i].weight *= float64(len(rows)) / total
	}
	return rows
}

// Sentences shorter than this are taken for this long, so that a lone word
// that the reference has is no perfect sentence.
const (
	leastWords = 6
	leastPairs = 5
)

func (i *item) targets() []float64 {
	out := make([]float64, len(i.indexes))
	mean, square := 0.0, 0.0
	for k, index := range i.indexes {
		words := tokens(i.articles[0].Sentences[index].Text)
		best := 0.0
		ones, twos := ngrams(words, 1), ngrams(words, 2)
		for _, ref := range i.references {
			p1 := float64(common(ngrams(ref, 1), ones)) / float64(max(len(words), leastWords))
			p2 := float64(common(ngrams(ref, 2), twos)) / float64(max(len(words)-1, leastPairs))
			best = max(best, p1+p2)
		}
		out[k] = best
		mean += best / float64(len(out))
	}
	for _, x := range out {
		square += (x - mean) * (x - mean) / float64(len(out))
	}
	for k := range out {
		out[k] = (out[k] - mean) / (math.Sqrt(square) + 0.05)
	}
	return out
}
