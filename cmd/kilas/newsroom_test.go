//go:build unix

package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/newsroom"
)

// The size of the simulation. CONTRIBUTING.md has the long form.
var (
	simulatedDays     = flag.Int("newsroom.days", 2, "days that the simulation of the digest lasts")
	simulatedKills    = flag.Int("newsroom.kills", 10, "how often its runs are killed")
	simulatedArticles = flag.Int("newsroom.articles", 50, "how many articles appear in it")
	simulatedFeeds    = flag.Int("newsroom.feeds", 16, "how many feeds it has")
	simulatedTexts    = flag.String("newsroom.texts", "", "folder of texts that its events are made of; none means invented events")
	simulatedSeed     = flag.Uint64("newsroom.seed", 1, "of its world")
)

// runsPerDay are the runs of a simulated day that nothing happens to.
const runsPerDay = 4

// runLimit is when a run counts as hanging; runs get half of it as --timeout.
const runLimit = 2 * time.Minute

// How well articles must be gathered into stories, at least.
const (
	leastPrecision = 0.6
	leastRecall    = 0.25
)

// morning is a reader whose cron runs kilas in a simulated world.
type morning struct {
	t      *testing.T
	world  *newsroom.World
	server *newsroom.Server
	reader newsroom.Reader
	dir    string // of the digests
	rng    *rand.Rand
	runs   int           // so far, killed ones included
	wall   time.Duration // that a whole run takes, about
}

// newMorning subscribes a new reader to all feeds of a world.
func newMorning(t *testing.T, cfg newsroom.Config) *morning {
	t.Helper()
	corpus, err := newsroom.Invented(max(8, cfg.Articles/4), cfg.Seed)
	if *simulatedTexts != "" {
		corpus, err = newsroom.Development(*simulatedTexts)
	}
	if err != nil {
		t.Fatal(err)
	}
	w, err := newsroom.NewWorld(cfg, corpus)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newsroom.Serve(w)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	command, err := exec.LookPath("kilas") // TestMain puts it there
	if err != nil {
		t.Fatal(err)
	}
	m := &morning{
		t: t, world: w, server: s, dir: t.TempDir(), rng: rand.New(rand.NewPCG(cfg.Seed, 2)), wall: 2 * time.Second,
		reader: newsroom.Reader{Kilas: command, Home: t.TempDir(), Proxy: s.URL},
	}
	list := filepath.Join(m.reader.Home, "feeds.opml")
	if err := os.WriteFile(list, w.OPML(), 0o600); err != nil {
		t.Fatal(err)
	}
	if res := m.run(nil, "feeds", "import", list); res.Status != exitOK {
		t.Fatalf("feeds import: status %d, stderr:\n%s", res.Status, res.Stderr)
	}
	return m
}

// run runs a command line, which must end in time.
func (m *morning) run(kill <-chan struct{}, args ...string) newsroom.Result {
	m.t.Helper()
	ctx, cancel := context.WithTimeout(m.t.Context(), runLimit)
	defer cancel()
	res, err := m.reader.Run(ctx, kill, args...)
	if err != nil {
		m.t.Fatalf("%v\nstderr:\n%s", err, res.Stderr)
	}
	if strings.Contains(res.Stderr, "panic:") || strings.Contains(res.Stderr, "DATA RACE") {
		m.t.Fatalf("kilas %q: %s", args, res.Stderr)
	}
	return res
}

// args are those of a run by a clock. Each run writes a file of its own.
func (m *morning) args(clock time.Time, extra ...string) []string {
	m.runs++
	out := filepath.Join(m.dir, fmt.Sprintf("digest-%04d.json", m.runs))
	return append([]string{"digest", "run", "--now", clock.Format(time.RFC3339), "--timeout", (runLimit / 2).String(), "--max-stories", "0", "-f", "json", "-o", out}, extra...)
}

// whole is a run that ends by itself, well or with sources that failed.
func (m *morning) whole(clock time.Time) {
	m.t.Helper()
	res := m.run(nil, m.args(clock)...)
	m.wall = max(res.Wall, m.wall*9/10)
	if res.Status != exitOK && res.Status != exitShort {
		m.t.Fatalf("run %d: status %d, stderr:\n%s", m.runs, res.Status, res.Stderr)
	}
	if res.Stdout != "" {
		m.t.Errorf("run %d wrote to stdout: %q", m.runs, res.Stdout)
	}
}

// killed is a run that is killed at a random moment: any moment, or one at
// which it writes its digest. It reports whether the run lasted that long.
func (m *morning) killed(clock time.Time) bool {
	m.t.Helper()
	ctx, cancel := context.WithCancel(m.t.Context())
	defer cancel()
	kill := make(chan struct{})
	moment := time.Duration(m.rng.Int64N(int64(m.wall) * 5 / 4))
	if m.rng.IntN(3) == 0 {
		moment = time.Duration(m.rng.Int64N(int64(20 * time.Millisecond)))
		before := m.files()
		go func() {
			tick := time.NewTicker(time.Millisecond)
			defer tick.Stop()
			for m.files() == before && ctx.Err() == nil {
				<-tick.C
			}
			<-time.After(moment)
			close(kill)
		}()
	} else {
		time.AfterFunc(moment, func() { close(kill) })
	}
	return m.run(kill, m.args(clock)...).Status == -1
}

// files counts what lies where the digests go.
func (m *morning) files() int {
	all, err := os.ReadDir(m.dir)
	if err != nil {
		m.t.Error(err)
	}
	return len(all)
}

// fullDisk is a run that can write no file of more than a block.
func (m *morning) fullDisk(clock time.Time) {
	m.t.Helper()
	shell := *m
	shell.reader.Kilas = "/bin/sh"
	res := shell.run(nil, append([]string{"-c", `ulimit -f 1; exec "$0" "$@"`, m.reader.Kilas}, shell.args(clock)...)...)
	m.runs = shell.runs
	if res.Status != exitNothing || res.Stderr == "" {
		m.t.Errorf("run %d on a full disk: status %d, want %d and a reason; stderr: %q", m.runs, res.Status, exitNothing, res.Stderr)
	}
}

// two are runs at the same time, the second of which must give way.
func (m *morning) two(clock time.Time) {
	m.t.Helper()
	asked, release := m.server.Hold()
	defer release()
	first := make(chan newsroom.Result, 1)
	args := m.args(clock)
	go func() {
		res, err := m.reader.Run(m.t.Context(), nil, args...)
		if err != nil {
			res.Status, res.Stderr = -1, err.Error()
		}
		first <- res
	}()
	select {
	case <-asked:
	case res := <-first:
		m.t.Fatalf("the first of two runs ended with status %d before it asked a slow site; stderr:\n%s", res.Status, res.Stderr)
	}
	if res := m.run(nil, m.args(clock)...); res.Status != exitLocked {
		m.t.Errorf("the second of two runs: status %d, want %d; stderr:\n%s", res.Status, exitLocked, res.Stderr)
	}
	release()
	if res := <-first; res.Status != exitOK && res.Status != exitShort {
		m.t.Errorf("the first of two runs: status %d, stderr:\n%s", res.Status, res.Stderr)
	}
}

// digests reads what was written. Nothing but whole digests may lie there.
func (m *morning) digests() []kilas.Digest {
	m.t.Helper()
	d, err := newsroom.ReadDigests(filepath.Join(m.dir, "digest-*.json"))
	if err != nil {
		m.t.Fatal(err)
	}
	all, err := os.ReadDir(m.dir)
	if err != nil {
		m.t.Fatal(err)
	}
	for _, e := range all {
		if !strings.HasPrefix(e.Name(), "digest-") {
			m.t.Errorf("%s was left behind", e.Name())
		}
	}
	return d
}

// TestNewsroom has kilas live through days of news with kills, a full disk, a
// clock that jumps and a second run at the same time. Whatever happens, every
// event is told, and none twice.
func TestNewsroom(t *testing.T) {
	t.Parallel()
	m := newMorning(t, newsroom.Config{Seed: *simulatedSeed, Days: *simulatedDays, Feeds: *simulatedFeeds, Articles: *simulatedArticles})
	slots := (*simulatedDays + 2) * runsPerDay // two days more, for what comes late
	kills := *simulatedKills
	for slot := range slots {
		now := m.world.Config.Start.Add(time.Duration(slot+1) * 24 * time.Hour / runsPerDay)
		m.server.SetNow(now)
		// A run may end before its moment comes, so some are tried in vain.
		due := kills - *simulatedKills*(slots-1-slot)/slots
		for tries := 0; tries < 2*due && kills > 0; tries++ {
			if m.killed(now) {
				kills--
			}
		}
		switch slot {
		case 2:
			m.two(now)
		case 3:
			m.fullDisk(now)
		case 5:
			m.whole(now.AddDate(1, 0, 0))
		case 7:
			m.whole(now.AddDate(0, 0, -3))
		}
		m.whole(now)
	}
	t.Logf("%d runs, %d of them killed", m.runs, *simulatedKills-kills)
	v := m.world.Judge(m.digests(), m.world.End())
	for _, p := range v.Problems() {
		t.Error(p)
	}
	t.Logf("%d articles in %d stories, %d absorbed; pairs: precision %.3f, recall %.3f", v.Articles, v.Stories, len(v.Absorbed), v.Precision(), v.Recall())
	if v.Precision() < leastPrecision || v.Recall() < leastRecall {
		t.Errorf("mixed: %q\nretold: %q", v.Mixed, v.Retold)
	}
	m.manners(slots)
}

// manners checks how kilas treated the sites.
func (m *morning) manners(slots int) {
	m.t.Helper()
	trouble := make(map[string]newsroom.Trouble)
	tagged := make(map[string]bool) // feeds with validators
	for _, f := range m.world.Feeds {
		trouble[f.Host] = f.Trouble
		tagged[f.URL()] = (f.ETag || f.Dated && !f.Undated) && f.Trouble == newsroom.None
	}
	var asked []time.Time // when dead sites were
	again, plain, known := 0, 0, make(map[string]bool)
	for _, r := range m.server.Requests() {
		switch {
		case trouble[r.Host] == newsroom.Forbidden && strings.HasPrefix(r.Path, "/20"):
			m.t.Errorf("%s%s was fetched, which robots.txt forbids", r.Host, r.Path)
		case trouble[r.Host] == newsroom.Dead && !slices.Contains(asked, r.At):
			asked = append(asked, r.At)
		}
		if feed := "http://" + r.Host + r.Path; tagged[feed] {
			if known[feed] && !r.Conditional {
				plain++
			}
			if known[feed] {
				again++
			}
			known[feed] = true
		}
		if !strings.Contains(r.UserAgent, "kilas") {
			m.t.Errorf("%s was asked by %q", r.Host, r.UserAgent)
		}
	}
	if len(asked) == 0 || len(asked) > slots*3/4 {
		m.t.Errorf("a dead site was asked in %d of %d runs", len(asked), slots)
	}
	// Runs that were killed early don't know what they had fetched.
	if again == 0 || plain > again/2 {
		m.t.Errorf("%d of %d further requests for feeds were not conditional", plain, again)
	}
	if host, n := m.server.Peak(); n > 4 {
		m.t.Errorf("%s had %d requests at once", host, n)
	}
}
