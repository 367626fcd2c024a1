package main

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/kilas-news/kilas/digest/mail"
	"github.com/kilas-news/kilas/internal/store"
)

// digest looks at what digests rest on: the state, the feeds, and how mail
// leaves. It makes no state where there is none.
func (d *diagnosis) digest(ctx context.Context, s settings) {
	path := statePath()
	if err := writable(filepath.Dir(path)); err != nil {
		d.add(false, "digest's state", "%s can't be written: %v; set XDG_STATE_HOME to a folder that you may write to", path, cause(err))
	} else if _, err := os.Stat(path); err != nil {
		d.add(true, "feeds", "none; 'kilas feeds add URL' subscribes to one")
	} else if state, err := store.OpenState(ctx, path); err != nil {
		d.add(false, "digest's state", "%v; %s", err, hintOf(hintState(err)))
	} else {
		d.feeds(ctx, state)
		_ = state.Close() // only read
	}
	if len(s.mail.To) == 0 && s.mail.From == "" {
		return
	}
	run := &digestRun{session: &session{settings: s}}
	cfg, err := run.mailConfig()
	if err == nil {
		err = cfg.Validate()
	}
	where := cfg.Sendmail
	if where == "" {
		where = cfg.Host + ", " + cmp.Or(string(cfg.Security), string(mail.StartTLS))
	}
	if err != nil {
		d.add(false, "mail", "%v; %s", err, mailHint)
		return
	}
	d.add(true, "mail", "to %s by %s", strings.Join(s.mail.To, ", "), where)
}

func (d *diagnosis) feeds(ctx context.Context, state *store.State) {
	list, err := state.Feeds(ctx)
	if err != nil {
		d.add(false, "digest's state", "%v; %s", err, hintOf(hintState(err)))
		return
	}
	failing := 0
	for _, f := range list {
		if f.Health.Failures > 0 && !f.Paused {
			failing++
		}
	}
	last := "no digest yet"
	if t, err := state.LastDelivery(ctx); err == nil && !t.IsZero() {
		last = "the last digest of " + t.Local().Format("2 January 2006 15:04")
	}
	d.add(true, "feeds", "%d, %d of them failing; %s; %s", len(list), failing, last, state.Path())
}
