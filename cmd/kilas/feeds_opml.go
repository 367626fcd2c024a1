package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/kilas-news/kilas/fetch/feed"
	"github.com/kilas-news/kilas/internal/store"
	"github.com/kilas-news/kilas/langs"
)

// Attributes of outlines that are kilas' own.
const (
	attrWeight  = "kilas:weight"
	attrLimit   = "kilas:limit"
	attrInclude = "kilas:include"
	attrExclude = "kilas:exclude"
	attrPaused  = "kilas:paused"
	attrKind    = "kilas:kind"
	attrLang    = "kilas:lang"
)

// phraseSeparator parts the phrases of an attribute.
const phraseSeparator = " | "

func importFeeds(ctx context.Context, r *feedsRun) error {
	args := r.flags.Args().Slice()
	if len(args) == 0 {
		return usagef("name an OPML file, or - for standard input", "feeds import: no file given")
	}
	var feeds []store.Feed
	root := strings.Split(r.flags.String("folder"), "/")
	for _, name := range args {
		in, err := openFile(r.env, name)
		if err != nil {
			r.fail(err.Error(), "")
			continue
		}
		outlines, err := feed.ReadOPML(in)
		_ = in.Close() // only read
		if err != nil {
			r.fail(fmt.Sprintf("%s: %v", name, err), "other readers export their feeds as an OPML file; a feed's address is for 'kilas feeds add'")
			continue
		}
		r.done++
		feeds = append(feeds, r.imported(outlines, root)...)
	}
	if r.done == 0 {
		return r.outcome()
	}
	return r.addImported(ctx, feeds)
}

// addImported adds what is new among feeds, all or none.
func (r *feedsRun) addImported(ctx context.Context, feeds []store.Feed) error {
	known, err := r.state.Feeds(ctx)
	if err != nil {
		return hintState(err)
	}
	var fresh []store.Feed
	for _, f := range feeds {
		if _, ok := subscribed(known, f.URL); ok {
			continue
		}
		if _, ok := subscribed(fresh, f.URL); !ok {
			fresh = append(fresh, f)
		}
	}
	if _, err := r.state.AddFeeds(ctx, fresh...); err != nil {
		return hintState(err)
	}
	r.note("imported %d of %d feeds; %d subscribed to already", len(fresh), len(feeds), len(feeds)-len(fresh))
	if len(fresh) > 0 {
		r.note("'kilas feeds check' says whether they work")
	}
	return r.outcome()
}

// imported lists the feeds of outlines in a folder and those below it.
func (r *feedsRun) imported(outlines []feed.Outline, folder []string) []store.Feed {
	var out []store.Feed
	for _, o := range outlines {
		if o.URL != "" {
			if u, err := feedAddress(o.URL); err == nil {
				f := subscription(o)
				f.URL, f.Folder, f.Added = u.String(), folderPath(folder), r.env.now()
				out = append(out, f)
			} else {
				r.fail(err.Error(), "")
			}
		}
		out = append(out, r.imported(o.Outlines, append(folder[:len(folder):len(folder)], o.Name()))...)
	}
	return out
}

// subscription is what an outline says of a feed. What it says wrongly of
// kilas' own settings is left out. Its language is what the feed says of itself
// (OPML 2.0, "Subscription lists"), so that only kilas' own attribute is the
// user's word.
func subscription(o feed.Outline) store.Feed {
	f := store.Feed{Kind: string(feed.KindFeed), Title: cleanName(o.Name()), Named: o.Title != "", Site: o.Home}
	if lang, ok := langs.Parse(o.Extra[attrLang]); ok {
		f.Lang = lang
	}
	if w, err := strconv.ParseFloat(o.Extra[attrWeight], 64); err == nil && w >= 1.0/maxWeight && w <= maxWeight {
		f.Weight = w
	}
	if n, err := strconv.Atoi(o.Extra[attrLimit]); err == nil && n > 0 {
		f.PerRun = n
	}
	f.Include = cleanPhrases(strings.Split(o.Extra[attrInclude], strings.TrimSpace(phraseSeparator)))
	f.Exclude = cleanPhrases(strings.Split(o.Extra[attrExclude], strings.TrimSpace(phraseSeparator)))
	f.Paused = o.Extra[attrPaused] == "true"
	if k := feed.Kind(o.Extra[attrKind]); k == feed.KindSitemap || k == feed.KindPage {
		f.Kind = string(k)
	}
	return f
}

func exportFeeds(ctx context.Context, r *feedsRun) error {
	feeds, err := r.named(ctx, r.flags.Args().Slice(), true)
	if err != nil {
		return err
	}
	out, err := openOutput(r.env, r.output)
	if err != nil {
		return err
	}
	defer out.Close()
	var root feed.Outline
	for _, f := range feeds {
		at := &root
		for level := range strings.SplitSeq(f.Folder, "/") {
			if level != "" {
				at = subfolder(at, level)
			}
		}
		at.Outlines = append(at.Outlines, outline(f))
	}
	if err := feed.WriteOPML(out, "kilas subscriptions", root.Outlines); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	r.done = len(feeds)
	if err := out.Commit(); err != nil {
		return err
	}
	return r.outcome()
}

// subfolder finds a folder in another, and makes it if need be.
func subfolder(in *feed.Outline, name string) *feed.Outline {
	for i := range in.Outlines {
		if o := &in.Outlines[i]; o.URL == "" && o.Text == name {
			return o
		}
	}
	in.Outlines = append(in.Outlines, feed.Outline{Text: name, Title: name})
	return &in.Outlines[len(in.Outlines)-1]
}

// outline is a subscription as OPML has it.
func outline(f store.Feed) feed.Outline {
	o := feed.Outline{Type: "rss", Text: feedName(f), URL: f.URL, Home: f.Site, Lang: string(f.Lang), Extra: map[string]string{}}
	if f.Named {
		o.Title = f.Title
	}
	for name, value := range map[string]string{
		attrInclude: strings.Join(f.Include, phraseSeparator),
		attrExclude: strings.Join(f.Exclude, phraseSeparator),
		attrLang:    string(f.Lang),
	} {
		if value != "" {
			o.Extra[name] = value
		}
	}
	if f.Weight != 1 {
		o.Extra[attrWeight] = strconv.FormatFloat(f.Weight, 'g', -1, 64)
	}
	if f.PerRun > 0 {
		o.Extra[attrLimit] = strconv.Itoa(f.PerRun)
	}
	if f.Paused {
		o.Extra[attrPaused] = "true"
	}
	if f.Kind != string(feed.KindFeed) {
		o.Extra[attrKind] = f.Kind
	}
	return o
}
