package digest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/feed"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/store"
)

// crawler asks feeds, and the pages that they name, each as soon as it is
// known.
type crawler struct {
	*run
	ctx    context.Context //nolint:containedctx // one call of crawl, whose tasks share it
	public *fetch.Client
	visits *pipeline.Visits
	found  chan found

	mu        sync.Mutex
	hosts     map[string]*host
	answered  bool           // a host answered, if only with an error
	held      []func() error // what failures mean, if the network is not down
	submitted map[int64]bool
	pages     int
	fetched   int
}

// found is what the visit of an entry's page gave.
type found struct {
	entry   store.Entry
	article *kilas.Article
	err     *kilas.SourceError
}

// crawl fetches the feeds that are due and the articles of their new entries,
// and of those that wait since an earlier run.
func (r *run) crawl(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	c := &crawler{
		run: r, ctx: ctx, public: r.Fetch.Public(), visits: pipeline.NewVisits(r.opt.Visits, perHost),
		found: make(chan found),
		hosts: map[string]*host{}, submitted: map[int64]bool{},
	}
	settled := make(chan error, 1)
	go func() {
		err := r.settle(ctx, c.found)
		if err != nil {
			cancel(err)
		}
		settled <- err
		for range c.found { // lets the visits end
		}
	}()
	err := c.submit(0)
	for _, f := range c.dueFeeds() {
		if err != nil {
			break
		}
		r.out.Asked++
		c.visits.Go(ctx, hostOf(f.URL), func() {
			if err := c.feed(f); err != nil {
				cancel(err) // only the first one counts
			}
		})
	}
	c.visits.Wait()
	down := c.networkDown()
	if !down && ctx.Err() == nil {
		err = errors.Join(err, c.release())
	}
	close(c.found)
	err = errors.Join(err, <-settled)
	if cause := context.Cause(ctx); err == nil && cause != nil && ctx.Err() != nil {
		err = cause
	}
	if err != nil && !r.over(ctx, err) {
		return err
	}
	if down {
		return c.reportNetwork(context.WithoutCancel(ctx))
	}
	return c.report(context.WithoutCancel(ctx))
}

// dueFeeds returns the feeds that are asked in this run.
func (c *crawler) dueFeeds() []store.Feed {
	var out []store.Feed
	for _, f := range c.feeds {
		if dueFeed(c.opt.Now, f) {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b store.Feed) int { return int(a.ID - b.ID) })
	return out
}

// feed asks one feed and notes what it has. Its error is one of the state.
func (c *crawler) feed(f store.Feed) error {
	host := hostOf(f.URL)
	if c.isDown(host) {
		return nil
	}
	get := feed.Get
	if f.Kind == string(feed.KindPage) {
		get = feed.GetPage
	}
	r, err := get(c.ctx, c.Fetch, f.URL, feed.Validators{ETag: f.Health.ETag, LastModified: f.Health.LastModified})
	if c.ctx.Err() != nil {
		return nil // it was not its fault
	}
	now := c.opt.Now
	first := f.Health.OK.IsZero()
	f.Health.Tried = now
	if err != nil {
		e := feed.Explain(f.URL, err)
		f.Health.Failures++
		f.Health.Error, f.Health.Code = e.Err, e.Code
		f.Health.Next = backOff(now, f.Health.Failures, r.NextAfter)
		return c.feedFailed(host, *e, f.Health.Next, func() error { return ignoreGone(c.State.SetHealth(c.ctx, f.ID, f.Health)) })
	}
	c.gave(host, false)
	f.Health = store.Health{
		ETag: r.Validators.ETag, LastModified: r.Validators.LastModified, Tried: now, OK: now,
		TTL: f.Health.TTL, Skip: f.Health.Skip,
	}
	if !r.NotModified {
		f.Health.TTL, f.Health.Skip = min(r.Feed.TTL, longestRest), skipBits(r.Feed.Skip)
	}
	f.Health.Next = now.Add(max(r.NextAfter, f.Health.TTL))
	if r.NotModified {
		return ignoreGone(c.State.SetHealth(c.ctx, f.ID, f.Health))
	}
	if f.Title == "" && r.Feed.Title != "" || r.Moved != "" {
		f = c.adopt(f, r)
	}
	if _, err := c.State.AddEntries(c.ctx, f, c.entries(r.Feed, f, first), now); err != nil {
		return ignoreGone(err)
	}
	return c.submit(f.ID)
}

// ignoreGone drops the error that a feed was removed while it was asked.
func ignoreGone(err error) error {
	if errors.Is(err, store.ErrNoFeed) {
		return nil
	}
	return err
}

// adopt takes over what a feed says of itself: its title, and its new address
// unless another subscription has that.
func (c *crawler) adopt(f store.Feed, r feed.Result) store.Feed {
	changed := f
	if !f.Named {
		changed.Title = r.Feed.Title
	}
	if r.Moved != "" {
		changed.URL = r.Moved
	}
	if err := c.State.SetFeed(c.ctx, changed); err != nil {
		return f // it stays as it is
	}
	return changed
}

// entries turns the entries of a feed into those of the state.
func (c *crawler) entries(from feed.Feed, f store.Feed, first bool) []store.Entry {
	links := map[string]int{}
	for _, e := range from.Entries {
		links[e.URL]++
	}
	unwanted := c.unwanted(from, f, first)
	out := make([]store.Entry, 0, len(from.Entries))
	for _, e := range from.Entries {
		entry := store.Entry{
			GUID: e.GUID, Link: linkKey(e.URL), URL: e.URL, Title: e.Title, Content: e.Content,
			Published: e.Time(), Version: versionOf(e), Lang: cmp.Or(e.Lang, from.Lang),
		}
		if links[e.URL] > 1 && e.GUID != "" {
			entry.Link = "" // the address of a section, or of the site
		}
		if entry.GUID == "" && entry.Link == "" {
			continue // nothing to know it by
		}
		entry.Drop = unwanted(e)
		out = append(out, entry)
	}
	return out
}

// maxUndated bounds the entries without a date that are new in a feed which is
// read for the first time.
const maxUndated = 100

// unwanted says which entries of a feed are not looked at when they are new:
// what the user does not want, and what is too old. The entries of a feed that
// is read for the first time are as old as their dates say. Later, an entry that
// was not there before is news, unless it is much older than the feed's newest:
// the clock may be wrong, and so may dates.
func (c *crawler) unwanted(from feed.Feed, f store.Feed, first bool) func(feed.Entry) bool {
	bound := c.since
	if !first {
		newest := time.Time{}
		for _, e := range from.Entries {
			if t := e.Time(); t.After(newest) {
				newest = t
			}
		}
		if newest.Before(c.opt.Now) {
			bound = newest.Add(c.since.Sub(c.opt.Now))
		}
		bound = bound.Add(-lateness)
	}
	include, exclude := topicsOf(f.Include), topicsOf(f.Exclude)
	n, undated := 0, 0
	return func(e feed.Entry) bool {
		text := textsOf(cmp.Or(f.Lang, kilas.Lang(cmp.Or(e.Lang, from.Lang))), e.Title, e.Summary, strings.Join(e.Tags, " . "))
		if len(include) > 0 && len(include.in(text)) == 0 || len(exclude.in(text)) > 0 {
			return true
		}
		if n++; f.PerRun > 0 && n > f.PerRun {
			return true
		}
		if e.Time().IsZero() {
			undated++
			return first && undated > maxUndated
		}
		return e.Time().Before(bound)
	}
}

// lateness is how much later than its date an entry may come.
const lateness = 48 * time.Hour
