package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/store"
)

func feedsCommand(env environment) *cli.Command {
	action := func(do func(context.Context, *feedsRun) error) cli.ActionFunc {
		return func(c *cli.Context) error { return runFeeds(c, env, do) }
	}
	return &cli.Command{
		Name:  "feeds",
		Usage: "the subscriptions of the digest: add, list, check, import, export",
		UsageText: "kilas feeds add|list|check|set|rename|pause|resume|remove|import|export\n\nEXAMPLE:\n   kilas feeds add https://news.example.com/\n\n" +
			"A FEED is a subscription's address, its name, or a part of one of them that no\nother subscription has.",
		Subcommands: []*cli.Command{
			{Name: "add", Usage: "subscribe to feeds, sitemaps or sites", UsageText: "kilas feeds add URL...\n\n" +
				"A URL is a feed (RSS, Atom, JSON Feed), a news sitemap, or a page: its feeds are\nfound, and the best is taken. A page without feeds is read for links to articles.",
				Flags: common(append(feedSettings(), feedSourceFlags()...)...), Action: action(addFeeds)},
			{Name: "list", Usage: "the subscriptions and how they fare", UsageText: "kilas feeds list [FEED...]",
				Flags: common(formatFlag("text or jsonl")), Action: action(listFeeds)},
			{Name: "check", Usage: "fetch feeds now and say what they give", UsageText: "kilas feeds check [FEED...]\n\nNothing is remembered, so that the next digest tells all the same.",
				Flags: common(append(feedSourceFlags(), formatFlag("text or jsonl"))...), Action: action(checkFeeds)},
			{Name: "set", Usage: "change the settings of feeds", UsageText: "kilas feeds set FEED... --weight 2",
				Flags: common(feedSettings()...), Action: action(setFeeds)},
			{Name: "rename", Usage: "give a feed another name", UsageText: "kilas feeds rename FEED NAME\n\nAn empty NAME stands for the feed's own.",
				Flags: common(), Action: action(renameFeed)},
			{Name: "pause", Usage: "leave feeds out of the digest for now", UsageText: "kilas feeds pause FEED...", Flags: common(), Action: action(pauseFeeds(true))},
			{Name: "resume", Usage: "take paused feeds in again", UsageText: "kilas feeds resume FEED...", Flags: common(), Action: action(pauseFeeds(false))},
			{Name: "remove", Usage: "end subscriptions", UsageText: "kilas feeds remove FEED...", Flags: common(), Action: action(removeFeeds)},
			{Name: "import", Usage: "add the feeds of an OPML file", UsageText: "kilas feeds import FILE...",
				Flags: common(&cli.StringFlag{Name: "folder", Usage: "put them into the folder `NAME`"}), Action: action(importFeeds)},
			{Name: "export", Usage: "write the subscriptions as OPML", UsageText: "kilas feeds export -o FILE.opml", Flags: common(), Action: action(exportFeeds)},
		},
	}
}

// feedSettings are what a user can say of a subscription.
func feedSettings() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "name", Usage: "call it `NAME` (default: its own title)"},
		&cli.StringFlag{Name: "folder", Usage: "put it into the folder `NAME`; A/B is B in A"},
		&cli.Float64Flag{Name: "weight", Usage: "its stories are `N` times as important, 0.01 to 100", DefaultText: "1"},
		&cli.IntFlag{Name: "limit", Usage: "look at its newest `N` entries in a run", DefaultText: "all"},
		&cli.StringFlag{Name: "lang", Usage: "its articles are in `LANG` (default: found by looking)"},
		&cli.StringSliceFlag{Name: "include", Usage: "only entries with the word or phrase `W`; again for another one"},
		&cli.StringSliceFlag{Name: "exclude", Usage: "no entries with the word or phrase `W`; again for another one"},
	}
}

// feedSourceFlags are those of sourceFlags that concern feeds.
func feedSourceFlags() []cli.Flag {
	return slices.DeleteFunc(sourceFlags(), func(f cli.Flag) bool {
		switch f.Names()[0] {
		case "input-format", "urls", "browser", "refresh", "no-cache":
			return true
		}
		return false
	})
}

// feedsRun is one run of a command that works on subscriptions. failed counts
// what went wrong and was reported, done what went well.
type feedsRun struct {
	settings
	env    environment
	flags  *cli.Context
	state  *store.State
	failed int
	done   int
}

func runFeeds(c *cli.Context, env environment, do func(context.Context, *feedsRun) error) error {
	st, err := load(c, env)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(c.Context, st.timeout)
	defer cancel()
	state, err := openState(ctx)
	if err != nil {
		return err
	}
	err = do(ctx, &feedsRun{settings: st, env: env, flags: c, state: state})
	if closed := state.Close(); err == nil {
		err = closed
	}
	return err
}

// client is the one that fetches feeds. They are kept by nobody: the digest
// asks whether they have changed.
func (r *feedsRun) client() (*fetch.Client, error) {
	st := r.settings
	st.noCache = true
	return newClient(r.flags, st, func(o *fetch.Options) { o.FirstByte = feedsFirstByte })
}

// feedsFirstByte is how long somebody waits for a host that doesn't answer.
const feedsFirstByte = 10 * time.Second

// outcome is the error of a run whose failures were reported.
func (r *feedsRun) outcome() error {
	switch {
	case r.failed == 0:
		return nil
	case r.done == 0:
		return errNothing
	}
	return errShort
}

// note tells what was done, unless the run is to be quiet.
func (r *feedsRun) note(format string, args ...any) {
	if !r.quiet {
		_, _ = fmt.Fprintln(r.env.stderr, "kilas: "+oneLine(fmt.Sprintf(format, args...)))
	}
}

func (r *feedsRun) warn(format string, args ...any) { r.note("warning: "+format, args...) }

// fail reports what failed and goes on.
func (r *feedsRun) fail(msg, hint string) {
	r.failed++
	complain(r.env.stderr, msg, hint)
}

// named returns the subscriptions that the arguments name, in their order, each
// once; without arguments all, if that is allowed. What can't be found is
// reported.
func (r *feedsRun) named(ctx context.Context, args []string, orAll bool) ([]store.Feed, error) {
	feeds, err := r.state.Feeds(ctx)
	if err != nil {
		return nil, hintState(err)
	}
	if len(args) == 0 && orAll {
		return feeds, nil
	}
	if len(args) == 0 {
		return nil, usagef("'kilas feeds list' lists them", "feeds %s: no feed given", r.flags.Command.Name)
	}
	var out []store.Feed
	for _, arg := range args {
		f, err := findFeed(feeds, arg)
		if err != nil {
			r.fail(err.Error(), hintOf(err))
			continue
		}
		if !slices.ContainsFunc(out, func(o store.Feed) bool { return o.ID == f.ID }) {
			out = append(out, f)
		}
	}
	return out, nil
}

// findFeed finds the subscription that arg names: by its address, by its name,
// or by a part of them that is no other's.
func findFeed(feeds []store.Feed, arg string) (store.Feed, error) {
	address := arg
	if u, err := feedAddress(arg); err == nil {
		address = u.String()
	}
	part := strings.ToLower(strings.TrimSpace(arg))
	for _, same := range []func(store.Feed) bool{
		func(f store.Feed) bool { return f.URL == arg || f.URL == address },
		func(f store.Feed) bool { return strings.EqualFold(f.Title, strings.TrimSpace(arg)) },
		func(f store.Feed) bool {
			return part != "" && (strings.Contains(strings.ToLower(f.Title), part) || strings.Contains(strings.ToLower(f.URL), part))
		},
	} {
		var found []store.Feed
		for _, f := range feeds {
			if same(f) {
				found = append(found, f)
			}
		}
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return store.Feed{}, &hintedError{fmt.Errorf("%q is a part of %d feeds: %s and %s", arg, len(found), found[0].URL, found[1].URL), "name it by its whole address"}
		}
	}
	return store.Feed{}, &hintedError{fmt.Errorf("no feed %q", arg), "'kilas feeds list' lists them"}
}

// feedName is what to call a subscription.
func feedName(f store.Feed) string {
	if f.Title != "" {
		return f.Title
	}
	return f.URL
}

// gone reports whether a change failed since the subscription was removed by
// somebody else meanwhile.
func gone(err error) bool { return errors.Is(err, store.ErrNoFeed) }
