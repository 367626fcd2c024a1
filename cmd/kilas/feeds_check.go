package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/dustin/go-humanize"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/feed"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/store"
)

// checkLine is what a feed gave when it was checked, as a line of JSON.
type checkLine struct {
	Schema   string          `json:"schema"`
	URL      string          `json:"url"`
	Name     string          `json:"name"`
	OK       bool            `json:"ok"`
	Kind     feed.Kind       `json:"kind"`
	Entries  int             `json:"entries"`
	Newest   string          `json:"newest"` // RFC 3339, "" if no entry has a date
	Moved    string          `json:"moved"`  // the address to use from now on
	Warnings []kilas.Warning `json:"warnings"`
	Code     string          `json:"code"`
	Error    string          `json:"error"`
	hint     string
	newest   time.Time
}

func checkFeeds(ctx context.Context, r *feedsRun) error {
	format, err := r.formatOf("text", "jsonl")
	if err != nil {
		return err
	}
	feeds, err := r.named(ctx, r.flags.Args().Slice(), true)
	if err != nil {
		return err
	}
	client, err := r.client()
	if err != nil {
		return err
	}
	defer client.Close()
	lines := make([]checkLine, len(feeds))
	visits := pipeline.NewVisits(r.jobs, visitsPerHost)
	for i, f := range feeds {
		lines[i] = checkLine{URL: f.URL, Name: feedName(f), Code: "timeout", Error: f.URL + ": the run's time was over before it was asked", hint: "give it more with --timeout"}
		visits.Go(ctx, hostOf(f.URL), func() { lines[i] = checkFeed(ctx, client, f, r.env.now()) })
	}
	visits.Wait()
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	out, err := openOutput(r.env, r.output)
	if err != nil {
		return err
	}
	defer out.Close()
	if format == "jsonl" {
		for _, l := range lines {
			if err := line(out, l); err != nil {
				return err
			}
		}
	} else if err := writeChecks(out, lines, r.env.now()); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	r.reportChecks(lines)
	return r.outcome()
}

// visitsPerHost is how many feeds of one host are fetched at once.
const visitsPerHost = 2

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// checkFeed fetches a feed as if for the first time.
func checkFeed(ctx context.Context, client *fetch.Client, f store.Feed, now time.Time) checkLine {
	get := feed.Get
	if isPage(f) {
		get = feed.GetPage
	}
	l := checkLine{Schema: kilas.SchemaFeedCheck, URL: f.URL, Name: feedName(f), Kind: feed.Kind(f.Kind), Warnings: []kilas.Warning{}}
	got, err := get(ctx, client, f.URL, feed.Validators{})
	if err != nil {
		e := feed.Explain(f.URL, err)
		l.Code, l.Error, l.hint = e.Code, e.Err, e.Hint
		if got.Gone {
			l.hint = "it is gone for good: kilas feeds remove " + f.URL
		}
		return l
	}
	l.OK, l.Kind, l.Entries, l.Moved = true, got.Feed.Kind, len(got.Feed.Entries), got.Moved
	l.Warnings = append(l.Warnings, got.Warnings...)
	for _, e := range got.Feed.Entries {
		if t := e.Time(); t.After(l.newest) {
			l.newest = t
		}
	}
	l.Newest = timestamp(l.newest)
	l.Warnings = append(l.Warnings, oddities(l, now)...)
	return l
}

const (
	staleAfter = 30 * 24 * time.Hour // a feed of news that has nothing newer has ended
	clockSkew  = 25 * time.Hour      // dates without their zone may be a day ahead
)

// oddities are what a feed that can be read may have wrong with it.
func oddities(l checkLine, now time.Time) []kilas.Warning {
	var out []kilas.Warning
	warn := func(code, format string, args ...any) {
		out = append(out, kilas.Warning{Code: code, Message: fmt.Sprintf(format, args...)})
	}
	switch {
	case l.Entries == 0:
		warn("empty", "it has no entries")
	case l.newest.IsZero():
		warn("undated", "its entries have no dates")
	case l.newest.After(now.Add(clockSkew)):
		warn("future", "its newest entry is dated %s, which is yet to come", l.newest.Format(time.DateOnly))
	case now.Sub(l.newest) > staleAfter:
		warn("stale", "it has nothing newer than %s", l.newest.Format(time.DateOnly))
	}
	if l.Moved != "" {
		warn("moved", "it has moved for good to %s", l.Moved)
	}
	return out
}

// writeChecks writes a table of what was found.
func writeChecks(w io.Writer, lines []checkLine, now time.Time) error {
	if len(lines) == 0 {
		return nil
	}
	rows := [][]string{{"RESULT", "ENTRIES", "NEWEST", "NAME", "ADDRESS"}}
	for _, l := range lines {
		row := []string{"ok", fmt.Sprint(l.Entries), "", l.Name, l.URL}
		if !l.newest.IsZero() {
			row[2] = humanize.RelTime(l.newest, now, "ago", "from now")
		}
		if !l.OK {
			row[0], row[1] = l.Code, ""
		}
		rows = append(rows, row)
	}
	return writeTable(w, rows)
}

// reportChecks reports what failed and warns of what is odd.
func (r *feedsRun) reportChecks(lines []checkLine) {
	for _, l := range lines {
		if !l.OK {
			r.fail(l.Error, l.hint)
			continue
		}
		r.done++
		for _, w := range l.Warnings {
			r.warn("%s: %s", l.Name, w.Message)
		}
	}
	if len(lines) == 0 && r.failed == 0 {
		r.note("no feeds yet; 'kilas feeds add URL' adds one")
	}
}
