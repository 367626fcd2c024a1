package feed_test

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/feed"
)

func newClient(t *testing.T) *fetch.Client {
	t.Helper()
	c, err := fetch.New(fetch.Options{AllowPrivate: true, Retries: -1, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// site serves what is written here; the address of the server stands for SITE.
func site(t *testing.T, routes map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range routes {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

// say answers with a document.
func say(typ, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", typ)
		_, _ = fmt.Fprint(w, strings.ReplaceAll(body, "SITE", "http://"+r.Host))
	}
}

const rssType = "application/rss+xml"

// channel is a feed with entries of these names.
func channel(title string, names ...string) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>` + title + `</title><link>SITE/</link>`)
	for _, n := range names {
		b.WriteString(`<item><title>Story ` + n + `</title><link>SITE/story/` + n + `</link></item>`)
	}
	return b.String() + `</channel></rss>`
}

func urlset(names ...string) string {
	var b strings.Builder
	b.WriteString(`<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`)
	for _, n := range names {
		b.WriteString(`<url><loc>SITE/story/` + n + `</loc><news:news><news:title>Story ` + n + `</news:title><news:publication_date>2026-03-15</news:publication_date></news:news></url>`)
	}
	return b.String() + `</urlset>`
}

func TestGet(t *testing.T) {
	t.Parallel()
	address := site(t, map[string]http.HandlerFunc{
		"/feed": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v1"`)
			w.Header().Set("Cache-Control", "max-age=600")
			if r.Header.Get("If-None-Match") == `"v1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			say(rssType, strings.Replace(channel("Town", "1", "2"), "<link>", "<ttl>30</ttl><link>", 1))(w, r)
		},
		"/modified": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Last-Modified", "Sun, 15 Mar 2026 07:30:00 GMT")
			if r.Header.Get("If-Modified-Since") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			say(rssType, channel("Town", "1"))(w, r)
		},
		"/moved": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		},
		"/elsewhere": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/feed", http.StatusFound) },
		"/moved-to-page": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/page", http.StatusMovedPermanently)
		},
		"/gone": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
		"/busy": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusTooManyRequests)
		},
		"/broken": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v2"`)
			say(rssType, channel("Town", "1", "2")[:150])(w, r)
		},
		"/page": say("text/html", `<html><head><title>Town</title></head><body><ul class="news"><li><a href="/2026/03/15/old-bridge-closes-again">Old bridge closes for eight weeks</a><li><a href="/2026/03/15/library-opens-at-night">Library opens at night for once</a><li><a href="/2026/03/15/tram-returns-to-the-quay">Tram returns to the quay again</a></ul></body></html>`),
		"/silent": func(w http.ResponseWriter, _ *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_ = conn.Close() // without an answer
		},
		"/long": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "max-age=2592000")
			say(rssType, channel("Town", "1"))(w, r)
		},
	})
	tests := []struct {
		path string
		v    feed.Validators
		want feed.Result
		code string // of the error
	}{
		{path: "/feed", want: feed.Result{Validators: feed.Validators{ETag: `"v1"`}, NextAfter: 30 * time.Minute}},
		{path: "/feed", v: feed.Validators{ETag: `"v1"`}, want: feed.Result{NotModified: true, Validators: feed.Validators{ETag: `"v1"`}, NextAfter: 10 * time.Minute}},
		{path: "/feed", v: feed.Validators{ETag: `"v0"`}, want: feed.Result{Validators: feed.Validators{ETag: `"v1"`}, NextAfter: 30 * time.Minute}},
		{path: "/modified", v: feed.Validators{LastModified: "Sun, 15 Mar 2026 07:30:00 GMT"}, want: feed.Result{NotModified: true, Validators: feed.Validators{LastModified: "Sun, 15 Mar 2026 07:30:00 GMT"}}},
		{path: "/moved", want: feed.Result{Moved: "SITE/feed", Validators: feed.Validators{ETag: `"v1"`}, NextAfter: 30 * time.Minute}},
		{path: "/elsewhere", want: feed.Result{Validators: feed.Validators{ETag: `"v1"`}, NextAfter: 30 * time.Minute}},
		{path: "/gone", want: feed.Result{Gone: true}, code: "status-410"},
		{path: "/busy", want: feed.Result{NextAfter: 2 * time.Hour}, code: "blocked"},
		{path: "/broken", want: feed.Result{}}, // no validator, so that the rest comes next time
		{path: "/page", code: "not-a-feed"},
		{path: "/moved-to-page", code: "not-a-feed"},
		{path: "/long", want: feed.Result{NextAfter: 12 * time.Hour}},
		{path: "/none", code: "status-404"},
		{path: "/silent", code: "connect"},
	}
	for _, tt := range tests {
		t.Run(tt.path+" "+tt.v.ETag, func(t *testing.T) {
			t.Parallel()
			got, err := feed.Get(t.Context(), newClient(t), address+tt.path, tt.v)
			if (err != nil) != (tt.code != "") || err != nil && feed.Explain(tt.path, err).Code != tt.code {
				t.Fatalf("Get = %v, want code %q", err, tt.code)
			}
			if err != nil && feed.Explain(tt.path, err).Hint == "" {
				t.Errorf("Explain(%v) has no hint", err)
			}
			want := tt.want
			want.Moved = strings.ReplaceAll(want.Moved, "SITE", address)
			if got.NotModified != want.NotModified || got.Validators != want.Validators || got.Moved != want.Moved || got.Gone != want.Gone || got.NextAfter != want.NextAfter {
				t.Errorf("Get = %+v, want %+v", got, want)
			}
			if empty := len(got.Feed.Entries) == 0; empty != (err != nil || want.NotModified) {
				t.Errorf("Get gives %d entries", len(got.Feed.Entries))
			}
		})
	}
}

func TestGetPage(t *testing.T) {
	t.Parallel()
	const list = `<html><body><ul class="news"><li><a href="/2026/03/15/old-bridge-closes-again">Old bridge closes for eight weeks</a><li><a href="/2026/03/15/library-opens-at-night">Library opens at night for once</a><li><a href="/2026/03/15/tram-returns-to-the-quay">Tram returns to the quay again</a></ul></body></html>`
	address := site(t, map[string]http.HandlerFunc{
		"/news/": say("text/html", list), "/members/": say("text/html", list), "/feed": say(rssType, channel("Town", "1")),
		"/robots.txt": say("text/plain", "User-agent: kilas\nDisallow: /members/\n"),
	})
	c := newClient(t)
	got, err := feed.GetPage(t.Context(), c, address+"/news/", feed.Validators{})
	if err != nil || got.Feed.Kind != feed.KindPage || len(got.Feed.Entries) != 3 {
		t.Errorf("GetPage = %+v, %v, want a page of three", got, err)
	}
	if got, err := feed.GetPage(t.Context(), c, address+"/feed", feed.Validators{}); err != nil || got.Feed.Kind != feed.KindFeed {
		t.Errorf("GetPage of a feed = %+v, %v, want the feed", got, err)
	}
	if _, err := feed.GetPage(t.Context(), c, address+"/members/", feed.Validators{}); err == nil || feed.Explain("x", err).Code != "robots" {
		t.Errorf("GetPage of what robots.txt forbids = %v, want that", err)
	}
}

// An index of sitemaps gives the newest few, and never a private address that
// it made up.
func TestGetIndex(t *testing.T) {
	t.Parallel()
	secret := site(t, map[string]http.HandlerFunc{"/sitemap.xml": say("text/xml", urlset("secret"))})
	index := `<sitemapindex>
		<sitemap><loc>SITE/category-sitemap.xml</loc><lastmod>2026-03-20</lastmod></sitemap>
		<sitemap><loc>SITE/old.xml</loc><lastmod>2025-01-01</lastmod></sitemap>
		<sitemap><loc>SITE/new.xml.gz</loc><lastmod>2026-03-15</lastmod></sitemap>
		<sitemap><loc>SITE/missing.xml</loc><lastmod>2026-03-14</lastmod></sitemap>
		<sitemap><loc>` + secret + `/sitemap.xml</loc><lastmod>2026-03-16</lastmod></sitemap>
	</sitemapindex>`
	var asked []string
	address := site(t, map[string]http.HandlerFunc{
		"/sitemap.xml": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"index"`)
			say("text/xml", index)(w, r)
		},
		"/old.xml": say("text/xml", urlset("old")),
		"/new.xml.gz": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/x-gzip")
			z := gzip.NewWriter(w)
			_, _ = fmt.Fprint(z, strings.ReplaceAll(urlset("new1", "new2"), "SITE", "http://"+r.Host))
			_ = z.Close()
		},
		"/category-sitemap.xml": func(http.ResponseWriter, *http.Request) { asked = append(asked, "category") },
	})
	got, err := feed.Get(t.Context(), newClient(t), address+"/sitemap.xml", feed.Validators{})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range got.Feed.Entries {
		names = append(names, e.Title)
	}
	if want := []string{"Story new1", "Story new2", "Story old"}; !slices.Equal(names, want) {
		t.Errorf("entries %q, want %q", names, want)
	}
	if len(asked) > 0 {
		t.Errorf("the sitemap of categories was asked for")
	}
	if (got.Validators != feed.Validators{}) || len(got.Warnings) != 1 || got.Warnings[0].Code != feed.WarnPart {
		t.Errorf("Get = %+v, want no validators and the warning %s", got, feed.WarnPart)
	}
}

func TestGetEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	address := site(t, map[string]http.HandlerFunc{"/feed": func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	}})
	if _, err := feed.Get(ctx, newClient(t), address+"/feed", feed.Validators{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Get = %v, want %v", err, context.Canceled)
	}
}

// Gets of one client at once don't disturb each other.
func TestGetAtOnce(t *testing.T) {
	t.Parallel()
	address := site(t, map[string]http.HandlerFunc{"/feed": say(rssType, channel("Town", "1", "2"))})
	c := newClient(t)
	results := make(chan error, 8)
	for range cap(results) {
		go func() {
			r, err := feed.Get(t.Context(), c, address+"/feed", feed.Validators{})
			if err == nil && len(r.Feed.Entries) != 2 {
				err = fmt.Errorf("%d entries", len(r.Feed.Entries))
			}
			results <- err
		}()
	}
	for range cap(results) {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
}
