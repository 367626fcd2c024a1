package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilas-news/kilas/fetch/feed"
	"github.com/kilas-news/kilas/internal/store"
)

// feedSite serves sites with feeds, and what is wrong with them, below /sites/.
func feedSite() http.Handler {
	const (
		rss  = "application/rss+xml"
		html = "text/html; charset=utf-8"
	)
	mux := http.NewServeMux()
	say := func(path, typ, body string) {
		mux.HandleFunc("/sites/"+path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", typ)
			_, _ = fmt.Fprint(w, strings.ReplaceAll(body, "SITE", "http://"+r.Host+"/sites"))
		})
	}
	item := func(name, date string) string {
		return `<item><title>` + name + `</title><link>SITE/port/` + strings.ReplaceAll(name, " ", "-") + `</link><pubDate>` + date + `</pubDate></item>`
	}
	channel := func(title string, items ...string) string {
		return `<rss version="2.0"><channel><title>` + title + `</title><link>SITE/port/</link><language>en</language>` + strings.Join(items, "") + `</channel></rss>`
	}
	port := channel("Harbour Times", item("Old bridge closes", "Sun, 15 Mar 2026 03:00:00 GMT"), item("Ferry runs", "Sat, 14 Mar 2026 09:00:00 GMT"))
	say("port/{$}", html, `<html><head><link rel="alternate" type="application/rss+xml" title="All" href="SITE/port/feed"><link rel="alternate" type="application/rss+xml" href="SITE/port/sport"></head></html>`)
	say("port/feed", rss, port)
	say("port/sport", rss, channel("Harbour Sport", item("Rowers win", "Sun, 15 Mar 2026 01:00:00 GMT")))
	say("empty", rss, channel("Nothing Yet"))
	say("future", rss, channel("Tomorrow's News", item("Not yet", "Wed, 15 Apr 2026 03:00:00 GMT")))
	say("stale", rss, channel("Old News", item("Long ago", "Fri, 15 Mar 2024 03:00:00 GMT")))
	say("broken", rss, strings.Replace(port, "</title>", "</title><a <b>", 3)[:300])
	say("map.xml", "application/xml", `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>SITE/port/a</loc><news:news><news:publication><news:name>Port Map</news:name></news:publication><news:publication_date>2026-03-15</news:publication_date><news:title>Tram returns</news:title></news:news></url></urlset>`)
	say("list/{$}", html, `<html><head><title>Port List</title></head><body><ul class="news"><li><a href="/2026/03/15/old-bridge-closes-again">Old bridge closes for eight weeks</a><li><a href="/2026/03/15/library-opens-at-night">Library opens at night for once</a><li><a href="/2026/03/15/tram-returns-to-the-quay">Tram returns to the quay again</a></ul></body></html>`)
	say("bare", html, `<html><body><p>Nothing here.</p></body></html>`)
	mux.HandleFunc("/sites/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/sites/moved", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/sites/port/feed", http.StatusMovedPermanently)
	})
	return mux
}

func TestFeedAddress(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ in, want string }{
		{"https://News.Example.com/Feed#top", "https://news.example.com/Feed"},
		{" news.example.com ", "https://news.example.com"},
		{"news.example.com/rss?a=1", "https://news.example.com/rss?a=1"},
		{"feed://news.example.com/rss", "https://news.example.com/rss"},
		{"feed:https://news.example.com/rss", "https://news.example.com/rss"},
		{"localhost:8080/feed", "https://localhost:8080/feed"},
		{"news", ""},
		{"", ""},
		{"ftp://news.example.com/", ""},
		{"feeds_test.go", ""},
	} {
		got := ""
		if u, err := feedAddress(tt.in); err == nil {
			got = u.String()
		} else if hintOf(err) == "" {
			t.Errorf("feedAddress(%q) = %v, without a hint", tt.in, err)
		}
		if got != tt.want {
			t.Errorf("feedAddress(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFindFeed(t *testing.T) {
	t.Parallel()
	feeds := []store.Feed{
		{ID: 1, URL: "https://news.example.com/feed", Title: "Harbour Times"},
		{ID: 2, URL: "https://news.example.com/feed/sport", Title: "Harbour Sport"},
		{ID: 3, URL: "https://kabar.example.id/rss", Title: "Kabar"},
		{ID: 4, URL: "https://kabar.example.id/rss/ekonomi", Title: ""},
	}
	for _, tt := range []struct {
		arg  string
		want int64 // 0 for none or several
	}{
		{"https://news.example.com/feed", 1}, {"news.example.com/feed", 1}, {"harbour times", 1}, {"Sport", 2},
		{"kabar", 3}, {"ekonomi", 4}, {"harbour", 0}, {"example", 0}, {"nothing", 0}, {"", 4}, {" ", 4},
	} {
		got, err := findFeed(feeds, tt.arg)
		if tt.arg == "" || tt.arg == " " {
			if err == nil && got.Title != "" {
				t.Errorf("findFeed(%q) = %+v", tt.arg, got)
			}
			continue
		}
		if got.ID != tt.want || (err == nil) != (tt.want != 0) {
			t.Errorf("findFeed(%q) = %d, %v, want %d", tt.arg, got.ID, err, tt.want)
		}
		if err != nil && hintOf(err) == "" {
			t.Errorf("findFeed(%q) = %v, without a hint", tt.arg, err)
		}
	}
}

// What the user has set comes back from OPML as it was.
func TestOutline(t *testing.T) {
	t.Parallel()
	for _, f := range []store.Feed{
		{URL: "https://a.example/feed", Kind: "feed", Title: "A", Weight: 1},
		{URL: "https://b.example/feed", Kind: "page", Title: "B & C", Named: true, Site: "https://b.example/", Lang: "id", Weight: 2.5, PerRun: 10, Include: []string{"banjir", "gempa bumi"}, Exclude: []string{"iklan"}, Paused: true},
		{URL: "https://c.example/map.xml", Kind: "sitemap", Title: "C", Weight: 0.01},
	} {
		got := subscription(outline(f))
		got.URL = f.URL
		if got.Weight == 0 {
			got.Weight = 1
		}
		if diff := cmp.Diff(f, got); diff != "" {
			t.Errorf("subscription(outline(%s)) differs:\n%s", f.URL, diff)
		}
	}
	odd := subscription(feed.Outline{URL: "https://d.example/", Text: "D", Lang: "klingonish", Extra: map[string]string{attrWeight: "NaN", attrLimit: "-3", attrKind: "video", attrPaused: "perhaps"}})
	if diff := cmp.Diff(store.Feed{Kind: "feed", Title: "D"}, odd); diff != "" {
		t.Errorf("an outline with odd settings differs:\n%s", diff)
	}
}

func TestWriteTable(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	rows := [][]string{{"NAME", "EMPTY", "ADDRESS"}, {"港の新聞", "", "https://a.example/"}, {strings.Repeat("x", 60), "", "https://b.example/"}, {"é", "", strings.Repeat("y", 60)}}
	if err := writeTable(&b, rows); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"NAME" + strings.Repeat(" ", 38) + "ADDRESS",
		"港の新聞" + strings.Repeat(" ", 34) + "https://a.example/",
		strings.Repeat("x", 39) + "…  https://b.example/",
		"é" + strings.Repeat(" ", 41) + strings.Repeat("y", 60),
	}
	if got := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n"); !slices.Equal(got, want) {
		t.Errorf("writeTable =\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Sources fail one by one: the others are added and checked, and the exit
// status says that some are missing.
func TestFeedsExitStatus(t *testing.T) {
	ownState(t)
	server := httptest.NewServer(feedSite())
	t.Cleanup(server.Close)
	site := server.URL + "/sites/"
	for _, tt := range []struct {
		args []string
		want int
	}{
		{[]string{"feeds", "add", site + "port/feed", site + "bare"}, exitShort},
		{[]string{"feeds", "add", site + "port/feed"}, exitOK}, // it is there already
		{[]string{"feeds", "check"}, exitOK},
		{[]string{"feeds", "add", site + "bare"}, exitNothing},
		{[]string{"feeds", "add", "--offline", site + "gone"}, exitOK},
		{[]string{"feeds", "add", "--offline", site + "moved"}, exitOK},
		{[]string{"feeds", "check"}, exitShort},
		{[]string{"feeds", "check", "gone"}, exitNothing},
		{[]string{"feeds", "check", "moved"}, exitOK},
		{[]string{"feeds", "remove", "gone", "no-such-feed"}, exitShort},
		{[]string{"feeds", "list", "no-such-feed"}, exitNothing},
		{[]string{"feeds", "list"}, exitOK},
	} {
		args := tt.args
		if args[1] == "add" || args[1] == "check" {
			args = append(args, "--allow-private")
		}
		code, _, stderr := call(t, "", args...)
		if code != tt.want {
			t.Errorf("kilas %q: status %d, want %d; stderr:\n%s", tt.args, code, tt.want, stderr)
		}
		if slices.Contains(args, "gone") && args[1] == "check" && !strings.Contains(stderr, "kilas feeds remove") {
			t.Errorf("check of a feed that is gone says %q", stderr)
		}
		if slices.Contains(args, "moved") && args[1] == "check" && !strings.Contains(stderr, "moved for good to "+site+"port/feed") {
			t.Errorf("check of a feed that has moved says %q", stderr)
		}
	}
}
