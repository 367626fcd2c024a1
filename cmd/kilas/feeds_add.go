package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/feed"
	"github.com/kilas-news/kilas/internal/store"
)

func addFeeds(ctx context.Context, r *feedsRun) error {
	args := r.flags.Args().Slice()
	if len(args) == 0 {
		return usagef("a URL is that of a feed or a site, such as https://news.example.com/", "feeds add: no address given")
	}
	if r.flags.IsSet("name") && len(args) > 1 {
		return usagef("add them one by one, or use 'kilas feeds rename' afterwards", "--name can't name %d feeds", len(args))
	}
	var preset store.Feed
	if err := r.apply(&preset); err != nil {
		return err
	}
	client, err := r.client()
	if err != nil {
		return err
	}
	defer client.Close()
	for i, arg := range args {
		if err := r.addOne(ctx, client, arg, preset, len(args)-i); err != nil {
			return err
		}
	}
	return r.outcome()
}

// addOne adds one of several addresses in its share of the time that is left,
// so that one that doesn't answer leaves some to the others.
func (r *feedsRun) addOne(ctx context.Context, client *fetch.Client, arg string, preset store.Feed, left int) error {
	if end, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(end)/time.Duration(left))
		defer cancel()
	}
	return r.add(ctx, client, arg, preset)
}

// add subscribes to one address. What fails is reported; the error is one that
// ends the run.
func (r *feedsRun) add(ctx context.Context, client *fetch.Client, arg string, f store.Feed) error {
	address, err := feedAddress(arg)
	if err != nil {
		r.fail(err.Error(), hintOf(err))
		return nil
	}
	f.URL, f.Added = address.String(), r.env.now()
	known, err := r.state.Feeds(ctx)
	if err != nil {
		return hintState(err)
	}
	if have, ok := subscribed(known, f.URL); ok {
		r.already(have)
		return nil
	}
	if r.offline {
		return r.addUnseen(ctx, f)
	}
	found, err := feed.Discover(ctx, client, f.URL)
	if err != nil && !strings.Contains(arg, "://") && fetch.Explain(arg, err).Code != "private-address" && !answered(err) {
		plain := *address // some sites still have no secure address
		plain.Scheme = "http"
		if again, errAgain := feed.Discover(ctx, client, plain.String()); errAgain == nil {
			found, err = again, nil
		}
	}
	if err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return ctx.Err()
		}
		e := feed.Explain(arg, err)
		if e.Code == "not-a-feed" || e.Code == "status-404" {
			e.Hint = "check the address, or give that of the feed itself, if the site has one"
		}
		r.fail(e.Err, e.Hint)
		return nil
	}
	return r.subscribe(ctx, known, f, found)
}

// answered reports whether there is a server at the address that failed.
func answered(err error) bool {
	var status *fetch.StatusError
	return errors.As(err, &status) || errors.Is(err, feed.ErrNotFeed) || errors.Is(err, feed.ErrTooComplex)
}

// subscribe takes the best of what was found.
func (r *feedsRun) subscribe(ctx context.Context, known []store.Feed, f store.Feed, found []feed.Found) error {
	best := found[0]
	if have, ok := subscribed(known, best.URL); ok {
		r.already(have)
		r.others(found[1:])
		return nil
	}
	f.URL, f.Kind, f.Site = best.URL, string(best.Kind), best.Home
	if !f.Named {
		f.Title = best.Title
	}
	if _, err := r.state.AddFeeds(ctx, f); err != nil {
		return hintState(err)
	}
	r.done++
	r.note("added %s (%s): %s", feedName(f), describe(best), f.URL)
	switch {
	case best.Kind == feed.KindPage:
		r.warn("%s has no feed and no news sitemap, so the links of the page are read, which is less sure", f.URL)
	case best.Entries == 0:
		r.warn("%s has no entries now", f.URL)
	}
	r.others(found[1:])
	return nil
}

// maxOthers is how many of the other sources of a site are named.
const maxOthers = 10

// others names what else a site has.
func (r *feedsRun) others(found []feed.Found) {
	for i, o := range found {
		if i == maxOthers {
			r.note("and %d more", len(found)-maxOthers)
			return
		}
		r.note("the site also has %s (%s): kilas feeds add %s", nameOr(o.Title, "another one"), describe(o), o.URL)
	}
}

func nameOr(name, other string) string {
	if name == "" {
		return other
	}
	return name
}

// describe says what a source is and how much it has.
func describe(f feed.Found) string {
	if f.Entries == 1 {
		return string(f.Kind) + ", 1 entry"
	}
	return fmt.Sprintf("%s, %d entries", f.Kind, f.Entries)
}

// addUnseen subscribes without a look at the feed.
func (r *feedsRun) addUnseen(ctx context.Context, f store.Feed) error {
	if _, err := r.state.AddFeeds(ctx, f); err != nil {
		return hintState(err)
	}
	r.done++
	r.note("added %s", f.URL)
	r.warn("%s was added without a look at it, since kilas is offline; 'kilas feeds check' looks", f.URL)
	return nil
}

func (r *feedsRun) already(f store.Feed) {
	r.done++
	if f.Paused {
		r.note("%s is subscribed to already, but paused: kilas feeds resume %s", feedName(f), f.URL)
		return
	}
	r.note("%s is subscribed to already: %s", feedName(f), f.URL)
}

// subscribed finds a subscription by its address, whatever its scheme and final
// slash.
func subscribed(feeds []store.Feed, address string) (store.Feed, bool) {
	for _, f := range feeds {
		if bare(f.URL) == bare(address) {
			return f, true
		}
	}
	return store.Feed{}, false
}

func bare(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	return strings.TrimSuffix(rest, "/")
}

// feedAddress reads an address as people give it: without a scheme, or with
// that of a link meant for feed readers.
func feedAddress(arg string) (*url.URL, error) {
	s := strings.TrimSpace(arg)
	if inner, ok := strings.CutPrefix(s, "feed:"); ok {
		s = strings.TrimPrefix(inner, "//")
	}
	if info, err := os.Stat(s); err == nil && !info.IsDir() {
		hint := "give the address of a feed or a site"
		if ext := strings.ToLower(filepath.Ext(s)); ext == ".opml" || ext == ".xml" {
			hint = "'kilas feeds import " + s + "' adds the feeds of an OPML file"
		}
		return nil, usagef(hint, "%s is a file", arg)
	}
	if !strings.Contains(s, "://") {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || !strings.Contains(u.Host, ".") && !strings.Contains(u.Host, ":") && u.Hostname() != "localhost" {
		return nil, usagef("an address looks like https://news.example.com/feed", "%q is no address", arg)
	}
	u.Scheme, u.Host, u.Fragment = strings.ToLower(u.Scheme), strings.ToLower(u.Host), ""
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil, usagef("give an http or https address", "%s: scheme %s is not http or https", arg, u.Scheme)
	}
	return u, nil
}
