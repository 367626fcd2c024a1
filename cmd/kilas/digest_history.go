package main

import (
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/internal/store"
)

// pastDigest is a delivered digest as JSONL has it.
type pastDigest struct {
	ID      string       `json:"id"`
	Created string       `json:"created"`
	Title   string       `json:"title"`
	Stories int          `json:"stories"`
	Leads   []string     `json:"leads"`
	Targets []pastTarget `json:"targets"`
}

type pastTarget struct {
	Kind   string `json:"kind"`
	Path   string `json:"path"`
	Format string `json:"format"`
}

const historyLimit = 20

func digestHistory(c *cli.Context, env environment) error {
	st, err := load(c, env)
	if err != nil {
		return err
	}
	format, err := st.formatOf("text", "jsonl")
	if err != nil {
		return err
	}
	limit := historyLimit
	if c.IsSet("limit") {
		limit = c.Int("limit")
	}
	state, err := openState(c.Context)
	if err != nil {
		return err
	}
	defer state.Close()
	list, err := state.History(c.Context, limit)
	if err != nil {
		return hintState(err)
	}
	out, err := openOutput(env, st.output)
	if err != nil {
		return err
	}
	defer out.Close()
	for _, d := range list {
		if format == "jsonl" {
			err = line(out, pastDigestOf(d))
		} else {
			err = describeDelivery(out, d)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", format, err)
		}
	}
	return out.Commit()
}

func pastDigestOf(d store.Delivery) pastDigest {
	p := pastDigest{ID: d.ID, Created: d.Created.Local().Format(time.RFC3339), Title: d.Title, Stories: d.Stories, Leads: d.Leads, Targets: []pastTarget{}}
	for _, t := range d.Targets {
		p.Targets = append(p.Targets, pastTarget{t.Kind, t.Path, t.Format})
	}
	return p
}

// describeDelivery writes a line for a digest: when, how much, where.
func describeDelivery(w io.Writer, d store.Delivery) error {
	where := ""
	for i, t := range d.Targets {
		if i > 0 {
			where += ", "
		}
		where += t.Kind
		if t.Path != "" {
			where += " " + t.Path
		}
	}
	_, err := fmt.Fprintf(w, "%s\t%s\t%s\n", d.Created.Local().Format("2006-01-02 15:04"), counted(d.Stories, "story", "stories"), oneLine(where))
	return err
}
