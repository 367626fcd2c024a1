package pipeline

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate"
)

// event is a gold file: the sentences of two articles on one event, and the
// links between them, as indexes. A good aligner finds every must link and
// nothing outside must and may.
type event struct {
	Name       string   `json:"event"`
	SourceFile string   `json:"source_file"`
	TargetFile string   `json:"target_file"`
	SourcePage string   `json:"source_page"`
	TargetPage string   `json:"target_page"`
	Source     []string `json:"source"`
	Target     []string `json:"target"`
	Must       [][2]int `json:"must"`
	May        [][2]int `json:"may"`
}

const testdata = "../../testdata"

func events(t *testing.T) []event {
	t.Helper()
	names, err := filepath.Glob(testdata + "/align/*.gold.json")
	if err != nil || len(names) < 4 {
		t.Fatalf("%d gold files of events (%v), want at least 4", len(names), err)
	}
	var out []event
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var e event
		if err := json.Unmarshal(data, &e); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, e)
	}
	return out
}

func newPipeline(t *testing.T) *Pipeline {
	t.Helper()
	client, err := fetch.New(fetch.Options{Offline: true})
	if err != nil {
		t.Fatal(err)
	}
	var backends []translate.Backend
	for _, b := range translate.Builtin() {
		backends = append(backends, b)
	}
	return &Pipeline{
		Translators: backends,
		Fetch:       client, Detector: langs.NewDetector(),
		Now: func() time.Time { return time.Date(2026, 5, 1, 6, 0, 0, 0, time.UTC) },
	}
}

func load(t *testing.T, p *Pipeline, sources ...string) []kilas.Article {
	t.Helper()
	var out []kilas.Article
	err := p.Each(context.Background(), sources, func(item fetch.Item) error {
		if item.Err != nil {
			t.Fatalf("%s: %s", item.Err.Source, item.Err.Err)
		}
		out = append(out, *item.Article)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// links are pairs of sentences by their text.
func links(e event, lists ...[][2]int) map[[2]string]bool {
	out := make(map[[2]string]bool)
	for _, list := range lists {
		for _, l := range list {
			out[[2]string{e.Source[l[0]], e.Target[l[1]]}] = true
		}
	}
	return out
}

// Floors of the aligner on the events of testdata, over all of them: what was
// reached when this was written, less a little.
const (
	floorPrecision = 0.88
	floorRecall    = 0.75
)

func TestAlignEvents(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	var found, right, wanted, got int
	for _, e := range events(t) {
		a := load(t, p, filepath.Join(testdata, e.SourceFile), filepath.Join(testdata, e.TargetFile))
		al, err := p.Align(context.Background(), a[0], a[1])
		if err != nil {
			t.Fatal(err)
		}
		must, fine := links(e, e.Must), links(e, e.Must, e.May)
		var eFound, eRight, eGot int
		for _, b := range al.Pairs {
			for _, i := range b.Source {
				for _, j := range b.Target {
					l := [2]string{al.SourceSentences[i].Text, al.TargetSentences[j].Text}
					eGot++
					if fine[l] {
						eRight++
					} else {
						t.Logf("%s: not in the gold:\n  %s\n  %s", e.Name, l[0], l[1])
					}
					if must[l] {
						eFound++
					}
				}
			}
		}
		t.Logf("%-6s precision %d/%d, recall %d/%d", e.Name, eRight, eGot, eFound, len(must))
		found, right, wanted, got = found+eFound, right+eRight, wanted+len(must), got+eGot
	}
	precision, recall := float64(right)/float64(got), float64(found)/float64(wanted)
	t.Logf("all: precision %.3f, recall %.3f, F1 %.3f", precision, recall, 2*precision*recall/(precision+recall))
	if precision < floorPrecision || recall < floorRecall {
		t.Errorf("precision %.3f, recall %.3f; the floors are %.2f and %.2f", precision, recall, floorPrecision, floorRecall)
	}
}

// The two articles of an event are merged, whether they come as text or as
// pages, and the points of their brief are pairs that a reader would draw.
func TestBriefEvents(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	wrong, points := 0, 0
	for _, e := range events(t) {
		for _, sources := range [][]string{{e.SourceFile, e.TargetFile}, {e.SourcePage, e.TargetPage}} {
			a := load(t, p, filepath.Join(testdata, sources[0]), filepath.Join(testdata, sources[1]))
			results, err := p.Briefs(context.Background(), a, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(results) != 1 {
				t.Errorf("%s: %d briefs of %q, want one", e.Name, len(results), sources)
				continue
			}
			b := results[0].Brief
			if err := b.Validate(results[0].Texts...); err != nil {
				t.Errorf("%s: %v", e.Name, err)
			}
			if b.SourceLang != "id" || b.TargetLang != "en" || len(b.Points) < 3 || len(b.SourceOnly) == 0 || len(b.TargetOnly) == 0 {
				t.Errorf("%s: %s-%s, %d points, %d and %d alone", e.Name, b.SourceLang, b.TargetLang, len(b.Points), len(b.SourceOnly), len(b.TargetOnly))
			}
			fine := links(e, e.Must, e.May)
			for _, pt := range b.Points {
				points++
				if !touches(fine, pt) {
					wrong++
					t.Logf("%s: not in the gold:\n  %s\n  %s", e.Name, pt.Source.Text, pt.Target.Text)
				}
			}
			for _, o := range append(slices.Clone(b.SourceOnly), b.TargetOnly...) {
				if !slices.Contains(e.Source, o.Text) && !slices.Contains(e.Target, o.Text) {
					t.Errorf("%s: %q is no sentence of the story", e.Name, o.Text)
				}
			}
		}
	}
	t.Logf("%d of %d points are outside of the gold", wrong, points)
	if wrong*20 > points {
		t.Errorf("%d of %d points are outside of the gold, want at most one in twenty", wrong, points)
	}
}

// touches reports whether a point holds a link of the gold.
func touches(gold map[[2]string]bool, pt kilas.Point) bool {
	for l := range gold {
		if strings.Contains(pt.Source.Text, l[0]) && strings.Contains(pt.Target.Text, l[1]) {
			return true
		}
	}
	return false
}

// Articles on different events are told apart, in any mix of languages.
func TestBriefsKeepEventsApart(t *testing.T) {
	t.Parallel()
	p := newPipeline(t)
	var sources []string
	for _, e := range events(t) {
		sources = append(sources, filepath.Join(testdata, e.SourceFile))
	}
	for _, e := range events(t) {
		sources = append(sources, filepath.Join(testdata, e.TargetFile))
	}
	results, err := p.Briefs(context.Background(), load(t, p, sources...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := len(sources) / 2; len(results) != want {
		t.Errorf("%d briefs of %d articles, want %d", len(results), len(sources), want)
	}
	for _, r := range results {
		if len(r.Brief.Articles) != 2 || r.Brief.MergedBecause == "" {
			t.Errorf("%s: %d articles, because %q", r.Brief.Articles[0].Source, len(r.Brief.Articles), r.Brief.MergedBecause)
		}
	}
}
