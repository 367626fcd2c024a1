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

// articleRows makes rows of the single articles.
func articleRows(sets []set) []row {
	return collect(sets, func(it *item) ([][]float64, []string) {
		texts := make([]string, 0, len(it.indexes))
		for _, index := range it.indexes {
			texts = append(texts, it.articles[0].Sentences[index].Text)
		}
		return it.rows, texts
	})
}

// clusterRows makes rows of the clusters, as a ranker of articles sees them.
func clusterRows(sets []set, r *summarize.Ranker) []row {
	return collect(sets, func(it *item) (rows [][]float64, texts []string) {
		if !it.cluster() {
			return nil, nil
		}
		for _, c := range r.ClusterFeatures(it.articles) {
			rows = append(rows, c.Features)
			texts = append(texts, it.articles[c.Article].Sentences[c.Index].Text)
		}
		return rows, texts
	})
}

// collect gathers the sentences of all items. All items of a set weigh the
// same, and a set weighs as the square root of its size.
func collect(sets []set, sentences func(*item) ([][]float64, []string)) []row {
	var rows []row
	total := 0.0
	for _, s := range sets {
		for i := range s.items {
			features, texts := sentences(&s.items[i])
			targets := s.items[i].targets(texts)
			for k := range texts {
				weight := 1 / float64(len(texts)) / math.Sqrt(float64(len(s.items)))
				rows = append(rows, row{features[k], targets[k], weight})
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

// targets says how good each sentence of an item is: the share of its words
// and of its word pairs that a reference has, as a standard score within the
// item.
func (i *item) targets(sentences []string) []float64 {
	out := make([]float64, len(sentences))
	mean, square := 0.0, 0.0
	for k, text := range sentences {
		words := tokens(text)
		ones, twos := ngrams(words, 1), ngrams(words, 2)
		for _, ref := range i.references {
			p1 := float64(common(ngrams(ref, 1), ones)) / float64(max(len(words), leastWords))
			p2 := float64(common(ngrams(ref, 2), twos)) / float64(max(len(words)-1, leastPairs))
			out[k] = max(out[k], p1+p2)
		}
		mean += out[k] / float64(len(out))
	}
	for _, x := range out {
		square += (x - mean) * (x - mean) / float64(len(out))
	}
	for k := range out {
		out[k] = (out[k] - mean) / (math.Sqrt(square) + 0.05)
	}
	return out
}
