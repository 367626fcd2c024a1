package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/kilas-news/kilas/fetch/feed"
	"github.com/kilas-news/kilas/internal/store"
)

// maxWeight and its inverse bound the weight of a feed.
const maxWeight = 100

// apply sets what the flags say.
func (r *feedsRun) apply(f *store.Feed) error {
	c := r.flags
	if c.IsSet("name") {
		f.Title = cleanName(c.String("name"))
		f.Named = f.Title != ""
	}
	if c.IsSet("folder") {
		f.Folder = folderPath(strings.Split(c.String("folder"), "/"))
	}
	if c.IsSet("weight") {
		if f.Weight = c.Float64("weight"); !(f.Weight >= 1.0/maxWeight && f.Weight <= maxWeight) {
			return usagef("1 is that of every feed; 'kilas feeds pause' leaves one out", "weight %v is not between 0.01 and 100", f.Weight)
		}
	}
	if c.IsSet("limit") {
		if f.PerRun = c.Int("limit"); f.PerRun < 0 {
			return usagef("0 stands for all entries", "limit %d is negative", f.PerRun)
		}
	}
	if c.IsSet("lang") {
		lang, err := language("lang", c.String("lang"))
		if err != nil {
			return err
		}
		f.Lang = lang
	}
	if c.IsSet("include") {
		f.Include = cleanPhrases(c.StringSlice("include"))
	}
	if c.IsSet("exclude") {
		f.Exclude = cleanPhrases(c.StringSlice("exclude"))
	}
	return nil
}

func cleanName(s string) string { return strings.Join(strings.Fields(oneLine(s)), " ") }

// cleanPhrases leaves out empty ones, so that --include ” takes all away.
func cleanPhrases(list []string) []string {
	var out []string
	for _, s := range list {
		if s = cleanName(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// folderPath is the path of a folder from the names of its levels.
func folderPath(levels []string) string {
	var out []string
	for _, l := range levels {
		if l = cleanName(strings.ReplaceAll(l, "/", "∕")); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "/")
}

func setFeeds(ctx context.Context, r *feedsRun) error {
	if r.flags.NumFlags() == 0 {
		return usagef("'kilas feeds set --help' lists the settings", "feeds set: no setting given")
	}
	args := r.flags.Args().Slice()
	if r.flags.IsSet("name") && len(args) > 1 {
		return usagef("rename them one by one", "--name can't name %d feeds", len(args))
	}
	if err := r.apply(&store.Feed{}); err != nil {
		return err
	}
	return r.change(ctx, args, func(f *store.Feed) string {
		_ = r.apply(f) // it was tried above
		return "changed"
	})
}

func renameFeed(ctx context.Context, r *feedsRun) error {
	args := r.flags.Args().Slice()
	if len(args) != 2 {
		return usagef("kilas feeds rename https://news.example.com/feed 'The News'", "feeds rename wants a feed and its new name")
	}
	return r.change(ctx, args[:1], func(f *store.Feed) string {
		f.Title = cleanName(args[1])
		f.Named = f.Title != ""
		return "renamed to " + nameOr(f.Title, "its own name, which the next run finds out")
	})
}

func pauseFeeds(paused bool) func(context.Context, *feedsRun) error {
	did, was := "paused", "paused already"
	if !paused {
		did, was = "resumed", "not paused"
	}
	return func(ctx context.Context, r *feedsRun) error {
		return r.change(ctx, r.flags.Args().Slice(), func(f *store.Feed) string {
			if f.Paused == paused {
				return was
			}
			f.Paused = paused
			return did
		})
	}
}

// change changes the subscriptions that the arguments name and tells what do
// says that was done.
func (r *feedsRun) change(ctx context.Context, args []string, do func(*store.Feed) string) error {
	feeds, err := r.named(ctx, args, false)
	if err != nil {
		return err
	}
	for _, f := range feeds {
		name := feedName(f)
		did := do(&f)
		err := r.state.SetFeed(ctx, f)
		if err == nil && f.Title == "" && f.Health.ETag+f.Health.LastModified != "" {
			f.Health.ETag, f.Health.LastModified = "", "" // "not modified" would not tell its name
			err = r.state.SetHealth(ctx, f.ID, f.Health)
		}
		if gone(err) {
			r.fail(fmt.Sprintf("%s was removed meanwhile", name), "")
			continue
		} else if err != nil {
			return hintState(err)
		}
		r.done++
		r.note("%s: %s", name, did)
	}
	return r.outcome()
}

func removeFeeds(ctx context.Context, r *feedsRun) error {
	feeds, err := r.named(ctx, r.flags.Args().Slice(), false)
	if err != nil {
		return err
	}
	for _, f := range feeds {
		if err := r.state.RemoveFeeds(ctx, f.ID); err != nil && !gone(err) {
			return hintState(err)
		}
		r.done++
		r.note("removed %s: %s", feedName(f), f.URL)
	}
	return r.outcome()
}

// isPage reports whether a subscription is to a page without a feed.
func isPage(f store.Feed) bool { return feed.Kind(f.Kind) == feed.KindPage }
