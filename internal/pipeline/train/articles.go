package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
	"github.com/kilas-news/kilas/internal/newsroom"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/langs"
)

// article is one of a world, as a reader has it. Story is the one that a run put
// it into, 0 before.
type article struct {
	event  int
	story  int64
	report pipeline.Report
	seen   *align.Event
}

// read returns the articles of a world in the order of their publication,
// without agency copies, which are told apart before.
func (w world) read(texts string) ([]article, error) {
	corpus, err := newsroom.Invented(w.articles/4, w.seed)
	if texts != "" {
		corpus, err = newsroom.Part(texts, w.part)
	}
	if err != nil {
		return nil, err
	}
	news, err := newsroom.NewWorld(newsroom.Config{Seed: w.seed, Articles: w.articles}, corpus)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(w.seed, 2))
	var out []article
	for _, a := range news.Articles {
		if a.CopyOf != nil || !a.Feed.Reachable() {
			continue
		}
		paragraphs, _ := a.At(news.End().Add(2 * day))
		text := strings.Join(worn(paragraphs, rng), "\n")
		read := kilas.Article{
			Lang: a.Lang(), Title: a.Title, Text: text, Sentences: langs.Split(a.Lang(), text), Published: a.Published.Format(time.RFC3339),
		}
		out = append(out, article{
			event: a.Event, seen: align.Prepare(read),
			report: pipeline.Report{Lang: a.Lang(), Time: dated(a.Published, rng), Terms: pipeline.Terms(read)},
		})
	}
	slices.SortStableFunc(out, func(a, b article) int { return a.report.Time.Compare(b.report.Time) })
	return out, nil
}

// How many articles in a hundred reach a reader otherwise than they were
// written: as a teaser, without a paragraph, or with a wrong date.
const (
	teasers    = 8
	incomplete = 25
	misdated   = 10
)

// worn is what a reader gets of an article: of some the beginning only, of some
// not all paragraphs.
func worn(paragraphs []string, rng *rand.Rand) []string {
	n := len(paragraphs)
	if n < 3 {
		return paragraphs
	}
	switch p := rng.IntN(100); {
	case p < teasers:
		return paragraphs[:2]
	case p < teasers+incomplete:
		at := rng.IntN(n)
		return slices.Concat(paragraphs[:at], paragraphs[at+1:])
	}
	return paragraphs
}

// dated is when an article appeared, as its publisher says.
func dated(t time.Time, rng *rand.Rand) time.Time {
	if rng.IntN(100) < misdated {
		return t.Add(time.Duration(rng.IntN(96)-48) * time.Hour)
	}
	return t
}
