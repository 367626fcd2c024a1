// Package digest is the unattended run: it fetches the subscriptions, keeps
// what is new, gathers the articles that tell one story, and delivers one
// digest of them. Start with [Runner.Run].
//
// It may be killed at any moment. What it knows is in a [store.State], which
// changes in whole steps; what was told is recorded before a digest appears
// under its name, and a delivery that was cut off is finished, or undone, by
// the next run. See deliver.go for the order of things.
//
// The clock is a field of [Options]. It decides what is due, too old or new,
// and never what is forgotten, so that one that jumps loses nothing.
package digest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/store"
)

// Options say what a run does. The zero value means the defaults named here.
type Options struct {
	Now      time.Time     // the clock, with the reader's time zone; required
	Timeout  time.Duration // of the whole run, by the real clock; 10 minutes
	Since    time.Duration // how old news may be; since the last digest, at least a day, if 0
	Max      int           // stories of a digest; no bound if 0
	Include  []string      // words or phrases; only stories that have one are told
	Exclude  []string      // the same; stories that have one are not told
	NoUpdate bool          // don't tell again when articles of a told story change
	Offline  bool          // ask nobody: tell what earlier runs fetched
	Always   bool          // deliver a digest without stories too
	Title    string        // of the digest
	Brief    pipeline.Options
	Targets  []Target
	Archive  string // absolute path of a folder whose index.html is to list its digests; none if ""
	Visits   int    // hosts asked at once; 16 if 0

	// Progress, if not nil, is told what the run is doing, and how many of how
	// many are done. It is called from several goroutines.
	Progress func(doing string, done, of int)
}

const (
	defaultTimeout = 10 * time.Minute
	defaultVisits  = 16
	perHost        = 2 // visits of one host at once
)

// Runner is what runs work with. Fetch is the client for addresses that the
// user named; those of articles go through its public side. Its Pipeline needs
// no client of its own.
type Runner struct {
	State     *store.State
	Fetch     *fetch.Client
	Pipeline  *pipeline.Pipeline
	Render    Renderer
	Generator string // the program's name and version
	Stdout    io.Writer
	Send      Sender // nil: mail can't be sent

	step func(name string) // called between the steps of a delivery, unless nil
}

// Outcome is what a run did. Digest is nil when there was nothing to tell.
// Problems are those that were not reported yet today; Failed counts all
// feeds that failed in this run, Pending the digests of earlier runs that still
// could not be delivered. Short says that the run's time ended before
// everything was looked at.
type Outcome struct {
	Digest   *kilas.Digest
	Written  []string // names of files, addresses of mail
	Problems []Problem
	Failed   int
	Pending  int
	Feeds    int // subscriptions that are not paused
	Asked    int // those that were due
	Short    bool
}

// Problem is something that the user should know, for one line on stderr.
type Problem struct{ Message, Hint string }

// ErrUndelivered says that a digest could not be written or sent. Its stories
// are told by the next run.
var ErrUndelivered = errors.New("the digest was not delivered")

// run is one run.
type run struct {
	*Runner
	opt   Options
	out   Outcome
	since time.Time // what is older is not told
	limit time.Time // of the whole run, by the real clock
	feeds map[int64]store.Feed

	problems  []kilas.SourceError // for the digest, one of each host
	feedsOnly bool                // fetch no articles
	dry       bool                // deliver nothing
}

// Shares of a run's time after which its parts end, so that a run that is
// nearly over delivers what it has.
const (
	fetchShare  = 0.7
	gatherShare = 0.85
	briefShare  = 0.95
)

// Run makes one digest. A nil error means that everything that was to be told
// was delivered. The caller holds the lock of the state, see [Lock]. When ctx
// is cancelled, what was fetched is kept, and nothing counts as told that was
// not delivered.
func (r *Runner) Run(ctx context.Context, opt Options) (Outcome, error) {
	run := newRun(r, opt)
	err := run.do(ctx)
	return run.out, err
}

func newRun(r *Runner, opt Options) *run {
	if opt.Timeout <= 0 {
		opt.Timeout = defaultTimeout
	}
	if opt.Visits <= 0 {
		opt.Visits = defaultVisits
	}
	return &run{Runner: r, opt: opt, limit: time.Now().Add(opt.Timeout)}
}

func (r *run) do(ctx context.Context) error {
	if err := r.begin(ctx); err != nil {
		return err
	}
	fetching, cancel := r.until(ctx, fetchShare)
	defer cancel()
	if !r.opt.Offline {
		if err := r.crawl(fetching); err != nil {
			return err
		}
	}
	gathering, cancel := r.until(ctx, gatherShare)
	defer cancel()
	if err := r.gather(gathering); err != nil {
		return err
	}
	telling, cancel := r.until(ctx, briefShare)
	defer cancel()
	if err := r.tell(ctx, telling); err != nil {
		return err
	}
	if r.opt.Archive != "" && len(r.out.Written) > 0 && !r.dry {
		if err := r.index(ctx); err != nil {
			r.problem("", "the archive has no new list: %v", err)
		}
	}
	if !r.dry {
		if err := r.State.Backup(ctx); err != nil && ctx.Err() == nil {
			r.problem("make room on the disk, or put the last backup in its place", "the state was not backed up: %v", err)
		}
	}
	return nil
}

// begin finishes what an earlier run left behind and sets the bounds of this
// one.
func (r *run) begin(ctx context.Context) error {
	if !r.dry { // files of earlier runs are no part of the copy
		if err := r.recover(ctx); err != nil {
			return err
		}
	}
	if err := r.State.BeginDay(ctx, r.opt.Now.Format(time.DateOnly)); err != nil {
		return err
	}
	last, err := r.State.LastDelivery(ctx)
	if err != nil {
		return err
	}
	r.since = since(r.opt.Now, last, r.opt.Since)
	list, err := r.State.Feeds(ctx)
	if err != nil {
		return err
	}
	r.feeds = make(map[int64]store.Feed, len(list))
	for _, f := range list {
		r.feeds[f.ID] = f
		if !f.Paused {
			r.out.Feeds++
		}
	}
	return nil
}

// Without a bound that was asked for, a digest looks back to the last one: at
// least a day, so that what was stated late is not missed, and at most a week.
const (
	leastBack = 24 * time.Hour
	mostBack  = 7 * 24 * time.Hour
)

func since(now, last time.Time, asked time.Duration) time.Time {
	if asked > 0 {
		return now.Add(-asked)
	}
	back := leastBack
	if !last.IsZero() && last.Before(now) {
		back = min(max(back, now.Sub(last)+time.Hour), mostBack)
	}
	return now.Add(-back)
}

// until is a context that ends after a share of the run's time.
func (r *run) until(ctx context.Context, share float64) (context.Context, context.CancelFunc) {
	return context.WithDeadline(ctx, r.limit.Add(-time.Duration((1-share)*float64(r.opt.Timeout))))
}

// over reports whether an error is only the end of a part's time, which is no
// error of the run.
func (r *run) over(ctx context.Context, err error) bool {
	if errors.Is(err, context.DeadlineExceeded) && errors.Is(ctx.Err(), context.DeadlineExceeded) {
		r.out.Short = true
		return true
	}
	return false
}

func (r *run) progress(doing string, done, of int) {
	if r.opt.Progress != nil {
		r.opt.Progress(doing, done, of)
	}
}

func (r *run) problem(hint, format string, args ...any) {
	r.out.Problems = append(r.out.Problems, Problem{fmt.Sprintf(format, args...), hint})
}
