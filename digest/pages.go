package digest

import (
	"net/url"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/store"
)

// submit has the articles of waiting entries fetched, those of a feed, or all.
func (c *crawler) submit(feed int64) error {
	if c.feedsOnly {
		return nil
	}
	waiting, err := c.State.Waiting(c.ctx, feed, c.opt.Now, longestWait)
	if err != nil {
		return err
	}
	for _, e := range waiting {
		c.mu.Lock()
		known := c.submitted[e.ID]
		if !known {
			c.submitted[e.ID] = true
			c.pages++
		}
		c.mu.Unlock()
		if known {
			continue
		}
		c.visits.Go(c.ctx, hostOf(e.URL), func() { c.page(e) })
	}
	return nil
}

// page fetches the article of an entry.
func (c *crawler) page(e store.Entry) {
	host := hostOf(e.URL)
	if c.isDown(host) {
		return // it waits for another run
	}
	f := found{entry: e}
	f.article, f.err = c.article(e)
	if c.ctx.Err() != nil {
		return
	}
	if f.err != nil {
		c.pageFailed(host, *f.err)
	} else {
		c.gave(host, true)
	}
	c.mu.Lock()
	c.fetched++
	done, of := c.fetched, c.pages
	c.mu.Unlock()
	c.progress("articles", done, of)
	if f.err != nil && unreached(f.err.Code) {
		c.hold(func() error { c.hand(f); return nil })
		return
	}
	c.hand(f)
}

// hand gives on what a visit found.
func (c *crawler) hand(f found) {
	select {
	case c.found <- f:
	case <-c.ctx.Done():
	}
}

// article is what the page of an entry has, or the feed itself where the page
// shows less.
func (c *crawler) article(e store.Entry) (*kilas.Article, *kilas.SourceError) {
	hints := []fetch.LangHint{{From: "user", Tag: string(c.feeds[e.Feed].Lang)}, {From: "feed", Tag: e.Lang}}
	if e.URL == "" {
		if a, ok := c.fromFeed(e); ok {
			a = c.Pipeline.Annotate(a, hints)
			return &a, nil
		}
		return nil, &kilas.SourceError{Schema: kilas.SchemaError, Source: e.Title, Stage: "fetch", Code: "no-address", Err: "an entry without an address"}
	}
	item := c.public.Get(c.ctx, e.URL, "")[0]
	a := item.Article
	if a == nil || a.Status == kilas.StatusPartial || a.Status == kilas.StatusPaywalled {
		if own, ok := c.fromFeed(e); ok && (a == nil || len(own.Text) > len(a.Text)) {
			a = &own
		}
	}
	if a == nil {
		return nil, item.Err
	}
	done := c.Pipeline.Annotate(*a, append(hints, item.Hints...))
	return &done, nil
}

// fromFeed is the article as the feed has it.
func (c *crawler) fromFeed(e store.Entry) (kilas.Article, bool) {
	if e.Content == "" {
		return kilas.Article{}, false
	}
	item := c.public.Read(c.ctx, e.URL, strings.NewReader(articlePage(e.Title, e.Content)), fetch.KindHTML)[0]
	if item.Article == nil {
		return kilas.Article{}, false
	}
	a := *item.Article
	a.Source, a.URL, a.CanonicalURL = e.URL, e.URL, e.URL
	if e.Title != "" {
		a.Title = e.Title
	}
	return a, true
}

// hostOf is the host of an address, "" when it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
