package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/internal/decode"
)

// Found is a source that a site offers.
type Found struct {
	URL     string
	Title   string
	Home    string // the page that it is the feed of
	Lang    string // as the feed says
	Kind    Kind
	Entries int
}

// maxProbes bounds the addresses of a site that are tried.
const maxProbes = 30

// feedPaths are where sites have their feed that name none.
var feedPaths = []string{"feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "index.rdf", "feeds/posts/default", "feed.json", "rss/feed.xml"}

// sitemapPaths are where sites have their sitemap that name none, those of
// news first.
var sitemapPaths = []string{"/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/sitemap/news.xml", "/sitemap.xml", "/sitemap_index.xml"}

// Discover finds what can be subscribed to at an address, the best first: the
// address itself if it is a feed or sitemap; the feeds that the page names, be
// it by way of a page of feeds; those that are where feeds usually are; the
// sitemaps that robots.txt names, or that are where they usually are; and as a
// last resort the page itself, if it has links to articles. It stops at the
// first of these that gives something. Everything found was fetched and has
// been read. The error is that of the address, or [ErrNotFeed] where nothing
// was found.
func Discover(ctx context.Context, c *fetch.Client, address string) ([]Found, error) {
	res, err := c.Resource(ctx, address, fetch.ResourceOptions{Accept: acceptFeed})
	var status *fetch.StatusError
	if err != nil && !errors.As(err, &status) {
		return nil, err // no server there
	}
	s := &search{client: c, address: address, tried: map[string]bool{}, seen: map[string]bool{}}
	var self []Found // the page, if it is a list of articles
	var named []reference
	if err == nil {
		f, unread := Parse(res.Body, res.Type, res.URL)
		switch {
		case errors.Is(unread, ErrTooComplex):
			return nil, unread
		case unread == nil && f.Kind != KindPage:
			return s.only(ctx, cmp.Or(res.Moved, address), f)
		case unread == nil:
			self = []Found{found(cmp.Or(res.Moved, address), f)}
		}
		named = namedFeeds(res)
	}
	at := cmp.Or(res.URL, address)
	for _, list := range []func() []reference{
		func() []reference { return named },
		func() []reference { return s.listed },
		func() []reference { return usualFeeds(at) },
		func() []reference { return s.sitemaps(ctx, at) },
	} {
		s.try(ctx, list())
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if len(s.found) > 0 {
			return s.ranked(), nil
		}
	}
	if len(self) > 0 || err != nil {
		return self, err
	}
	return nil, fmt.Errorf("%w, and no feed, news sitemap or list of articles at the site", ErrNotFeed)
}

// search is one run of Discover.
type search struct {
	client  *fetch.Client
	address string // as the user named it
	tried   map[string]bool
	seen    map[string]bool // what the feeds that were found begin with
	listed  []reference     // the feeds that pages name which a page of feeds led to
	found   []Found
}

// only returns the source that the user named, an index of sitemaps with what
// it leads to.
func (s *search) only(ctx context.Context, address string, f Feed) ([]Found, error) {
	if len(f.Children) > 0 {
		var err error
		if f, err = follow(ctx, s.client, f); err != nil {
			return nil, err
		}
	}
	return []Found{found(address, f)}, nil
}

func found(address string, f Feed) Found {
	return Found{URL: address, Title: f.Title, Home: f.Home, Lang: f.Lang, Kind: f.Kind, Entries: len(f.Entries)}
}

// namedFeeds are the feeds that a page names.
func namedFeeds(res fetch.Resource) []reference {
	root, err := html.Parse(bytes.NewReader(decode.Text(res.Body, res.Type, true)))
	if err != nil {
		return nil
	}
	return newPage(root, newBase(res.URL)).feeds
}

// usualFeeds are the places where a site may have a feed, beside the page that
// was named and at the root.
func usualFeeds(at string) []reference {
	u, err := url.Parse(at)
	if err != nil {
		return nil
	}
	paths := make([]string, 0, 2*len(feedPaths))
	if folder := strings.TrimSuffix(u.Path, "/"); folder != "" {
		for _, name := range feedPaths[:3] {
			paths = append(paths, folder+"/"+name)
		}
	}
	for _, name := range feedPaths {
		paths = append(paths, "/"+name)
	}
	return guesses(u, paths)
}

// sitemaps are those that the site's robots.txt names (sitemaps.org), those of
// news first, and the places where they usually are.
func (s *search) sitemaps(ctx context.Context, at string) []reference {
	u, err := url.Parse(at)
	if err != nil {
		return nil
	}
	root := url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	var out []reference
	if res, err := s.client.Resource(ctx, root.String(), fetch.ResourceOptions{}); err == nil {
		for line := range strings.Lines(string(res.Body[:min(len(res.Body), maxRobotsBytes)])) {
			name, value, _ := strings.Cut(line, ":")
			if strings.EqualFold(strings.TrimSpace(name), "sitemap") {
				out = append(out, reference{url: newBase(at).join(strings.TrimSpace(value))})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b reference) int {
		return cmp.Compare(sitemapRank(b.url), sitemapRank(a.url))
	})
	return append(out, guesses(u, sitemapPaths)...)
}

// guesses are the references to paths at u's site.
func guesses(u *url.URL, paths []string) []reference {
	out := make([]reference, len(paths))
	for i, path := range paths {
		at := url.URL{Scheme: u.Scheme, Host: u.Host, Path: path}
		out[i] = reference{url: at.String(), guessed: true}
	}
	return out
}

// maxRobotsBytes is what RFC 9309 (section 2.5) wants to be read at least.
const maxRobotsBytes = 500 << 10

func sitemapRank(address string) int {
	switch {
	case otherSitemap.MatchString(address):
		return -1
	case newsSitemap.MatchString(address):
		return 1
	}
	return 0
}

// try fetches the sources of a list and keeps those that have entries or at
// least are feeds. Of guesses the first that works is enough.
func (s *search) try(ctx context.Context, list []reference) {
	for _, r := range list {
		if r.url == "" || s.tried[r.url] || len(s.tried) >= maxProbes || ctx.Err() != nil {
			continue
		}
		s.tried[r.url] = true
		if s.probe(ctx, r) && (r.guessed || s.found[len(s.found)-1].Kind == KindSitemap) {
			return
		}
	}
}

// probe reads a source and reports whether it was found to be one, and another
// one than those before: sites name the same feed in several formats.
func (s *search) probe(ctx context.Context, r reference) bool {
	client := clientFor(s.client, s.address, r.url)
	res, err := client.Resource(ctx, r.url, fetch.ResourceOptions{Accept: acceptFeed, Robots: r.guessed})
	if err != nil {
		return false
	}
	f, err := Parse(res.Body, res.Type, res.URL)
	if err == nil && len(f.Children) > 0 {
		f, err = follow(ctx, client, f)
	}
	switch {
	case (err != nil || f.Kind == KindPage) && !r.guessed:
		s.listed = append(s.listed, namedFeeds(res)...)
		return false
	case err != nil, f.Kind == KindPage, f.Kind == KindSitemap && len(f.Entries) == 0:
		return false
	}
	start := startOf(f)
	if s.seen[start] {
		return false
	}
	s.seen[start] = true
	s.found = append(s.found, found(cmp.Or(res.Moved, r.url), f))
	last := &s.found[len(s.found)-1]
	last.Title = cmp.Or(last.Title, r.title)
	return true
}

// startOf is what a feed begins with, which tells it from others.
func startOf(f Feed) string {
	if len(f.Entries) == 0 {
		return f.URL
	}
	var b strings.Builder
	for _, e := range f.Entries[:min(len(f.Entries), 3)] {
		b.WriteString(e.URL + " " + e.Title + "\n")
	}
	return b.String()
}

// ranked returns what was found, the best first: with entries before without,
// articles before comments, what belongs to the page that was named before
// what doesn't; else in the order in which the page names them.
func (s *search) ranked() []Found {
	slices.SortStableFunc(s.found, func(a, b Found) int { return cmp.Compare(s.rank(b), s.rank(a)) })
	return s.found
}

func (s *search) rank(f Found) int {
	rank := 0
	if f.Entries > 0 {
		rank += 4
	}
	if !strings.Contains(strings.ToLower(f.URL+" "+f.Title), "comment") {
		rank += 2
	}
	asked, _ := url.Parse(s.address) // it was fetched, so it can be parsed
	if path := strings.Trim(pathOf(asked), "/"); path != "" && (strings.Contains(f.URL, path) || strings.TrimSuffix(f.Home, "/") == strings.TrimSuffix(s.address, "/")) {
		rank++
	}
	return rank
}

func pathOf(u *url.URL) string {
	if u == nil {
		return ""
	}
	return u.Path
}
