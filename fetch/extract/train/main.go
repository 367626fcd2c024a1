// Command train grows the models of package extract from pages whose true text
// is known.
//
//	go run ./fetch/extract/train -o fetch/extract SET...
//	go run ./fetch/extract/train -folds 5 -predict out.jsonl SET...
//
// A SET is a folder with ground-truth.json ({"<page>": {"articleBody": "...",
// "url": "..."}}) and html/<page>.html.gz. With -folds, the pages are judged by
// models that have seen none of their sites, and their texts written as JSONL;
// with -o, the models grow from all pages and are written there. The models
// hold thresholds of features and no text of the pages.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kilas-news/kilas/fetch/extract/internal/forest"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	folds := flag.Int("folds", 0, "judge by cross-validation in `N` parts")
	predict := flag.String("predict", "", "write the cross-validated texts to `FILE`")
	out := flag.String("o", "", "write the models to `FOLDER`")
	trees := flag.Int("trees", 110, "trees of each model")
	depth := flag.Int("depth", 6, "depth of a tree")
	rate := flag.Float64("rate", 0.1, "learning rate")
	flag.Parse()

	var pages []*page
	for _, dir := range flag.Args() {
		set, err := loadSet(dir)
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%s: %d pages\n", dir, len(set))
		pages = append(pages, set...)
	}
	opt := forest.Options{Trees: *trees, Depth: *depth, Rate: *rate}
	if *folds > 1 {
		if err := validate(pages, *folds, opt, *predict); err != nil {
			return err
		}
	}
	if *out == "" {
		return nil
	}
	m := grow(pages, opt)
	for name, f := range map[string]*forest.Forest{"first.forest": m.first, "second.forest": m.second} {
		if err := os.WriteFile(filepath.Join(*out, name), f.Encode(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// validate judges each page by models grown without its site.
func validate(pages []*page, folds int, opt forest.Options, file string) error {
	w := os.Stdout
	if file != "" {
		f, err := os.Create(file)
		if err != nil {
			return err
		}
		defer f.Close()
		w = f
	}
	enc := json.NewEncoder(w)
	for k := range folds {
		var in, held []*page
		for _, p := range pages {
			if p.fold(folds) == k {
				held = append(held, p)
			} else {
				in = append(in, p)
			}
		}
		m := grow(in, opt)
		right, all := 0.0, 0.0
		for _, p := range held {
			scores := m.score(p)
			for i, s := range scores {
				all += float64(p.weights[i])
				if (s > 0.5) == p.labels[i] {
					right += float64(p.weights[i])
				}
			}
			if err := enc.Encode(map[string]string{"source": p.name, "title": p.meta.Title, "text": p.text(scores)}); err != nil {
				return err
			}
		}
		fmt.Fprintf(os.Stderr, "fold %d: %d pages, %.4f of the text judged right\n", k+1, len(held), right/all)
	}
	return nil
}

// models are the two stages of package extract.
type models struct{ first, second *forest.Forest }

// innerFolds is how many parts give the second model probabilities that the
// first one has not learned by heart.
const innerFolds = 4

// grow trains both models. The second learns from probabilities that come from
// first models which didn't see the page, as they will come in use.
func grow(pages []*page, opt forest.Options) models {
	var second []forest.Row
	for k := range innerFolds {
		var rows []forest.Row
		for _, p := range pages {
			if p.fold(innerFolds*7)%innerFolds != k {
				rows = append(rows, p.rows(p.features)...)
			}
		}
		f := forest.Train(rows, opt)
		for _, p := range pages {
			if p.fold(innerFolds*7)%innerFolds == k {
				second = append(second, p.rows(p.doc.Context(p.features, scoreAll(f, p.features)))...)
			}
		}
	}
	var first []forest.Row
	for _, p := range pages {
		first = append(first, p.rows(p.features)...)
	}
	return models{first: forest.Train(first, opt), second: forest.Train(second, opt)}
}

func (m models) score(p *page) []float64 {
	return scoreAll(m.second, p.doc.Context(p.features, scoreAll(m.first, p.features)))
}

func scoreAll(f *forest.Forest, rows [][]float32) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = f.Score(r)
	}
	return out
}
