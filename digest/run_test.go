package digest

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
)

const (
	pesisir = "pesisirpos.example"
	monitor = "javaseamonitor.example"
)

// An article is the same under another GUID, address or title, and another one
// when its text is.
func TestSameArticle(t *testing.T) {
	t.Parallel()
	title, text := told(t, "flood", "id")
	_, other := told(t, "ferry", "id")
	at := morning.Add(-2 * time.Hour)
	first := item{"a", pesisir + "/news/tanggul", title, text, at}
	for name, tt := range map[string]struct {
		second item
		isNew  bool
	}{
		"nothing changed":     {first, false},
		"other GUID":          {item{"b", first.link, title, text, at}, false},
		"tracking parameters": {item{"b", first.link + "?utm_source=rss", title, text, at}, false},
		"other title":         {item{"b", pesisir + "/2/tanggul-2", "Tanggul laut jebol lagi", text, at}, false},
		"other address":       {item{"b", pesisir + "/2/tanggul-2", title, text, at}, false},
		"one word more":       {item{"b", pesisir + "/2/tanggul-2", title, strings.Replace(text, "\n\n", "\n\nSelanjutnya. ", 1), at}, false},
		"another article":     {item{"b", pesisir + "/2/feri", "Feri miring", other, at}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNewsroom(t)
			n.publish(pesisir, "id", first)
			d := newDesk(t, n, pesisir)
			d.run(d.options(morning))
			n.publish(pesisir, "id", tt.second, first)
			out := d.run(d.options(morning.Add(time.Hour)))
			if got := out.Digest != nil && !out.Digest.Stories[0].Updated; got != tt.isNew {
				t.Errorf("new = %v, want %v: %v", got, tt.isNew, titles(out.Digest))
			}
		})
	}
}

// A story whose article changes is told again once, marked as updated.
func TestUpdate(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	title, text := told(t, "flood", "en")
	at := morning.Add(-2 * time.Hour)
	n.publish(monitor, "en", item{"a", "flood", title, text, at})
	d := newDesk(t, n, monitor)
	first := d.run(d.options(morning)).Digest
	n.publish(monitor, "en", item{"a", "flood", "Update: " + title, text + "\nOn Sunday the agency raised the number of the dead to 977 and asked 12,345 people to leave.", at})
	second := d.run(d.options(morning.Add(time.Hour))).Digest
	if second == nil || len(second.Stories) != 1 || !second.Stories[0].Updated || second.Stories[0].ID != first.Stories[0].ID {
		t.Fatalf("after the update: %v, want the same story, updated", titles(second))
	}
	n.publish(monitor, "en", item{"a", "flood", "Update 2: " + title, text + "\nNow 978 are dead.", at})
	if third := d.run(d.options(morning.Add(2 * time.Hour))).Digest; third != nil {
		t.Errorf("an update was told twice: %v", titles(third))
	}
}

// A host that fails is asked less and less often, and reported once a day.
func TestBackOff(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.setFails(pesisir, 503)
	d := newDesk(t, n, pesisir)
	reports := map[string]int{}
	for h := range 48 {
		now := morning.Add(time.Duration(h) * time.Hour)
		out := d.run(d.options(now))
		reports[now.Format(time.DateOnly)] += len(out.Problems)
		if out.Failed != out.Asked {
			t.Errorf("%d of %d feeds failed", out.Failed, out.Asked)
		}
	}
	if asked := n.timesAsked(pesisir + "/rss"); asked > 10 || asked < 5 {
		t.Errorf("a dead host was asked %d times in 48 hourly runs", asked)
	}
	for date, count := range reports {
		if count > 1 {
			t.Errorf("%d reports on %s", count, date)
		}
	}
	if len(reports) < 2 || reports["2026-11-22"] != 1 {
		t.Errorf("reports by day: %v", reports)
	}
}

// A feed is left alone when it asks for that, also by what it said before it
// had nothing new, and for no more than half a day.
func TestFeedRests(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		says  string
		every time.Duration
		want  []int // hours after midnight of the runs that ask
	}{
		"nothing":    {"", 6 * time.Hour, []int{0, 6, 12, 18, 24, 30, 36, 42}},
		"ttl":        {"<ttl>600</ttl>", 6 * time.Hour, []int{0, 12, 24, 36}},
		"skipHours":  {"<skipHours><hour>3</hour><hour>4</hour><hour>5</hour></skipHours>", time.Hour, []int{0, 1, 2, 6, 7, 8, 9, 10, 11}},
		"first time": {"<skipHours><hour>0</hour><hour>1</hour></skipHours>", time.Hour, []int{0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
		"skipDays":   {"<skipDays><day>Sunday</day></skipDays>", 6 * time.Hour, []int{0, 12, 24, 30, 36, 42}}, // morning is on a Sunday
		"daily":      {"<ttl>100000</ttl><skipHours><hour>0</hour></skipHours>", 24 * time.Hour, []int{0, 24}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNewsroom(t)
			n.setPage(pesisir+"/rss", `<?xml version="1.0"?><rss version="2.0"><channel><title>Pesisir Pos</title><link>http://`+pesisir+`/</link>`+tt.says+`</channel></rss>`)
			d := newDesk(t, n, pesisir)
			midnight := morning.Truncate(24 * time.Hour)
			until := 48 * time.Hour
			if tt.every == time.Hour {
				until = 12 * time.Hour
			}
			var asked []int
			for at := time.Duration(0); at < until; at += tt.every {
				if out := d.run(d.options(midnight.Add(at))); out.Asked > 0 {
					asked = append(asked, int(at/time.Hour))
				}
			}
			if !slices.Equal(asked, tt.want) {
				t.Errorf("asked after %v hours, want %v", asked, tt.want)
			}
		})
	}
}

// What the user says of a feed's language goes before what the feed says, and
// not before what an article plainly is in.
func TestFeedLanguage(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	at := morning.Add(-time.Hour)
	open := strings.Repeat("Anak itu pergi ke pasar pagi ini. Dia beli ikan, sayur dan buah. Ayah dan ibu tunggu di rumah. Hari itu hujan turun dan jalan ke rumah jadi licin.\n", 3) // Indonesian as well as Malay
	title, english := told(t, "flood", "en")
	n.publish(pesisir, "id", item{"a", "pasar", "Anak itu pergi ke pasar", open, at}, item{"b", "flood", title, english, at})
	d := newDesk(t, n, pesisir)
	feeds, err := d.runner.State.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	feeds[0].Lang = "ms"
	if err := d.runner.State.SetFeed(t.Context(), feeds[0]); err != nil {
		t.Fatal(err)
	}
	got := map[string]kilas.Lang{}
	for _, s := range d.run(d.options(morning)).Digest.Stories {
		for _, a := range s.Brief.Articles {
			got[a.Title] = a.Lang
		}
	}
	if want := (map[string]kilas.Lang{"Anak itu pergi ke pasar": "ms", title: "en"}); !maps.Equal(got, want) {
		t.Errorf("languages %v, want %v", got, want)
	}
}

// A feed lists what earlier runs told too, each story once in its latest form,
// also when its file was taken away, and not what went to other files.
func TestFeedOfDigests(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	d := newDesk(t, n, pesisir, monitor)
	path := filepath.Join(d.dir, "out", "news.atom")
	run := func(now time.Time, paths ...string) []kilas.Story {
		t.Helper()
		opt := d.options(now)
		opt.Targets = nil
		for _, p := range paths {
			opt.Targets = append(opt.Targets, Target{Kind: store.TargetFile, Path: p, Format: "atom"})
		}
		d.run(opt)
		return d.written()["news.atom"].Stories
	}
	var events []string
	var before []kilas.Story
	for i, e := range []string{"flood", "ferry", "rate", "leak"} {
		events = append([]string{e}, events...)
		now := morning.AddDate(0, 0, i)
		n.reportEvents(t, now.Add(-time.Hour), events...)
		switch e {
		case "rate":
			run(now, filepath.Join(d.dir, "out", "other.atom"))
			continue
		case "leak":
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		}
		got := run(now, path)
		if len(got) != len(before)+1 || !slices.EqualFunc(got[1:], before, func(a, b kilas.Story) bool { return a.ID == b.ID }) {
			t.Fatalf("after %q the feed lists %d stories, want the new one before the %d that it had", e, len(got), len(before))
		}
		before = got
	}
	now := morning.AddDate(0, 0, 5)
	title, text := told(t, "flood", "en")
	n.publish(monitor, "en", item{"flood", "news/flood", "Update: " + title, text + "\nOn Friday the agency raised the number of the dead to 977.", morning})
	n.setPage(monitor+"/news/flood", page("en", "Update: "+title, text+"\nOn Friday the agency raised the number of the dead to 977.", morning))
	got := run(now, path)
	if len(got) != 3 || !got[0].Updated || got[0].ID != before[2].ID || got[1].ID != before[0].ID || got[2].ID != before[1].ID {
		t.Errorf("after an update the feed lists %d stories, want the updated one first and two others", len(got))
	}
}

// Clocks that jump lose nothing, tell nothing twice and stop no feed.
func TestClockJumps(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	d := newDesk(t, n, pesisir, monitor)
	n.reportEvents(t, morning.Add(-time.Hour), "flood")
	d.run(d.options(morning))
	n.reportEvents(t, morning.Add(time.Hour), "ferry", "flood")
	d.run(d.options(morning.AddDate(1, 0, 0)))
	n.reportEvents(t, morning.Add(2*time.Hour), "rate", "ferry", "flood")
	d.run(d.options(morning.AddDate(0, 0, -3)))
	n.reportEvents(t, morning.Add(3*time.Hour), "leak", "rate", "ferry", "flood")
	d.run(d.options(morning.Add(24 * time.Hour)))
	count := map[string]int{}
	for _, digest := range d.written() {
		for _, s := range digest.Stories {
			count[s.ID]++
		}
	}
	if len(count) != 4 {
		t.Errorf("%d stories were told, want 4", len(count))
	}
	for id, n := range count {
		if n != 1 {
			t.Errorf("story %s was told %d times", id, n)
		}
	}
}

// What can't be written is told by the next run, whole.
func TestUndelivered(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.reportEvents(t, morning.Add(-time.Hour), "flood", "leak")
	d := newDesk(t, n, pesisir, monitor)
	block := filepath.Join(d.dir, "out")
	if err := os.WriteFile(block, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	for range 2 {
		if _, err := d.runner.Run(t.Context(), d.options(morning)); !errors.Is(err, ErrUndelivered) {
			t.Fatalf("Run = %v, want %v", err, ErrUndelivered)
		}
	}
	if err := os.Remove(block); err != nil {
		t.Fatal(err)
	}
	if out := d.run(d.options(morning.Add(24 * time.Hour))); out.Digest == nil || len(out.Digest.Stories) != 2 {
		t.Errorf("the next run told %v, want both stories", titles(out.Digest))
	}
}

// A mail server that fails gets the same message with the next run, and other
// outputs are not written again.
func TestMailFails(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.reportEvents(t, morning.Add(-time.Hour), "flood")
	d := newDesk(t, n, pesisir, monitor)
	var sent []string
	fail := true
	d.runner.Send = func(_ context.Context, _ kilas.Digest, id string) error {
		if fail {
			return errors.New("connection refused")
		}
		sent = append(sent, id)
		return nil
	}
	opt := d.options(morning)
	opt.Targets = append(opt.Targets, Target{Kind: store.TargetMail, Path: "reader@example.com"})
	out, err := d.runner.Run(t.Context(), opt)
	if !errors.Is(err, ErrUndelivered) || len(d.written()) != 1 {
		t.Fatalf("Run = %v with %d files, want an error and a file", err, len(d.written()))
	}
	for i, want := range []int{1, 0, 1} { // reports, on two days
		opt.Now = morning.Add(time.Duration(i) * 11 * time.Hour)
		again := d.run(opt)
		if again.Pending != 1 || len(again.Problems) != want || want > 0 && strings.Count(again.Problems[0].Message, "not delivered") != 1 {
			t.Errorf("run %d: %d digests pending, problems %v; want one, and %d problems", i, again.Pending, again.Problems, want)
		}
	}
	fail = false
	if again := d.run(opt); again.Pending != 0 {
		t.Errorf("%d digests pending when the server is back", again.Pending)
	}
	d.run(opt)
	if len(sent) != 1 || sent[0] != out.Digest.ID || len(d.written()) != 1 {
		t.Errorf("sent %q, %d files; want one message with the ID %s and one file", sent, len(d.written()), out.Digest.ID)
	}
}

func TestChoice(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		adjust func(*Options)
		want   int
		left   int
	}{
		"all":         {func(*Options) {}, 3, 0},
		"two":         {func(o *Options) { o.Max = 2 }, 2, 1},
		"include":     {func(o *Options) { o.Include = []string{"central BANK"} }, 1, 2},
		"exclude":     {func(o *Options) { o.Exclude = []string{"ferry"} }, 2, 1},
		"half a word": {func(o *Options) { o.Include = []string{"ferr"} }, 0, 0},
		"too old":     {func(o *Options) { o.Since = time.Minute }, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNewsroom(t)
			n.reportEvents(t, morning.Add(-time.Hour), "flood", "ferry", "rate")
			d := newDesk(t, n, monitor)
			opt := d.options(morning)
			tt.adjust(&opt)
			out := d.run(opt)
			if got := len(titles(out.Digest)); got != tt.want || out.Digest != nil && out.Digest.LeftOut != tt.left {
				t.Errorf("told %v, want %d and %d left out", titles(out.Digest), tt.want, tt.left)
			}
			if again := d.run(d.options(morning.Add(time.Hour))); again.Digest != nil {
				t.Errorf("what was left out came back: %v", titles(again.Digest))
			}
		})
	}
}

func TestDryRunAndMarkRead(t *testing.T) {
	t.Parallel()
	n := newNewsroom(t)
	n.reportEvents(t, morning.Add(-time.Hour), "flood", "ferry")
	d := newDesk(t, n, pesisir, monitor)
	for range 2 {
		out, err := d.runner.DryRun(t.Context(), d.options(morning))
		if err != nil || len(titles(out.Digest)) != 2 || len(out.Written) != 1 {
			t.Fatalf("DryRun = %v, %v, want two stories", titles(out.Digest), err)
		}
	}
	if files := d.written(); len(files) != 0 {
		t.Errorf("a dry run wrote %d files", len(files))
	}
	if _, count, err := d.runner.MarkRead(t.Context(), d.options(morning)); err != nil || count != 4 {
		t.Errorf("MarkRead = %d, %v, want 4 entries", count, err)
	}
	if out := d.run(d.options(morning.Add(time.Hour))); out.Digest != nil {
		t.Errorf("what was marked as read was told: %v", titles(out.Digest))
	}
}

func TestLock(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.db")
	release, err := Lock(t.Context(), path, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, wait := range []time.Duration{0, 50 * time.Millisecond} {
		if _, err := Lock(t.Context(), path, wait); !errors.Is(err, ErrLocked) {
			t.Errorf("Lock while it is held, wait %v = %v, want %v", wait, err, ErrLocked)
		}
	}
	release()
	again, err := Lock(t.Context(), path, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	again()
}

func TestExpand(t *testing.T) {
	t.Parallel()
	taken := map[string]bool{"d-2026-11-22.html": true, "d-2026-11-22-2.html": true, "d1.md": true, "latest.html": true}
	for _, tt := range []struct {
		pattern, want string
		replace       bool
	}{
		{"d-{date}.html", "d-2026-11-22-3.html", false},
		{"d-{date}-{time}.html", "d-2026-11-22-0630.html", false},
		{"d{n}.md", "d2.md", false},
		{"latest.html", "latest.html", true},
	} {
		if got, replace := Expand(tt.pattern, morning, func(p string) bool { return taken[p] }); got != tt.want || replace != tt.replace {
			t.Errorf("Expand(%q) = %q, %v, want %q, %v", tt.pattern, got, replace, tt.want, tt.replace)
		}
	}
}
