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

// world is one simulation. Every is the time between two runs of the reader;
// with 0 all is read at once.
type world struct {
	seed     uint64
	articles int
	every    time.Duration
	part     newsroom.Selection // of the texts, if there are any
}

const day = 24 * time.Hour

// Mornings with much formulaic news and with little, and what runs every day
// and every few hours see of it.
var inventedWorlds = []world{
	{seed: 11, articles: 1200}, {seed: 12, articles: 360}, {seed: 13, articles: 360}, {seed: 14, articles: 120}, {seed: 15, articles: 120},
	{seed: 16, articles: 120}, {seed: 31, articles: 1200}, {seed: 32, articles: 360}, {seed: 33, articles: 360}, {seed: 34, articles: 120},
	{seed: 17, articles: 360, every: day}, {seed: 18, articles: 360, every: day}, {seed: 19, articles: 120, every: day}, {seed: 20, articles: 120, every: day},
	{seed: 22, articles: 600, every: day}, {seed: 37, articles: 360, every: day}, {seed: 38, articles: 600, every: day},
	{seed: 21, articles: 120, every: day / 4}, {seed: 39, articles: 120, every: day / 4},
}

// The languages of the texts, in two groups, so that worlds have as many as
// those of [newsroom.Development].
var (
	someLangs  = []kilas.Lang{"id", "ms", "es", "fr", "ja", "ar", "vi"}
	otherLangs = []kilas.Lang{"hi", "th", "zh", "de", "ru", "tr", "ja", "vi"}
)

// quarterLines is how many of the lines of translations a quarter has.
const quarterLines = 250

// textWorlds are the worlds of a quarter of the texts, or of all with quarter 0.
// The last quarter has those documents that the others lack.
func textWorlds(quarter int) []world {
	if quarter == 0 {
		return []world{{seed: 71, articles: 1200}, {seed: 72, articles: 1200}, {seed: 73, articles: 1200}, {seed: 74, articles: 600, every: day}}
	}
	part := func(langs ...kilas.Lang) newsroom.Selection {
		s := newsroom.Selection{Langs: langs, From: (quarter - 1) * quarterLines, To: quarter * quarterLines, Half: 1}
		if quarter == 4 {
			s.Half = 2
		}
		return s
	}
	all := slices.Compact(slices.Sorted(slices.Values(slices.Concat(someLangs, otherLangs))))
	seed := uint64(quarter)
	return []world{
		{seed: 10 + seed, articles: 600, part: part(someLangs...)},
		{seed: 20 + seed, articles: 600, part: part(otherLangs...)},
		{seed: 30 + seed, articles: 600, part: part(someLangs...)},
		{seed: 40 + seed, articles: 250, part: part(all...)},
		{seed: 50 + seed, articles: 250, part: part(all...), every: day},
		{seed: 60 + seed, articles: 300, part: part(someLangs...)},
	}
}

// article is one of a world, as a reader has it.
type article struct {
	event  int
	report pipeline.Report
	seen   *align.Event
}

// examples calls yield with the evidence of a world.
func (w world) examples(texts string, yield func(example) error) error {
	articles, err := w.read(texts)
	if err != nil {
		return err
	}
	if w.every == 0 {
		return compare(articles, yield)
	}
	const remembered = 4 * day
	last := articles[len(articles)-1].report.Time
	for now := articles[0].report.Time.Add(w.every); now.Before(last.Add(w.every)); now = now.Add(w.every) {
		var window []article
		for _, a := range articles {
			age := now.Sub(a.report.Time)
			if age < 0 || age > remembered {
				continue
			}
			a.report.Days = int(age / day)
			if age > w.every {
				a.report.Event = int64(a.event) + 1
			}
			window = append(window, a)
		}
		if err := compare(window, yield); err != nil {
			return err
		}
	}
	return nil
}

func compare(articles []article, yield func(example) error) error {
	reports, seen := make([]pipeline.Report, len(articles)), make([]*align.Event, len(articles))
	for i, a := range articles {
		reports[i], seen[i] = a.report, a.seen
	}
	var err error
	pipeline.Evidence(reports, seen, func(i, j int, values []float64) {
		if err == nil {
			err = yield(example{same: articles[i].event == articles[j].event, values: values})
		}
	})
	return err
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
