package feed_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/feed"
)

const html = "text/html; charset=utf-8"

func TestDiscover(t *testing.T) {
	t.Parallel()
	list := `<ul class="news"><li><a href="/2026/03/15/old-bridge-closes-again">Old bridge closes for eight weeks</a><li><a href="/2026/03/15/library-opens-at-night">Library opens at night for once</a><li><a href="/2026/03/15/tram-returns-to-the-quay">Tram returns to the quay again</a></ul>`
	tests := []struct {
		name   string
		routes map[string]http.HandlerFunc
		path   string
		want   string // "KIND PATH ENTRIES", one a line
	}{
		{name: "a feed itself", path: "/x.php?feed=1", routes: map[string]http.HandlerFunc{"/x.php": say("text/html", channel("Town", "1", "2"))}, want: "feed /x.php?feed=1 2"},
		{name: "a feed that moved", path: "/old", routes: map[string]http.HandlerFunc{
			"/old": func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "/new", http.StatusPermanentRedirect)
			},
			"/new": say(rssType, channel("Town", "1")),
		}, want: "feed /new 1"},
		{name: "named by the page", path: "/", routes: map[string]http.HandlerFunc{
			"/{$}": say(html, `<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments"><link rel="alternate" type="application/rss+xml" href="/all"><link rel=alternate type=application/atom+xml href=/atom><link rel="alternate" hreflang="id" href="/id"><link rel="alternate" type="application/rss+xml" href="/missing"><link rel="alternate" type="application/rss+xml" href="/nothing"><a href="/sport/rss.xml">Sport</a>`+list),
			"/all": say(rssType, channel("Town", "1", "2")), "/comments": say(rssType, channel("Comments on Town", "c1")),
			"/atom":          say("application/atom+xml", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Town</title><entry><title>Story 1</title><link href="SITE/story/1"/></entry><entry><title>Story 2</title><link href="SITE/story/2"/></entry></feed>`),
			"/nothing":       say(rssType, channel("Nothing yet")),
			"/sport/rss.xml": say(rssType, channel("Sport", "s1", "s2", "s3")),
		}, want: "feed /all 2\nfeed /sport/rss.xml 3\nfeed /comments 1\nfeed /nothing 0"},
		{name: "of the section that was named", path: "/sport", routes: map[string]http.HandlerFunc{
			"/sport":         say(html, `<link rel="alternate" type="application/rss+xml" href="/all"><link rel="alternate" type="application/rss+xml" href="/sport/feed">`),
			"/all":           say(rssType, channel("Town", "1", "2")),
			"/sport/feed":    say(rssType, channel("Sport", "s1")),
			"/sport/feed/no": say(rssType, channel("No", "n")),
		}, want: "feed /sport/feed 1\nfeed /all 2"},
		{name: "on a page of feeds", path: "/", routes: map[string]http.HandlerFunc{
			"/{$}":           say(html, `<a href="/services/rss">RSS</a>`+list),
			"/services/rss":  say(html, `<ul><li><a href="/feeds/top.rss">Top</a><li><a href="/feeds/town.rss">Town</a></ul>`),
			"/feeds/top.rss": say(rssType, channel("Top", "1", "2")), "/feeds/town.rss": say(rssType, channel("Town", "3")), "/feed": say(rssType, channel("Guess", "4")),
		}, want: "feed /feeds/top.rss 2\nfeed /feeds/town.rss 1"},
		{name: "where feeds usually are", path: "/", routes: map[string]http.HandlerFunc{
			"/{$}": say(html, list), "/rss.xml": say(rssType, channel("Town", "1")), "/atom.xml": say(rssType, channel("Town", "2")),
		}, want: "feed /rss.xml 1"},
		{name: "a site that refuses its page", path: "/", routes: map[string]http.HandlerFunc{
			"/{$}":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) },
			"/feed": say(rssType, channel("Town", "1")),
		}, want: "feed /feed 1"},
		{name: "not where robots.txt forbids to guess", path: "/", routes: map[string]http.HandlerFunc{
			"/{$}": say(html, list), "/feed": say(rssType, channel("Town", "1")), "/robots.txt": say("text/plain", "User-agent: *\nDisallow: /feed\n"),
		}, want: "page / 3"},
		{name: "a sitemap that robots.txt names", path: "/news", routes: map[string]http.HandlerFunc{
			"/news": say(html, list), "/robots.txt": say("text/plain", "User-agent: *\nAllow: /\nSitemap: SITE/maps/video.xml\nsitemap: SITE/maps/pages.xml\nSitemap: SITE/maps/news.xml\n"),
			"/maps/news.xml": say("text/xml", urlset("1", "2")), "/maps/pages.xml": say("text/xml", urlset("p")), "/maps/video.xml": say("text/xml", urlset("v")),
		}, want: "sitemap /maps/news.xml 2"},
		{name: "a sitemap where they usually are", path: "/", routes: map[string]http.HandlerFunc{
			"/{$}": say(html, list), "/sitemap.xml": say("text/xml", `<sitemapindex><sitemap><loc>SITE/a.xml</loc></sitemap></sitemapindex>`), "/a.xml": say("text/xml", urlset("1", "2", "3")),
		}, want: "sitemap /sitemap.xml 3"},
		{name: "an index itself", path: "/sitemap.xml", routes: map[string]http.HandlerFunc{
			"/sitemap.xml": say("text/xml", `<sitemapindex><sitemap><loc>SITE/a.xml</loc></sitemap></sitemapindex>`), "/a.xml": say("text/xml", urlset("1", "2", "3")),
		}, want: "sitemap /sitemap.xml 3"},
		{name: "the page as a last resort", path: "/", routes: map[string]http.HandlerFunc{"/{$}": say(html, list), "/feed": say(html, list)}, want: "page / 3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			address := site(t, tt.routes)
			got, err := feed.Discover(t.Context(), newClient(t), address+tt.path)
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for _, f := range got {
				lines = append(lines, fmt.Sprintf("%s %s %d", f.Kind, strings.TrimPrefix(f.URL, address), f.Entries))
			}
			if have := strings.Join(lines, "\n"); have != tt.want {
				t.Errorf("Discover =\n%s\nwant\n%s", have, tt.want)
			}
		})
	}
}

func TestDiscoverNothing(t *testing.T) {
	t.Parallel()
	bare := site(t, map[string]http.HandlerFunc{"/{$}": say(html, "<p>Nothing here</p>")})
	c := newClient(t)
	if got, err := feed.Discover(t.Context(), c, bare); !errors.Is(err, feed.ErrNotFeed) {
		t.Errorf("Discover of a bare page = %v, %v, want %v", got, err, feed.ErrNotFeed)
	}
	var status *fetch.StatusError
	if got, err := feed.Discover(t.Context(), c, bare+"/none"); !errors.As(err, &status) || status.Code != 404 {
		t.Errorf("Discover of no page = %v, %v, want status 404", got, err)
	}
	if got, err := feed.Discover(t.Context(), c, "http://127.0.0.1:1/"); err == nil || feed.Explain("x", err).Code != "connect" {
		t.Errorf("Discover where no server is = %v, %v, want that", got, err)
	}
	if got, err := feed.Discover(t.Context(), c, "ftp://example.com/"); err == nil || feed.Explain("x", err).Code != "bad-scheme" {
		t.Errorf("Discover of ftp = %v, %v, want that", got, err)
	}
}

// A page of the user's own network can't lead to another host of it.
func TestDiscoverStays(t *testing.T) {
	t.Parallel()
	secret := site(t, map[string]http.HandlerFunc{"/feed": say(rssType, channel("Secret", "1"))})
	address := site(t, map[string]http.HandlerFunc{"/{$}": say(html, `<link rel="alternate" type="application/rss+xml" href="`+secret+`/feed">`)})
	if got, err := feed.Discover(t.Context(), newClient(t), address+"/"); err == nil {
		t.Errorf("Discover = %v, want nothing from %s", got, secret)
	}
}
