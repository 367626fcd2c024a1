//go:build unix

// Command measure runs a built kilas in a simulated world of news and prints
// what its digest costs and how well it gathers articles into stories.
//
//	go build -o kilas ./cmd/kilas
//	go run ./internal/newsroom/measure -kilas ./kilas            # invented events
//	go run ./internal/newsroom/measure -kilas ./kilas -texts DIR # events recomposed from the texts in DIR
//	go run ./internal/newsroom/measure -kilas ./kilas -growth 10000
//
// newsroom.Development says what DIR has.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/kilas-news/kilas/internal/newsroom"
)

// deadline is when a run counts as hanging.
const deadline = 8 * time.Minute

// trial is one world with a reader in it.
type trial struct {
	ctx    context.Context //nolint:containedctx // it ends the program
	world  *newsroom.World
	server *newsroom.Server
	reader newsroom.Reader
	dir    string
	runs   int
	extra  []string
}

// options are the flags.
type options struct {
	world  newsroom.Config
	kilas  string
	texts  string
	dir    string
	args   string
	growth int
	serve  bool
}

func main() {
	var o options
	flag.StringVar(&o.kilas, "kilas", "kilas", "the `command` to measure")
	flag.StringVar(&o.texts, "texts", "", "`folder` of texts for development; none means invented events")
	flag.StringVar(&o.dir, "dir", "", "`folder` for the reader's home and the digests; none means a temporary one")
	flag.StringVar(&o.args, "args", "", "further `arguments` of kilas digest run, separated by spaces")
	flag.IntVar(&o.growth, "growth", 0, "measure how a run grows up to `N` stored articles instead")
	flag.BoolVar(&o.serve, "serve", false, "only serve the world, as it is at its end, until interrupted")
	flag.Uint64Var(&o.world.Seed, "seed", 1, "of the world")
	flag.IntVar(&o.world.Feeds, "feeds", 40, "feeds of the world")
	flag.IntVar(&o.world.Articles, "articles", 1200, "articles of the world")
	flag.IntVar(&o.world.Days, "days", 10, "days of the world")
	flag.BoolVar(&o.world.Hang, "hang", false, "two feeds never answer")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := measure(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context, o options) error {
	if o.growth > 0 {
		o.world.Articles, o.world.Days = o.growth, max(1, o.growth/100)
	} else {
		o.world.Shown = o.world.Articles // the first run finds all
	}
	w, err := newWorld(o)
	if err != nil {
		return err
	}
	s, err := newsroom.Serve(w)
	if err != nil {
		return err
	}
	defer s.Close()
	if o.dir == "" {
		if o.dir, err = os.MkdirTemp("", "newsroom"); err != nil {
			return err
		}
		defer os.RemoveAll(o.dir)
	}
	if o.dir, err = filepath.Abs(o.dir); err != nil {
		return err
	}
	if o.kilas, err = filepath.Abs(o.kilas); err != nil {
		return err
	}
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return err
	}
	t := &trial{
		ctx: ctx, world: w, server: s, dir: o.dir, extra: strings.Fields(o.args),
		reader: newsroom.Reader{Kilas: o.kilas, Home: o.dir, Proxy: s.URL},
	}
	if o.serve {
		return t.serve()
	}
	if err := t.subscribe(); err != nil {
		return err
	}
	if o.growth > 0 {
		return t.growth()
	}
	return t.once()
}

// serve lets people look around in the world.
func (t *trial) serve() error {
	list := filepath.Join(t.dir, "feeds.opml")
	if err := os.WriteFile(list, t.world.OPML(), 0o600); err != nil {
		return err
	}
	t.server.SetNow(t.world.End())
	fmt.Printf("HTTP_PROXY=%s; the feeds are in %s\n", t.server.URL, list)
	<-t.ctx.Done()
	return nil
}

func newWorld(o options) (*newsroom.World, error) {
	c, err := corpus(o)
	if err != nil {
		return nil, err
	}
	return newsroom.NewWorld(o.world, c)
}

func corpus(o options) (newsroom.Corpus, error) {
	if o.texts == "" {
		return newsroom.Invented(o.world.Articles/4, o.world.Seed)
	}
	return newsroom.Development(o.texts)
}

func (t *trial) subscribe() error {
	list := filepath.Join(t.dir, "feeds.opml")
	if err := os.WriteFile(list, t.world.OPML(), 0o600); err != nil {
		return err
	}
	res, err := t.reader.Run(t.ctx, nil, "feeds", "import", list)
	if err != nil {
		return err
	}
	if res.Status != 0 {
		return fmt.Errorf("feeds import: status %d: %s", res.Status, res.Stderr)
	}
	return nil
}

// digest runs kilas at a moment of the world.
func (t *trial) digest(now time.Time) (newsroom.Result, error) {
	t.server.SetNow(now)
	ctx, cancel := context.WithTimeout(t.ctx, deadline)
	defer cancel()
	t.runs++
	args := append([]string{
		"digest", "run", "--now", now.Format(time.RFC3339), "-f", "json", "-o", filepath.Join(t.dir, fmt.Sprintf("digest-%04d.json", t.runs)),
	}, t.extra...)
	return t.reader.Run(ctx, nil, args...)
}

// once measures a first run over the whole world and one with nothing new. In
// between are runs that get what sites refused to give at once.
func (t *trial) once() error {
	now := t.world.End().Add(48 * time.Hour)
	for i, what := range []string{"first run", "what it missed", "the rest", "nothing new"} {
		res, err := t.digest(now.Add(time.Duration(i) * time.Hour))
		if err != nil {
			return err
		}
		requests := t.server.Requests()
		fmt.Printf("%-14s status %d, wall %6.2f s, cpu %6.2f s, memory %4d MB, %d requests\n",
			what, res.Status, res.Wall.Seconds(), res.CPU.Seconds(), maxRSS(res), len(requests))
		if res.Stderr != "" {
			fmt.Printf("    stderr: %s\n", strings.ReplaceAll(strings.TrimSpace(res.Stderr), "\n", "\n            "))
		}
	}
	return t.judge(now)
}

// judge prints how good the stories are and writes what is wrong with them.
func (t *trial) judge(until time.Time) error {
	digests, err := newsroom.ReadDigests(filepath.Join(t.dir, "digest-*.json"))
	if err != nil {
		return err
	}
	v := t.world.Judge(digests, until)
	events := make(map[int]bool)
	for _, a := range t.world.Articles {
		events[a.Event] = true
	}
	fmt.Printf("%d articles on %d events, told: %d articles in %d stories\n", len(t.world.Articles), len(events), v.Articles, v.Stories)
	fmt.Printf("pairs: precision %.4f (%d of %d), recall %.4f (of %d); %d stories of several events, %d events in several stories\n",
		v.Precision(), v.Both, v.Told, v.Recall(), v.Same, len(v.Mixed), len(v.Retold))
	fmt.Printf("problems: %d missing, %d absorbed, %d twice, %d unknown, %d damaged titles, %d groundless\n",
		len(v.Missing), len(v.Absorbed), len(v.Twice), len(v.Unknown), len(v.Titles), len(v.Groundless))
	report := filepath.Join(t.dir, "verdict.txt")
	lines := slices.Concat(v.Problems(), prefixed("mixed: ", v.Mixed), prefixed("retold: ", v.Retold))
	return os.WriteFile(report, []byte(strings.Join(lines, "\n")+"\n"), 0o600)
}

func prefixed(with string, list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = with + s
	}
	return out
}

// growth runs kilas every evening of a world with a hundred articles a day, as
// cron does, and compares the evenings with few stored articles with those with
// many. Feeds list what feeds list, not all that they ever had.
func (t *trial) growth() error {
	fmt.Println("stored    new   wall s   cpu s   memory MB   ms per new article   (means of a run)")
	var sum cost
	stored, told := 0, 0
	for day := range t.world.Config.Days {
		res, err := t.digest(t.world.Config.Start.AddDate(0, 0, day+1))
		if err != nil {
			return err
		}
		if res.Status != 0 && res.Status != 3 {
			return fmt.Errorf("status %d: %s", res.Status, res.Stderr)
		}
		next := t.world.PublishedBy(t.world.Config.Start.AddDate(0, 0, day+1))
		sum.add(res, next-told)
		told = next
		if sum.runs == growthMean || day == t.world.Config.Days-1 {
			fmt.Printf("%6d %s\n", stored, sum)
			sum, stored = cost{}, told
		}
	}
	return nil
}

// growthMean is how many runs make one line of the table.
const growthMean = 5

// cost is what some runs took together.
type cost struct {
	runs, articles int
	wall, cpu      time.Duration
	memory         int64 // the most of any, in MB
}

func (c *cost) add(res newsroom.Result, articles int) {
	c.runs++
	c.articles += articles
	c.wall += res.Wall
	c.cpu += res.CPU
	c.memory = max(c.memory, maxRSS(res))
}

// String has the means of a run.
func (c cost) String() string {
	n := float64(c.runs)
	return fmt.Sprintf("%6.0f %8.2f %7.2f %11d %10.1f wall %6.1f cpu", float64(c.articles)/n, c.wall.Seconds()/n, c.cpu.Seconds()/n, c.memory,
		float64(c.wall.Milliseconds())/float64(c.articles), float64(c.cpu.Milliseconds())/float64(c.articles))
}

// maxRSS is the most memory that a run held, in MB.
func maxRSS(res newsroom.Result) int64 {
	usage, ok := res.State.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	return int64(usage.Maxrss) >> 10 // KiB on Linux
}
