package newsroom

import (
	"io"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
)

// small is a world that has a bit of everything.
func small(t *testing.T) *World {
	t.Helper()
	c, err := Invented(24, 7)
	if err != nil {
		t.Fatal(err)
	}
	w, err := NewWorld(Config{Seed: 7, Feeds: 24, Articles: 120}, c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestInvented(t *testing.T) {
	t.Parallel()
	c, err := Invented(60, 1)
	if err != nil {
		t.Fatal(err)
	}
	twins := 0
	for i, tale := range c.Tales {
		if tale.Twin >= 0 {
			twins++
			if c.Tales[tale.Twin].Twin != i {
				t.Errorf("tale %d has the twin %d, which has %d", i, tale.Twin, c.Tales[tale.Twin].Twin)
			}
		}
		for _, f := range append(tale.Facts, tale.Background...) {
			if len(f) != 8 {
				t.Errorf("a fact of tale %d is in %d languages: %v", i, len(f), f)
			}
			for lang, text := range f {
				if strings.ContainsAny(text, "{}") {
					t.Errorf("tale %d, %s: slot left in %q", i, lang, text)
				}
			}
		}
	}
	if twins != 20 {
		t.Errorf("%d of 60 tales have a near twin, want a third", twins)
	}
}

func TestWorldIsTheSameForASeed(t *testing.T) {
	t.Parallel()
	a, b := small(t), small(t)
	if len(a.Articles) != 120 {
		t.Fatalf("%d articles, want 120", len(a.Articles))
	}
	for i := range a.Articles {
		x, y := a.Articles[i], b.Articles[i]
		if x.URL != y.URL || !reflect.DeepEqual(x.Paragraphs, y.Paragraphs) || !x.Published.Equal(y.Published) {
			t.Fatalf("article %d differs: %s, %s", i, x.URL, y.URL)
		}
	}
	var copies, revised, again int
	langs := make(map[kilas.Lang]bool)
	for _, x := range a.Articles {
		langs[x.Lang()] = true
		if x.CopyOf != nil {
			copies++
			if x.CopyOf.Feed == x.Feed || x.CopyOf.Event != x.Event {
				t.Errorf("%s is no agency copy of %s", x.URL, x.CopyOf.URL)
			}
		}
		if !x.Updated.IsZero() {
			revised++
		}
		if !x.Again.IsZero() {
			again++
		}
	}
	if len(langs) != 8 || copies == 0 || revised == 0 || again == 0 {
		t.Errorf("%d languages, %d copies, %d revised, %d listed again; want 8 and some of each", len(langs), copies, revised, again)
	}
	troubles := make(map[Trouble]bool)
	for _, f := range a.Feeds {
		troubles[f.Trouble] = true
	}
	if len(troubles) != int(Hanging) {
		t.Errorf("%d kinds of trouble, want all but hanging", len(troubles))
	}
}

// get reads an address through the newsroom's proxy.
func get(t *testing.T, s *Server, address string, header http.Header) (int, string, http.Header) {
	t.Helper()
	proxy, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(proxy), DisableKeepAlives: true}}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		req.Header[k] = v
	}
	resp, err := c.Do(req)
	if err != nil {
		return 0, "", nil
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body), resp.Header
}

func TestServe(t *testing.T) {
	t.Parallel()
	w := small(t)
	s, err := Serve(w)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.SetNow(w.End().Add(-12 * time.Hour)) // the tenth day, on which flaky feeds are cut off
	for _, f := range w.Feeds {
		status, body, header := get(t, s, f.URL(), nil)
		if f.Trouble == Limited && status == http.StatusTooManyRequests && header.Get("Retry-After") != "" {
			status, body, header = get(t, s, f.URL(), nil)
		}
		want := http.StatusOK
		if f.Trouble == Dead {
			want = 0
		}
		if status != want {
			t.Errorf("%s (trouble %d) answers %d, want %d", f.Host, f.Trouble, status, want)
		}
		whole := f.Trouble != Broken && f.Trouble != Flaky && f.Trouble != Dead
		if entries := len(w.entries(f, s.now)); whole && strings.Count(body, f.Host+"/2026/") < entries {
			t.Errorf("%s lists fewer than %d entries:\n%s", f.Host, entries, body)
		}
		for have, ask := range map[string]string{"Etag": "If-None-Match", "Last-Modified": "If-Modified-Since"} {
			if header.Get(have) == "" {
				continue
			}
			if status, _, _ = get(t, s, f.URL(), http.Header{ask: {header.Get(have)}}); status != http.StatusNotModified {
				t.Errorf("%s answers %d to %s, want 304", f.Host, status, ask)
			}
		}
	}
	if log := s.Requests(); len(log) < len(w.Feeds) || len(s.Requests()) != 0 {
		t.Errorf("%d requests logged, want all of them, once", len(log))
	}
}

// perfect are the digests of a reader who knows the truth: one at the end of
// each day.
func perfect(w *World) []kilas.Digest {
	var out []kilas.Digest
	told := make(map[int]bool)
	for day := range w.Config.Days + 2 {
		from := w.Config.Start.AddDate(0, 0, day)
		to := from.AddDate(0, 0, 1)
		d := kilas.Digest{ID: from.Format(time.DateOnly), Created: to.Format(time.RFC3339)}
		at := make(map[int]int)
		for _, a := range w.Articles {
			if !a.Feed.Reachable() || a.Published.Before(from) || !a.Published.Before(to) {
				continue
			}
			i, ok := at[a.Event]
			if !ok {
				i = len(d.Stories)
				at[a.Event] = i
				d.Stories = append(d.Stories, kilas.Story{ID: string(rune('A' + a.Event)), Updated: told[a.Event]})
				told[a.Event] = true
			}
			d.Stories[i].Brief.Articles = append(d.Stories[i].Brief.Articles, kilas.Article{URL: a.URL, Title: a.Title})
		}
		out = append(out, d)
	}
	return out
}

// drop removes a story from all digests.
func drop(digests []kilas.Digest, id string) {
	for i := range digests {
		digests[i].Stories = slices.DeleteFunc(digests[i].Stories, func(s kilas.Story) bool { return s.ID == id })
	}
}

// longest is the story with the most articles.
func longest(digests []kilas.Digest) *kilas.Story {
	var out *kilas.Story
	for i := range digests {
		for k := range digests[i].Stories {
			if s := &digests[i].Stories[k]; out == nil || len(s.Brief.Articles) > len(out.Brief.Articles) {
				out = s
			}
		}
	}
	return out
}

func TestJudge(t *testing.T) {
	t.Parallel()
	w := small(t)
	good := w.Judge(perfect(w), w.End())
	if p := good.Problems(); len(p) > 0 || good.Precision() != 1 || good.Recall() != 1 || good.Same == 0 {
		t.Fatalf("perfect digests: P %.2f R %.2f of %d pairs, problems %q", good.Precision(), good.Recall(), good.Same, p)
	}
	tests := []struct {
		name  string
		spoil func([]kilas.Digest)
		seen  func(Verdict) bool
	}{
		{"lost", func(d []kilas.Digest) { drop(d, d[0].Stories[0].ID) }, func(v Verdict) bool { return len(v.Missing) > 0 }},
		{"an article less", func(d []kilas.Digest) {
			s := longest(d)
			s.Brief.Articles = s.Brief.Articles[1:]
		}, func(v Verdict) bool { return len(v.Absorbed) > 0 && len(v.Missing) == 0 }},
		{"told twice", func(d []kilas.Digest) {
			s := d[0].Stories[0]
			s.ID = "another"
			d[0].Stories = append(d[0].Stories, s)
		}, func(v Verdict) bool { return len(v.Twice) > 0 }},
		{"the same digest twice", func(d []kilas.Digest) { d[11] = d[0] }, func(v Verdict) bool { return len(v.Groundless) > 0 }},
		{"updated without reason", func(d []kilas.Digest) { d[0].Stories[0].Updated = true }, func(v Verdict) bool { return len(v.Groundless) > 0 }},
		{"damaged title", func(d []kilas.Digest) { d[0].Stories[0].Brief.Articles[0].Title = "Ã©" }, func(v Verdict) bool { return len(v.Titles) == 1 }},
		{"foreign article", func(d []kilas.Digest) { d[0].Stories[0].Brief.Articles[0].URL = "http://elsewhere.example/" }, func(v Verdict) bool { return len(v.Unknown) == 1 }},
		{"two events in one", func(d []kilas.Digest) {
			s := d[0].Stories
			s[0].Brief.Articles = append(s[0].Brief.Articles, s[1].Brief.Articles...)
			d[0].Stories = append(s[:1], s[2:]...)
		}, func(v Verdict) bool { return len(v.Mixed) > 0 && v.Precision() < 1 }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			d := perfect(w)
			tt.spoil(d)
			if v := w.Judge(d, w.End()); !tt.seen(v) {
				t.Errorf("not noticed: %+v", v)
			}
		})
	}
}
