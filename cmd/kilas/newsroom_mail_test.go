//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/kilas-news/kilas/internal/newsroom"
)

// TestNewsroomMail has kilas send its digests through a mail server that
// refuses, breaks off in the middle of a letter, and takes letters without
// saying so, while runs are killed. Every event comes by mail, and a letter
// comes twice only where nobody could know that it had arrived.
func TestNewsroomMail(t *testing.T) {
	t.Parallel()
	box, err := newsroom.OpenPostbox()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	m := newMorning(t, newsroom.Config{Seed: *simulatedSeed + 1, Days: 2, Feeds: 12, Articles: 36})
	config := fmt.Sprintf("[mail]\nto = [\"reader@home.example\"]\nfrom = \"kilas@home.example\"\nserver = %q\nsecurity = \"none\"\n", box.Address)
	path := filepath.Join(m.reader.Home, "config.toml")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	send := func(clock time.Time, kill <-chan struct{}) int {
		res := m.run(kill, "digest", "run", "--config", path, "--now", clock.Format(time.RFC3339), "--timeout", (runLimit / 2).String(),
			"--max-stories", "0", "--no-updates", "--mail", "reader@home.example")
		m.wall = max(res.Wall, m.wall*9/10)
		return res.Status
	}
	moods := []newsroom.Mood{newsroom.Well, newsroom.Cut, newsroom.Deaf, newsroom.Speechless, newsroom.Well, newsroom.Full}
	doubtful := 0 // letters that may come twice
	for slot := range (2 + 2) * runsPerDay {
		now := m.world.Config.Start.Add(time.Duration(slot+1) * 24 * time.Hour / runsPerDay)
		m.server.SetNow(now.Add(time.Hour))
		mood := moods[slot%len(moods)]
		box.Set(mood)
		before := len(letters(t, box))
		status := send(now, nil)
		came := len(letters(t, box)) - before
		switch {
		case mood == newsroom.Well && status != exitOK && status != exitShort:
			t.Errorf("run %d: status %d", slot, status)
		case mood == newsroom.Speechless && came > 0:
			doubtful += came
			if status == exitOK {
				t.Errorf("run %d: status 0, although the server did not say that it took the letter", slot)
			}
		case mood != newsroom.Well && came > 0:
			t.Errorf("run %d: a letter came in mood %d", slot, mood)
		}
		if slot%3 == 1 {
			box.Set(newsroom.Well)
			before := len(letters(t, box))
			kill := make(chan struct{})
			time.AfterFunc(time.Duration(m.rng.Int64N(int64(m.wall))), func() { close(kill) })
			if send(now.Add(time.Hour), kill) == -1 && len(letters(t, box)) > before {
				doubtful++
			}
		}
	}
	box.Set(newsroom.Well)
	for i := range 2 {
		send(m.world.End().Add(time.Duration(48+6*i)*time.Hour), nil)
	}
	m.checkLetters(letters(t, box), doubtful)
}

func letters(t *testing.T, box *newsroom.Postbox) []newsroom.Letter {
	t.Helper()
	list, err := box.Letters()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// checkLetters checks what came against what happened.
func (m *morning) checkLetters(list []newsroom.Letter, doubtful int) {
	m.t.Helper()
	byID := make(map[string]newsroom.Letter)
	in := make(map[string]string) // the letter that an article is in
	events := make(map[int]bool)
	for _, l := range list {
		if first, ok := byID[l.ID]; ok {
			if doubtful--; doubtful < 0 {
				m.t.Errorf("letter %s came once more than it may", l.ID)
			}
			if !slices.Equal(first.Articles, l.Articles) {
				m.t.Errorf("letter %s came with other articles: %q, %q", l.ID, first.Articles, l.Articles)
			}
			continue
		}
		byID[l.ID] = l
		if !slices.Equal(l.To, []string{"reader@home.example"}) || l.Subject == "" || len(l.Articles) == 0 {
			m.t.Errorf("letter %s: to %q, subject %q, %d articles", l.ID, l.To, l.Subject, len(l.Articles))
		}
		for _, address := range l.Articles {
			if other, ok := in[address]; ok {
				m.t.Errorf("%s is in the letters %s and %s", address, other, l.ID)
			}
			in[address] = l.ID
			if a, ok := m.world.Article(address); ok {
				events[a.Event] = true
			} else {
				m.t.Errorf("letter %s tells of %s, which no site has", l.ID, address)
			}
		}
	}
	m.t.Logf("%d letters, %d of them the first of their kind, with %d articles", len(list), len(byID), len(in))
	for _, a := range m.world.Articles {
		if a.Feed.Reachable() && !events[a.Event] {
			m.t.Errorf("no letter tells of event %d: %s %s", a.Event, a.URL, a.Title)
		}
	}
}
