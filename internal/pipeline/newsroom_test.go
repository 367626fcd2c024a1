package pipeline

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/newsroom"
	"github.com/kilas-news/kilas/langs"
)

// Formulaic news in eight languages, where every third event has a near twin, is
// gathered without mixing events up, on mornings with much of it and with little.
func TestEventsOfNewsroom(t *testing.T) {
	t.Parallel()
	for _, size := range []int{120, 360} {
		t.Run(strconv.Itoa(size), func(t *testing.T) {
			t.Parallel()
			corpus, err := newsroom.Invented(size/4, 23)
			if err != nil {
				t.Fatal(err)
			}
			w, err := newsroom.NewWorld(newsroom.Config{Seed: 23, Articles: size}, corpus)
			if err != nil {
				t.Fatal(err)
			}
			v := w.Judge([]kilas.Digest{gathered(t, w)}, w.End())
			t.Logf("%d articles in %d stories, precision %.3f, recall %.3f of %d pairs", v.Articles, v.Stories, v.Precision(), v.Recall(), v.Same)
			if v.Articles != size {
				t.Errorf("%d of %d articles are in a story", v.Articles, size)
			}
			if v.Precision() < 0.98 || v.Recall() < 0.88 {
				t.Errorf("mixed: %q", v.Mixed)
			}
		})
	}
}

// gathered makes a story of each event that is found in a world's articles.
func gathered(t *testing.T, w *newsroom.World) kilas.Digest {
	t.Helper()
	articles := make(map[int]kilas.Article)
	var reports []Report
	for i, a := range w.Articles {
		text := strings.Join(a.Paragraphs, "\n")
		articles[i] = kilas.Article{Lang: a.Lang(), Title: a.Title, Text: text, Sentences: langs.Split(a.Lang(), text)}
		reports = append(reports, Report{Lang: a.Lang(), Time: a.Published, Terms: Terms(articles[i])})
	}
	p := &Pipeline{Jobs: 2}
	events, err := p.Events(t.Context(), reports, func(context.Context, []int) (map[int]kilas.Article, error) { return articles, nil })
	if err != nil {
		t.Fatal(err)
	}
	d := kilas.Digest{Created: w.End().Format(time.RFC3339)}
	for _, e := range events {
		s := kilas.Story{ID: w.Articles[e.Reports[0]].URL}
		for _, i := range e.Reports {
			s.Brief.Articles = append(s.Brief.Articles, kilas.Article{URL: w.Articles[i].URL, Title: w.Articles[i].Title})
		}
		d.Stories = append(d.Stories, s)
	}
	return d
}
