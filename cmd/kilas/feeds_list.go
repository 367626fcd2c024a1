package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/rivo/uniseg"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
)

// feedLine is a subscription as a line of JSON. Times are RFC 3339, "" for
// never.
type feedLine struct {
	Schema   string     `json:"schema"`
	URL      string     `json:"url"`
	Kind     string     `json:"kind"`
	Name     string     `json:"name"`
	Site     string     `json:"site"`
	Folder   string     `json:"folder"`
	Lang     kilas.Lang `json:"lang"`
	Weight   float64    `json:"weight"`
	Limit    int        `json:"limit"`
	Include  []string   `json:"include"`
	Exclude  []string   `json:"exclude"`
	Paused   bool       `json:"paused"`
	Added    string     `json:"added"`
	LastTry  string     `json:"last_try"`
	LastOK   string     `json:"last_ok"`
	Next     string     `json:"next"` // not asked before
	Failures int        `json:"failures"`
	Code     string     `json:"code"`
	Error    string     `json:"error"`
}

func listFeeds(ctx context.Context, r *feedsRun) error {
	format, err := r.formatOf("text", "jsonl")
	if err != nil {
		return err
	}
	feeds, err := r.named(ctx, r.flags.Args().Slice(), true)
	if err != nil {
		return err
	}
	out, err := openOutput(r.env, r.output)
	if err != nil {
		return err
	}
	defer out.Close()
	if format == "jsonl" {
		for _, f := range feeds {
			if err := line(out, lineOfFeed(f)); err != nil {
				return err
			}
		}
	} else if err := r.writeFeeds(out, feeds); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	if len(feeds) == 0 && r.failed == 0 {
		r.note("no feeds yet; 'kilas feeds add URL' adds one")
	}
	r.done = len(feeds)
	return r.outcome()
}

func lineOfFeed(f store.Feed) feedLine {
	return feedLine{
		Schema: kilas.SchemaFeed, URL: f.URL, Kind: f.Kind, Name: f.Title, Site: f.Site, Folder: f.Folder, Lang: f.Lang,
		Weight: f.Weight, Limit: f.PerRun, Include: append([]string{}, f.Include...), Exclude: append([]string{}, f.Exclude...), Paused: f.Paused,
		Added: timestamp(f.Added), LastTry: timestamp(f.Health.Tried), LastOK: timestamp(f.Health.OK), Next: timestamp(f.Health.Next),
		Failures: f.Health.Failures, Code: f.Health.Code, Error: f.Health.Error,
	}
}

func timestamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// writeFeeds writes a table of the subscriptions.
func (r *feedsRun) writeFeeds(w io.Writer, feeds []store.Feed) error {
	if len(feeds) == 0 {
		return nil
	}
	rows := [][]string{{"NAME", "FOLDER", "STATUS", "SETTINGS", "ADDRESS"}}
	for _, f := range feeds {
		rows = append(rows, []string{feedName(f), f.Folder, r.status(f), settingsOf(f), f.URL})
	}
	return writeTable(w, rows)
}

// status says how a subscription fares.
func (r *feedsRun) status(f store.Feed) string {
	h := f.Health
	switch {
	case f.Paused:
		return "paused"
	case h.Failures > 0:
		return fmt.Sprintf("failed %s: %s", times(h.Failures), nameOr(strings.TrimPrefix(h.Error, f.URL+": "), h.Code)) // the address has a column
	case !h.OK.IsZero():
		return "ok " + humanize.RelTime(h.OK, r.env.now(), "ago", "from now")
	}
	return "not fetched yet"
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// settingsOf says what the user has set of a subscription beside its name.
func settingsOf(f store.Feed) string {
	var out []string
	if f.Kind != "feed" {
		out = append(out, f.Kind)
	}
	if f.Weight != 1 {
		out = append(out, fmt.Sprintf("weight %g", f.Weight))
	}
	if f.PerRun > 0 {
		out = append(out, fmt.Sprintf("limit %d", f.PerRun))
	}
	if f.Lang != "" {
		out = append(out, string(f.Lang))
	}
	for _, w := range f.Include {
		out = append(out, "+"+w)
	}
	for _, w := range f.Exclude {
		out = append(out, "-"+w)
	}
	return strings.Join(out, ", ")
}

// maxCell is the width of a cell, in columns, beyond which it is cut; the last
// of a row isn't.
const maxCell = 40

// writeTable writes rows, the heading first, with their cells under each other.
// Columns that are
// empty under their heading are left out.
func writeTable(w io.Writer, rows [][]string) error {
	widths := make([]int, len(rows[0]))
	for n, row := range rows {
		for i := range row {
			if row[i] = oneLine(row[i]); i < len(row)-1 {
				row[i] = cutCell(row[i])
			}
			if n > 0 && row[i] != "" {
				widths[i] = max(widths[i], uniseg.StringWidth(row[i]), uniseg.StringWidth(rows[0][i]))
			}
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			if widths[i] == 0 {
				continue
			}
			b.WriteString(cell)
			b.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+2))
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// cutCell cuts a cell that is too wide, between characters as readers see them.
func cutCell(s string) string {
	if uniseg.StringWidth(s) <= maxCell {
		return s
	}
	width, end, state := 0, 0, -1
	for rest := s; rest != ""; {
		cluster, after, boundaries, next := uniseg.StepString(rest, state)
		if width += boundaries >> uniseg.ShiftWidth; width > maxCell-1 {
			break
		}
		end += len(cluster)
		rest, state = after, next
	}
	return strings.TrimRight(s[:end], " ") + "…"
}
