package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/digest"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/store"
)

// Politeness and patience of a run that nobody waits for.
const (
	digestRequestTimeout = 20 * time.Second
	digestFirstByte      = 8 * time.Second
	digestRetries        = 1
	digestMaxRetryWait   = 5 * time.Second
	digestHostDelay      = 100 * time.Millisecond
	digestMaxStories     = 15
)

// digestRun is one run of a command that asks the feeds.
type digestRun struct {
	*session
	flags  *cli.Context
	state  *store.State
	runner *digest.Runner
	opt    digest.Options
	bar    *stageBar
}

// openDigest takes the lock, opens the state and builds the runner. What it
// returns ends their use and is to be called.
func openDigest(c *cli.Context, env environment) (*digestRun, func(), error) {
	if c.NArg() > 0 {
		return nil, nil, usagef("feeds are added with 'kilas feeds add'", "%s takes no argument, not %q", c.Command.Name, c.Args().First())
	}
	s, err := open(c, env)
	if err != nil {
		return nil, nil, err
	}
	s.output = ""
	if !c.IsSet("timeout") {
		s.timeout, _ = time.ParseDuration(defaultDigestTimeout) // a constant
	}
	client, err := newClient(c, s.settings, func(o *fetch.Options) {
		o.Timeout, o.FirstByte, o.Retries, o.MaxRetryWait, o.HostDelay = digestRequestTimeout, digestFirstByte, digestRetries, digestMaxRetryWait, digestHostDelay
		o.Robots, o.Refresh = fetch.RobotsObey, true
	})
	if err != nil {
		return nil, nil, err
	}
	now := env.now()
	if t := c.Timestamp("now"); t != nil {
		now = *t
		s.pipeline.Now = func() time.Time { return now }
	}
	release, err := digest.Lock(c.Context, statePath(), c.Duration("wait"))
	if err != nil {
		return nil, nil, hintDigest(err)
	}
	state, err := openState(c.Context)
	if err != nil {
		release()
		return nil, nil, err
	}
	r := &digestRun{session: s, flags: c, state: state, bar: newStageBar(s)}
	r.runner = &digest.Runner{State: state, Fetch: client, Pipeline: s.pipeline, Render: r.write, Generator: generator(), Stdout: env.stdout}
	r.opt = digest.Options{Now: now, Timeout: s.timeout, Offline: s.offline, Progress: r.bar.show,
		Brief: pipeline.Options{To: s.to, Asked: s.asked, Pair: s.pair, Sentences: s.sentences}}
	return r, func() { r.bar.done(); _ = state.Close(); release() }, nil // every change is on the disk already
}

func runDigest(c *cli.Context, env environment) error {
	r, done, err := openDigest(c, env)
	if err != nil {
		return err
	}
	defer done()
	if err := r.options(c.Context); err != nil {
		return err
	}
	if err := r.useSummarizer(); err != nil {
		return err
	}
	r.pipeline.NoFallback = false // a digest that nobody waits for is told all the same
	defer r.reportModels()
	end, err := r.useTranslators(c.Context)
	if err != nil {
		return err
	}
	defer end()
	if c.Bool("dry-run") {
		return r.dryRun(c.Context)
	}
	out, err := r.runner.Run(c.Context, r.opt)
	r.report(out)
	if err != nil {
		return hintDigest(err)
	}
	return r.result(out)
}

// options reads the flags and the configuration of a run.
func (r *digestRun) options(ctx context.Context) error {
	c, cfg, o := r.flags, r.digest, &r.opt
	o.Title = pick(c.IsSet("title"), c.String("title"), cfg.Title, "")
	o.Always, o.NoUpdate = c.Bool("always"), c.Bool("no-updates") || cfg.NoUpdates && !c.IsSet("no-updates")
	o.Include = pickList(c.IsSet("include"), c.StringSlice("include"), cfg.Include)
	o.Exclude = pickList(c.IsSet("exclude"), c.StringSlice("exclude"), cfg.Exclude)
	o.Max = digestMaxStories
	switch {
	case c.IsSet("max-stories"):
		o.Max = c.Int("max-stories")
	case cfg.MaxStories != nil:
		o.Max = *cfg.MaxStories
	}
	if o.Max < 0 {
		return usagef("0 tells all", "the number of stories must not be negative")
	}
	var err error
	if since := pick(c.IsSet("since"), c.String("since"), cfg.Since, ""); since != "" {
		if o.Since, err = age(since); err != nil || o.Since <= 0 {
			return usagef("write it as --since 24h or --since 7d", "since %q is no duration", since)
		}
	}
	mail, err := r.mailTarget(ctx)
	if err != nil {
		return err
	}
	o.Targets, o.Archive, err = r.targets(mail)
	return err
}

// age reads a duration, also in days and weeks.
func age(s string) (time.Duration, error) {
	for suffix, unit := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		if number, ok := strings.CutSuffix(s, suffix); ok {
			n, err := strconv.ParseFloat(number, 64)
			if !(n < maxAgeDays) { // NaN too
				err = errors.New("too long")
			}
			return time.Duration(n * float64(unit)), err
		}
	}
	return time.ParseDuration(s)
}

// maxAgeDays keeps an age in the bounds of a duration.
const maxAgeDays = 10_000

// result is the exit status of a run that came to its end.
func (r *digestRun) result(out digest.Outcome) error {
	switch {
	case out.Asked > 0 && out.Failed == out.Asked && out.Digest == nil:
		return errNothing
	case out.Failed > 0 || out.Short || out.Pending > 0:
		return errShort
	}
	return nil
}

// report writes the problems of a run, in one place.
func (r *digestRun) report(out digest.Outcome) {
	r.bar.done()
	if out.Short && !r.quiet {
		_, _ = fmt.Fprintf(r.env.stderr, "kilas: warning: the run's time of %v was over before everything was read; the next run goes on\n", r.timeout)
	}
	if r.quiet {
		return
	}
	_, watched := terminal(r.env.stderr)
	if (watched || out.Feeds == 0) && out.Digest == nil && !out.Short { // cron may look at another user's feeds
		_, _ = fmt.Fprintf(r.env.stderr, "kilas: %s\n", nothingNew(out, r.offline))
	}
	for _, p := range out.Problems {
		_, _ = fmt.Fprintf(r.env.stderr, "kilas: warning: %s\n", oneLine(p.Message))
		if p.Hint != "" && r.verbose {
			_, _ = fmt.Fprintf(r.env.stderr, "kilas: hint: %s\n", oneLine(p.Hint))
		}
	}
}

// nothingNew says to somebody who waits for a digest why there is none.
func nothingNew(out digest.Outcome, offline bool) string {
	switch resting := out.Feeds - out.Asked; {
	case out.Feeds == 0:
		return "there is no feed to ask; 'kilas feeds add URL' subscribes to one"
	case offline:
		return "nothing is left from earlier runs, and --offline asks no feed"
	case out.Asked > 0 && out.Failed == out.Asked:
		return "nothing could be had from " + counted(out.Failed, "feed", "feeds")
	case out.Failed > 0:
		return fmt.Sprintf("nothing new in %s; %d more failed", counted(out.Asked-out.Failed, "feed", "feeds"), out.Failed)
	case resting > 0:
		return fmt.Sprintf("nothing new in %s; %d more not asked again yet", counted(out.Asked, "feed", "feeds"), resting)
	}
	return "nothing new in " + counted(out.Feeds, "feed", "feeds")
}

// counted is a number of something.
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func markRead(c *cli.Context, env environment) error {
	r, done, err := openDigest(c, env)
	if err != nil {
		return err
	}
	defer done()
	out, n, err := r.runner.MarkRead(c.Context, r.opt)
	r.report(out)
	if err != nil {
		return hintDigest(err)
	}
	if !r.quiet {
		_, _ = fmt.Fprintf(env.stderr, "kilas: %s marked as read\n", counted(n, "new entry or story", "new entries and stories"))
	}
	return r.result(out)
}

// hintDigest adds what the user can do about an error of a run.
func hintDigest(err error) error {
	var hinted *hintedError
	switch {
	case errors.As(err, &hinted), errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, digest.ErrLocked):
		return &hintedError{err, "wait for it with --wait 5m"}
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, store.ErrFull):
		return &hintedError{err, "make room on the disk; nothing counts as told, and the next run tells it"}
	case errors.Is(err, digest.ErrUndelivered) && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		return &hintedError{err, "the folder of the output must be writable; nothing counts as told, and the next run tells it"}
	}
	if hint := mailHintOf(err); hint != "" {
		return &hintedError{err, hint}
	}
	return hintState(err)
}

// stageBar shows what a run is doing, on a terminal.
type stageBar struct {
	mu sync.Mutex
	p  *progress
}

func newStageBar(s *session) *stageBar { return &stageBar{p: s.progress(2)} }

func (b *stageBar) show(doing string, done, of int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if now := b.p.now(); now.Sub(b.p.shown) >= redrawEvery {
		b.p.shown = now
		_, _ = fmt.Fprintf(b.p.w, "\r\x1b[K%s: %d of %d", doing, done, of)
	}
}

func (b *stageBar) done() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.p.w != io.Discard {
		b.p.clear()
	}
}
