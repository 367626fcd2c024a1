package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
)

// Validators are what a source is asked with whether it has changed (RFC 9110,
// section 13.1).
type Validators struct {
	ETag         string
	LastModified string
}

// Result is what a source gave. It has something to say also beside an error:
// NextAfter, where the server asked to wait, and Gone.
type Result struct {
	Feed        Feed
	NotModified bool // Feed is empty, since nothing has changed
	// Validators are for the next time. They are empty where a part was lost,
	// so that it is asked for again.
	Validators Validators
	Moved      string // the address to use from now on, after a permanent redirect; else ""
	Gone       bool   // the server says that the source is gone for good (status 410)
	// NextAfter is how long not to ask again: what a failing server demands
	// (Retry-After); else what the feed's ttl and the server's max-age suggest,
	// at most 12 hours, so that a run each day isn't told to stay away.
	NextAfter time.Duration
	Warnings  []kilas.Warning // those of Feed and of getting it
}

const (
	acceptFeed   = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
	maxNextAfter = 12 * time.Hour
	maxChildren  = 4 // sitemaps of an index that are read
)

// Get fetches a feed or sitemap whose address the user named; those of an index
// of sitemaps are read with it, the newest few. v is that of the last Result,
// or empty. An HTML page gives [ErrPage], so that a page that says "please log
// in" is not taken for the news; [GetPage] is for pages. Errors of the server
// may be a [fetch.StatusError]; [Explain] words all.
func Get(ctx context.Context, c *fetch.Client, address string, v Validators) (Result, error) {
	r, err := get(ctx, c, address, v, fetch.ResourceOptions{Accept: acceptFeed})
	if err == nil && r.Feed.Kind == KindPage {
		return Result{}, ErrPage
	}
	return r, err
}

// GetPage is [Get] for a subscription of [KindPage]. A page that has become a
// feed is taken as one. It refuses what the site's robots.txt forbids.
func GetPage(ctx context.Context, c *fetch.Client, address string, v Validators) (Result, error) {
	return get(ctx, c, address, v, fetch.ResourceOptions{Accept: "text/html, */*;q=0.5", Robots: true})
}

func get(ctx context.Context, c *fetch.Client, address string, v Validators, opt fetch.ResourceOptions) (Result, error) {
	opt.ETag, opt.LastModified = v.ETag, v.LastModified
	res, err := c.Resource(ctx, address, opt)
	if err != nil {
		var status *fetch.StatusError
		if errors.As(err, &status) {
			return Result{Gone: status.Code == http.StatusGone, NextAfter: status.RetryAfter}, err
		}
		return Result{}, err
	}
	r := Result{
		Moved: res.Moved, NextAfter: min(res.MaxAge, maxNextAfter),
		Validators: Validators{ETag: res.ETag, LastModified: res.LastModified},
	}
	if res.Status == http.StatusNotModified {
		r.NotModified = true
		r.Validators = Validators{ETag: cmp.Or(res.ETag, v.ETag), LastModified: cmp.Or(res.LastModified, v.LastModified)}
		return r, nil
	}
	if r.Feed, err = Parse(res.Body, res.Type, res.URL); err != nil {
		return Result{}, err
	}
	if len(r.Feed.Children) > 0 {
		r.Validators = Validators{} // of the index; the sitemaps may change without it
		if r.Feed, err = follow(ctx, c, r.Feed); err != nil {
			return Result{}, err
		}
	}
	r.Warnings = r.Feed.Warnings
	r.NextAfter = min(max(r.NextAfter, r.Feed.TTL), maxNextAfter)
	if slices.ContainsFunc(r.Warnings, func(w kilas.Warning) bool { return w.Code == WarnBroken || w.Code == WarnPart }) {
		r.Validators = Validators{}
	}
	return r, nil
}

// follow reads the sitemaps of an index that are the newest, by their dates or
// else by their names and places.
func follow(ctx context.Context, c *fetch.Client, index Feed) (Feed, error) {
	var failed error
	read, failures := 0, 0
	for _, child := range newestChildren(index.Children) {
		res, err := clientFor(c, index.URL, child.URL).Resource(ctx, child.URL, fetch.ResourceOptions{Accept: acceptFeed})
		var f Feed
		if err == nil {
			f, err = Parse(res.Body, res.Type, res.URL)
		}
		if err != nil {
			failed = fmt.Errorf("sitemap %s: %w", child.URL, err)
			failures++
			continue
		}
		read++
		index.Entries = append(index.Entries, f.Entries...)
		index.Title, index.Lang = cmp.Or(index.Title, f.Title), cmp.Or(index.Lang, f.Lang)
		for _, w := range f.Warnings {
			if w.Code == WarnBroken {
				index.Warnings = append(index.Warnings, w)
			}
		}
	}
	switch {
	case ctx.Err() != nil:
		return Feed{}, ctx.Err()
	case read == 0 && failed != nil:
		return Feed{}, failed
	case failures > 0:
		index.Warnings = append(index.Warnings, kilas.Warning{Code: WarnPart, Message: fmt.Sprintf("%d of %d sitemaps of the index could not be read: %v", failures, read+failures, failed)})
	}
	index.Children = nil
	return document{address: index.URL}.finish(index, nil)
}

var (
	newsSitemap  = regexp.MustCompile(`(?i)news|berita|artikel|article|posts?[-_./\d]|stories|latest|noticias|actualites|nachrichten`)
	otherSitemap = regexp.MustCompile(`(?i)image|video|categor|kategori|tags?[-_./\d]|author|static|pages?[-_.]|topics?[-_./\d]|section`)
)

// newestChildren chooses the sitemaps of an index that are read. Those without
// dates count as old, unless none has one: then the names decide, and of equal
// ones the last, since most indexes append.
func newestChildren(list []Child) []Child {
	type ranked struct {
		Child
		rank, place int
	}
	all := make([]ranked, len(list))
	for i, c := range list {
		path := c.URL
		if u, err := url.Parse(c.URL); err == nil {
			path = u.Path + "?" + u.RawQuery
		}
		all[i] = ranked{Child: c, place: i}
		switch {
		case otherSitemap.MatchString(path):
			all[i].rank = -1
		case newsSitemap.MatchString(path):
			all[i].rank = 1
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int {
		byTime := b.Modified.Compare(a.Modified)
		switch {
		case (a.rank < 0) != (b.rank < 0):
			return cmp.Compare(b.rank, a.rank)
		case byTime != 0:
			return byTime
		case a.rank != b.rank:
			return cmp.Compare(b.rank, a.rank)
		}
		return cmp.Compare(b.place, a.place)
	})
	out := make([]Child, 0, maxChildren)
	for _, r := range all[:min(len(all), maxChildren)] {
		out = append(out, r.Child)
	}
	return out
}

// clientFor is the client for an address that a document at from names: the
// user named no host but that of from.
func clientFor(c *fetch.Client, from, address string) *fetch.Client {
	a, errA := url.Parse(from)
	b, errB := url.Parse(address)
	if errA == nil && errB == nil && strings.EqualFold(a.Host, b.Host) {
		return c
	}
	return c.Public()
}

// Explain returns the error line of a source that failed with err, an error of
// this package or of package fetch.
func Explain(source string, err error) *kilas.SourceError {
	e := fetch.Explain(source, err)
	switch {
	case errors.Is(err, ErrPage), errors.Is(err, ErrNotFeed):
		e.Code, e.Hint = "not-a-feed", "open the address in a browser; 'kilas feeds add' with the address of the site finds its feeds"
	case errors.Is(err, ErrTooComplex):
		e.Code, e.Hint = "too-complex", "the document is no feed that a reader can use; tell the site"
	case e.Code == "status-404":
		e.Hint = "the feed may have moved; 'kilas feeds add' with the address of the site finds its feeds"
	}
	return e
}
