package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

func opened(t *testing.T, path string) *State {
	t.Helper()
	s, err := OpenState(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func newState(t *testing.T) *State {
	t.Helper()
	return opened(t, filepath.Join(t.TempDir(), "kilas", "state.db"))
}

func TestFeeds(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "odd name?%", "state.db")
	s := opened(t, path)
	now := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	a := Feed{URL: "https://pesisir.example/rss", Title: "Pesisir Pos", Added: now}
	b := Feed{URL: "https://monitor.example/atom", Kind: "page", Title: "Monitor", Named: true, Folder: "Asia/Java", Lang: "en", Weight: 0.5, PerRun: 20, Include: []string{"banjir", "gempa bumi"}, Exclude: []string{"iklan"}, Added: now}
	added, err := s.AddFeeds(t.Context(), a, b, a)
	if err != nil || !slices.Equal(added, []bool{true, true, false}) {
		t.Fatalf("AddFeeds = %v, %v, want true, true, false", added, err)
	}
	feeds, err := s.Feeds(t.Context())
	if err != nil || len(feeds) != 2 {
		t.Fatalf("Feeds = %v, %v, want two", feeds, err)
	}
	b.ID = feeds[1].ID
	if !reflect.DeepEqual(feeds[1], b) || feeds[0].Weight != 1 || feeds[0].Kind != "feed" {
		t.Errorf("Feeds = %+v, want defaults and %+v", feeds, b)
	}
	h := Health{ETag: `"1"`, LastModified: "Sun", Tried: now, OK: now, Next: now.Add(time.Hour), Failures: 3, Error: "status 503", Code: "status-503", TTL: 90 * time.Minute, Skip: 1<<24 | 3}
	b.Title, b.Paused, b.Exclude = "JSM", true, []string{"iklan", "lowongan"}
	if err := errors.Join(s.SetHealth(t.Context(), b.ID, h), s.SetFeed(t.Context(), b), s.RemoveFeeds(t.Context(), feeds[0].ID)); err != nil {
		t.Fatal(err)
	}
	b.Health = h
	feeds, err = opened(t, path).Feeds(t.Context()) // a second process
	if err != nil || len(feeds) != 1 || !reflect.DeepEqual(feeds[0], b) {
		t.Errorf("Feeds = %+v, %v, want %+v", feeds, err, b)
	}
}

func TestFeedsGone(t *testing.T) {
	t.Parallel()
	s := newState(t)
	if _, err := s.AddFeeds(t.Context(), Feed{URL: "https://pesisir.example/rss"}); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"SetFeed":     s.SetFeed(t.Context(), Feed{ID: 7, URL: "https://x.example/"}),
		"SetHealth":   s.SetHealth(t.Context(), 7, Health{}),
		"RemoveFeeds": s.RemoveFeeds(t.Context(), 1, 7),
	} {
		if !errors.Is(err, ErrNoFeed) {
			t.Errorf("%s = %v, want %v", name, err, ErrNoFeed)
		}
	}
	if feeds, err := s.Feeds(t.Context()); err != nil || len(feeds) != 1 {
		t.Errorf("Feeds = %v, %v: removing all or none left not one", feeds, err)
	}
}

// A state where a folder is, or that nobody may write, says so.
func TestStateAccess(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.db")
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenState(t.Context(), path); !errors.Is(err, ErrAccess) || !strings.Contains(err.Error(), path) {
		t.Errorf("OpenState = %v, want %v with the path", err, ErrAccess)
	}
}

// A damaged state is neither replaced nor removed.
func TestStateDamaged(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"no database": strings.Repeat("this is no database ", 500),
		"cut header":  "SQLite format 3\x00" + strings.Repeat("\x00", 200),
		"emptied":     "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "state.db")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path+backupSuffix, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := OpenState(t.Context(), path)
			if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), path) {
				t.Errorf("OpenState = %v, want %v with the path", err, ErrDamaged)
			}
			if got, err := os.ReadFile(path); err != nil || string(got) != content {
				t.Errorf("the damaged file was changed (%v)", err)
			}
		})
	}
}

// There is one backup of each day, also when the first runs of it failed or it
// was taken away.
func TestStateBackup(t *testing.T) {
	t.Parallel()
	s := newState(t)
	if BackupOf(s.Path()) != "" {
		t.Error("a new state has a backup")
	}
	for i, tt := range []struct {
		date   string
		remove bool
		want   int // feeds in the backup
	}{{"2026-11-22", false, 1}, {"2026-11-22", false, 1}, {"2026-11-23", false, 3}, {"2026-11-23", true, 4}} {
		if tt.remove {
			if err := os.Remove(BackupOf(s.Path())); err != nil {
				t.Fatal(err)
			}
		}
		_, err := s.AddFeeds(t.Context(), Feed{URL: fmt.Sprintf("https://a.example/%d", i)})
		if err := errors.Join(err, s.BeginDay(t.Context(), tt.date), s.Backup(t.Context())); err != nil {
			t.Fatal(err)
		}
		feeds, err := opened(t, BackupOf(s.Path())).Feeds(t.Context())
		if err != nil || len(feeds) != tt.want {
			t.Errorf("backup %d has %d feeds, %v, want %d", i, len(feeds), err, tt.want)
		}
	}
}

// The state of an older kilas is brought up to date, with all that is in it.
func TestOldState(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.db")
	old, err := openState(t.Context(), path, migrations[:1])
	if err != nil {
		t.Fatal(err)
	}
	_, err = old.db.Exec(`INSERT INTO feed (url, kind, title, named, site, folder, lang, weight, per_run, paused, added) VALUES ('https://a.example/', 'feed', 'A', 1, '', '', 'id', 2, 0, 0, 1)`)
	if err := errors.Join(err, old.Close()); err != nil {
		t.Fatal(err)
	}
	s := opened(t, path)
	if feeds, err := s.Feeds(t.Context()); err != nil || len(feeds) != 1 || feeds[0].Title != "A" || feeds[0].Health.TTL != 0 {
		t.Errorf("Feeds = %+v, %v, want the one of before", feeds, err)
	}
	if v, err := s.version(t.Context()); err != nil || v != len(migrations) {
		t.Errorf("version = %d, %v, want %d", v, err, len(migrations))
	}
}

// A migration that fails leaves the version before it, and a copy.
func TestMigrate(t *testing.T) {
	t.Parallel()
	s := newState(t)
	if _, err := s.AddFeeds(t.Context(), Feed{URL: "https://a.example/"}); err != nil {
		t.Fatal(err)
	}
	now := len(migrations)
	good := `ALTER TABLE feed ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'`
	bad := good + `; ALTER TABLE nothing ADD COLUMN colour TEXT`
	if err := s.migrate(t.Context(), append(slices.Clone(migrations), bad)); err == nil {
		t.Error("a migration that can't be done gave no error")
	}
	if v, err := s.version(t.Context()); err != nil || v != now {
		t.Errorf("version = %d, %v after a failed migration, want %d", v, err, now)
	}
	if err := s.migrate(t.Context(), append(slices.Clone(migrations), good)); err != nil {
		t.Fatal(err)
	}
	var colour string
	if err := s.db.QueryRow(`SELECT colour FROM feed`).Scan(&colour); err != nil || colour != "red" {
		t.Errorf("colour = %q, %v, want red", colour, err)
	}
	if feeds, err := opened(t, fmt.Sprintf("%s.v%d", s.Path(), now)).Feeds(t.Context()); err != nil || len(feeds) != 1 {
		t.Errorf("the copy before the migration has %v, %v, want one feed", feeds, err)
	}
	if err := s.migrate(t.Context(), migrations); !errors.Is(err, ErrNewer) {
		t.Errorf("migrate of a newer file = %v, want %v", err, ErrNewer)
	}
}
