package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/newsroom"
	"github.com/kilas-news/kilas/langs"
)

// invented is the articles of a simulated newsroom, and which event each tells.
func invented(t *testing.T, articles int) ([]kilas.Article, []Report, []int) {
	t.Helper()
	corpus, err := newsroom.Invented(articles/4, 11)
	if err != nil {
		t.Fatal(err)
	}
	w, err := newsroom.NewWorld(newsroom.Config{Seed: 11, Articles: articles}, corpus)
	if err != nil {
		t.Fatal(err)
	}
	var list []kilas.Article
	var reports []Report
	var events []int
	for _, a := range w.Articles {
		text := strings.Join(a.Paragraphs, "\n")
		article := kilas.Article{Lang: a.Lang(), Title: a.Title, Text: text, Sentences: langs.Split(a.Lang(), text), Published: a.Published.Format(time.RFC3339)}
		list = append(list, article)
		reports = append(reports, Report{Lang: a.Lang(), Time: a.Published, Days: int(w.End().Sub(a.Published) / (24 * time.Hour)), Terms: Terms(article)})
		events = append(events, a.Event)
	}
	return list, reports, events
}

func from(articles []kilas.Article) func(context.Context, []int) (map[int]kilas.Article, error) {
	return func(_ context.Context, indexes []int) (map[int]kilas.Article, error) {
		out := map[int]kilas.Article{}
		for _, i := range indexes {
			out[i] = articles[i]
		}
		return out, nil
	}
}

// Formulaic news in eight languages, every third event with a near twin: pairs
// of articles in one event are of one, and most that are of one are found.
func TestEventsQuality(t *testing.T) {
	t.Parallel()
	articles, reports, truth := invented(t, 400)
	p := &Pipeline{Jobs: 2}
	events, err := p.Events(t.Context(), reports, from(articles))
	if err != nil {
		t.Fatal(err)
	}
	in := make([]int, len(articles))
	for k, e := range events {
		for _, i := range e.Reports {
			in[i] = k
		}
	}
	both, told, same := 0, 0, 0
	for i := range articles {
		for j := range i {
			one, is := in[i] == in[j], truth[i] == truth[j]
			if one {
				told++
			}
			if is {
				same++
			}
			if one && is {
				both++
			}
		}
	}
	precision, recall := float64(both)/float64(told), float64(both)/float64(same)
	t.Logf("precision %.3f of %d pairs, recall %.3f of %d", precision, told, recall, same)
	if precision < 0.98 || recall < 0.9 {
		t.Errorf("precision %.3f and recall %.3f, want at least 0.98 and 0.9", precision, recall)
	}
	again, err := p.Events(t.Context(), reports, from(articles))
	if err != nil || fmt.Sprint(again) != fmt.Sprint(events) {
		t.Errorf("the second time gave other events (%v)", err)
	}
}

// Reports join events that are known, which neither part nor join each other.
func TestEventsPlaced(t *testing.T) {
	t.Parallel()
	articles, reports, truth := invented(t, 200)
	for i := range reports {
		if i%3 != 0 {
			reports[i].Event = int64(truth[i]) + 1
		}
	}
	events, err := (&Pipeline{Jobs: 2}).Events(t.Context(), reports, from(articles))
	if err != nil {
		t.Fatal(err)
	}
	var found []int
	right, wrong := 0, 0
	for _, e := range events {
		found = append(found, e.Reports...)
		for _, i := range e.Reports {
			switch {
			case e.ID == int64(truth[i])+1:
				right++
			case e.ID != 0:
				wrong++
			}
		}
	}
	slices.Sort(found)
	for i := range reports {
		if _, ok := slices.BinarySearch(found, i); ok != (reports[i].Event == 0) {
			t.Errorf("report %d of event %d is among the new ones: %v", i, reports[i].Event, ok)
		}
	}
	if right < 40 || wrong > 2 {
		t.Errorf("%d reports joined their event and %d another one", right, wrong)
	}
}

// Reports that are far apart tell no one event, whatever they say.
func TestEventsApart(t *testing.T) {
	t.Parallel()
	articles, reports, _ := invented(t, 40)
	a, r := articles[0], reports[0]
	for name, tt := range map[string]struct {
		days  int
		later time.Duration
		want  int
	}{
		"the same day":              {0, 0, 1},
		"a wrong clock":             {0, 365 * 24 * time.Hour, 1},
		"late, and dated rightly":   {9, time.Hour, 1},
		"a year later in each way":  {365, 365 * 24 * time.Hour, 2},
		"seen now, without a date":  {0, -1, 1},
		"seen late, without a date": {30, -1, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			second := r
			second.Days, second.Time = r.Days+tt.days, r.Time.Add(-tt.later)
			if tt.later < 0 {
				second.Time = time.Time{}
			}
			events, err := (&Pipeline{}).Events(t.Context(), []Report{r, second}, from([]kilas.Article{a, a}))
			if err != nil || len(events) != tt.want {
				t.Errorf("%d events, %v, want %d", len(events), err, tt.want)
			}
		})
	}
}

func TestEventsCancelled(t *testing.T) {
	t.Parallel()
	articles, reports, _ := invented(t, 80)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (&Pipeline{}).Events(ctx, reports, from(articles)); err == nil {
		t.Error("no error although the context had ended")
	}
}

// Terms of a text in several languages have names and numbers in common.
func TestTerms(t *testing.T) {
	t.Parallel()
	text := map[kilas.Lang]string{
		"id": "Banjir di Pekalongan memaksa 4.215 orang mengungsi, kata Gubernur Ahmad Wijanarko.",
		"en": "Flooding in Pekalongan forced 4,215 people to leave, said Governor Ahmad Wijanarko.",
		"ru": "Наводнение в Пекалонгане: эвакуировано 4215 человек, сообщил губернатор Ахмад Виджанарко.",
	}
	terms := map[kilas.Lang][]uint32{}
	for lang, s := range text {
		terms[lang] = Terms(kilas.Article{Lang: lang, Text: s, Sentences: langs.Split(lang, s)})
		if !slices.IsSorted(terms[lang]) || len(slices.Compact(slices.Clone(terms[lang]))) != len(terms[lang]) {
			t.Errorf("terms of %s are not sorted, or not unique", lang)
		}
	}
	for _, lang := range []kilas.Lang{"id", "ru"} {
		kinds := map[termKind]int{}
		for _, term := range terms[lang] {
			if slices.Contains(terms["en"], term) {
				kinds[kindOf(term)]++
			}
		}
		if kinds[numberTerm] == 0 || kinds[nameTerm] == 0 {
			t.Errorf("%s and en have in common %v, want names and numbers", lang, kinds)
		}
	}
}

// Visits bounds what runs at once, of one host and in all, and runs everything.
func TestVisits(t *testing.T) {
	t.Parallel()
	v := NewVisits(5, 2)
	var all, most, ran atomic.Int32
	var mu sync.Mutex
	hosts := map[string]int{}
	task := func(host string) {
		if n := all.Add(1); n > most.Load() {
			most.Store(n)
		}
		mu.Lock()
		if hosts[host]++; hosts[host] > 2 {
			t.Errorf("%d visits of %s at once", hosts[host], host)
		}
		mu.Unlock()
		ran.Add(1)
		mu.Lock()
		hosts[host]--
		mu.Unlock()
		all.Add(-1)
	}
	for i := range 60 {
		host := fmt.Sprint("h", i%7)
		v.Go(t.Context(), host, func() {
			task(host)
			v.Go(t.Context(), host, func() { task(host) }) // as a feed names pages
		})
	}
	v.Wait()
	if ran.Load() != 120 || most.Load() > 5 {
		t.Errorf("%d tasks ran, want 120; %d at once, want at most 5", ran.Load(), most.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	v.Go(ctx, "h", func() { t.Error("a task ran after the end") })
	v.Wait()
}

// Hosts that don't answer keep no other host waiting, however many they are.
func TestVisitsHang(t *testing.T) {
	t.Parallel()
	v := NewVisits(3, 2)
	v.patience = time.Millisecond
	answered := make(chan struct{})
	for i := range 20 {
		v.Go(t.Context(), fmt.Sprint("hangs", i), func() { <-answered })
	}
	v.Go(t.Context(), "answers", func() { close(answered) })
	v.Wait()
}
