package digest

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/store"
)

// Batches of articles are stored together, since each waits for the disk.
const (
	batchSize = 48
	batchWait = 3 * time.Second
)

// settle stores what the visits of pages gave until there is no more. What was
// not stored when it ends is fetched again by the next run.
func (r *run) settle(ctx context.Context, visits <-chan found) error {
	var batch []found
	tick := time.NewTicker(batchWait)
	defer tick.Stop()
	store := func() error {
		if len(batch) == 0 {
			return nil
		}
		// What was fetched is kept also when the time is over.
		err := r.State.Settle(context.WithoutCancel(ctx), func(b *store.Batch) error {
			for _, f := range batch {
				if err := r.settleOne(context.WithoutCancel(ctx), b, f); err != nil {
					return err
				}
			}
			return nil
		})
		batch = batch[:0]
		return err
	}
	for {
		select {
		case f, ok := <-visits:
			if !ok {
				return store()
			}
			if batch = append(batch, f); len(batch) < batchSize {
				continue
			}
		case <-tick.C:
		}
		if err := store(); err != nil {
			return err
		}
	}
}

// maxTries is how often a page that fails is asked for, in as many runs.
const maxTries = 4

// settleOne decides what the visit of an entry's page means.
func (r *run) settleOne(ctx context.Context, b *store.Batch, f found) error {
	e := f.entry
	if f.err != nil {
		if mayPass(f.err.Code) && e.Tries+1 < maxTries {
			return b.Again(ctx, e.ID, backOff(r.opt.Now, e.Tries+1, 0))
		}
		return b.Done(ctx, e.ID, 0)
	}
	a := r.stored(e, *f.article)
	if a.Published.Before(r.since.Add(-lateness)) && e.Published.IsZero() && !a.Published.IsZero() && e.Article == 0 {
		return b.Done(ctx, e.ID, 0) // an old article that the feed gives no date of
	}
	old, known, err := r.known(ctx, b, e, &a)
	if err != nil {
		return err
	}
	if known {
		return r.again(ctx, b, e, old, a)
	}
	twin, err := r.nearDuplicate(ctx, b, a)
	if err != nil {
		return err
	}
	if twin.ID != 0 {
		if twin.Host != a.Host {
			if err := b.Copied(ctx, twin.ID); err != nil {
				return err
			}
		}
		return b.Done(ctx, e.ID, twin.ID)
	}
	id, err := b.Add(ctx, a)
	if err != nil {
		return err
	}
	return b.Done(ctx, e.ID, id)
}

// mayPass reports whether a page that failed may be there later.
func mayPass(code string) bool { return unreachable(code) || code == "blocked" || code == "failed" }

// stored is an article with what it is compared by.
func (r *run) stored(e store.Entry, a kilas.Article) store.Article {
	published := e.Published
	if published.IsZero() {
		published = publishedAt(a.Published)
	}
	if a.Published == "" && !published.IsZero() {
		a.Published = published.Format(time.RFC3339)
	}
	return store.Article{
		Link: articleLink(a, e.URL), Feed: e.Feed, Host: hostOf(a.URL), Lang: a.Lang, Published: published, Seen: r.opt.Now,
		Text: textOf(a), Facts: factsOf(a), Sketch: sketchOf(a), Terms: pipeline.Terms(a), Body: &a,
	}
}

// strangers is the likeness under which two texts are not versions of one
// article.
const strangers = 0.15

// known finds the article that a is a version of: the one that the entry gave
// before, or one under the same address. An address that stands over quite
// another text is no name; a then goes by the entry's own.
func (r *run) known(ctx context.Context, b *store.Batch, e store.Entry, a *store.Article) (store.Article, bool, error) {
	if e.Article != 0 {
		if old, ok, err := b.ByID(ctx, e.Article); ok || err != nil {
			return old, ok, err
		}
	}
	for _, link := range []string{a.Link, linkKey(e.URL)} {
		if link == "" {
			continue
		}
		old, ok, err := b.ByLink(ctx, link)
		if err != nil {
			return old, false, err
		}
		if !ok {
			a.Link = link
			return old, false, nil
		}
		if e.Update || bytes.Equal(old.Text, a.Text) || len(a.Sketch) == 0 || len(old.Sketch) == 0 || alike(old.Sketch, a.Sketch) >= strangers {
			return old, true, nil
		}
	}
	a.Link += fmt.Sprintf(" entry %d", e.ID)
	return store.Article{}, false, nil
}

// rewritten is the likeness under which the new version of an article has
// something to tell, if its numbers are the same.
const rewritten = 0.9

// again handles an article that is known: it is a second address of the same
// text, or an update.
func (r *run) again(ctx context.Context, b *store.Batch, e store.Entry, old, a store.Article) error {
	if e.Update && !bytes.Equal(old.Text, a.Text) {
		worth := !bytes.Equal(old.Facts, a.Facts) || alike(old.Sketch, a.Sketch) < rewritten
		if err := b.Update(ctx, old, a, worth); err != nil {
			return err
		}
	}
	return b.Done(ctx, e.ID, old.ID)
}

// nearlySame is the likeness from which on two texts with the same numbers are
// one article that two sites have.
const nearlySame = 0.85

// nearDuplicate finds the article of which a is a copy; its ID is 0 when there
// is none.
func (r *run) nearDuplicate(ctx context.Context, b *store.Batch, a store.Article) (store.Article, error) {
	list, err := b.Near(ctx, a.Sketch)
	if err != nil {
		return store.Article{}, err
	}
	for _, c := range list {
		if c.Lang == a.Lang && bytes.Equal(c.Facts, a.Facts) && alike(c.Sketch, a.Sketch) >= nearlySame {
			return c, nil
		}
	}
	return store.Article{}, nil
}
