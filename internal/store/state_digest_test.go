package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
)

var day1 = time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)

// subscribed is a state with a feed, on its first day.
func subscribed(t *testing.T) (*State, Feed) {
	t.Helper()
	s := newState(t)
	if _, err := s.AddFeeds(t.Context(), Feed{URL: "https://pesisir.example/rss"}); err != nil {
		t.Fatal(err)
	}
	if err := s.BeginDay(t.Context(), "2026-11-22"); err != nil {
		t.Fatal(err)
	}
	feeds, err := s.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s, feeds[0]
}

func waiting(t *testing.T, s *State, now time.Time) []Entry {
	t.Helper()
	list, err := s.Waiting(t.Context(), 0, now, 7*24*time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestEntries(t *testing.T) {
	t.Parallel()
	s, f := subscribed(t)
	note := func(entries ...Entry) Noted {
		t.Helper()
		n, err := s.AddEntries(t.Context(), f, entries, day1)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	a := Entry{GUID: "a", Link: "pesisir.example/a", URL: "https://pesisir.example/a", Version: []byte("1"), Content: "<p>whole</p>", Lang: "id"}
	old := Entry{GUID: "old", Link: "pesisir.example/old", Version: []byte("1"), Drop: true}
	if n := note(a, old); n != (Noted{New: 1, All: 2}) {
		t.Errorf("AddEntries = %+v, want one new", n)
	}
	list := waiting(t, s, day1)
	if len(list) != 1 || list[0].URL != a.URL || list[0].Content != a.Content || list[0].Lang != "id" || list[0].Update {
		t.Fatalf("Waiting = %+v, want the entry", list)
	}
	changed := a
	changed.Version = []byte("2")
	otherGUID, otherLink := a, a
	otherGUID.GUID, otherLink.Link = "b", "pesisir.example/b"
	if n := note(a, changed, otherGUID, otherLink); n.New+n.Updated != 0 {
		t.Errorf("AddEntries of what waits = %+v, want nothing new", n)
	}
	if err := s.Settle(t.Context(), func(b *Batch) error { return b.Done(t.Context(), list[0].ID, 7) }); err != nil {
		t.Fatal(err)
	}
	if n := note(changed); n.Updated != 1 {
		t.Errorf("AddEntries of a new version = %+v, want an update", n)
	}
	list = waiting(t, s, day1)
	if len(list) != 1 || !list[0].Update || list[0].Article != 7 {
		t.Errorf("Waiting = %+v, want an update of article 7", list)
	}
	for range 2 * maxUpdates {
		changed.Version = append(changed.Version, 'x')
		if err := s.Settle(t.Context(), func(b *Batch) error { return b.Done(t.Context(), list[0].ID, 7) }); err != nil {
			t.Fatal(err)
		}
		note(changed)
	}
	if list := waiting(t, s, day1); len(list) != 0 {
		t.Error("an entry that changes for ever is looked at for ever")
	}
	if err := s.RemoveFeeds(t.Context(), f.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddEntries(t.Context(), f, []Entry{a}, day1); !errors.Is(err, ErrNoFeed) {
		t.Errorf("AddEntries of a feed that is gone = %v, want %v", err, ErrNoFeed)
	}
}

// An entry that failed waits for its time, but not for one that only a clock
// that jumped can have set.
func TestWaitingClock(t *testing.T) {
	t.Parallel()
	s, f := subscribed(t)
	if _, err := s.AddEntries(t.Context(), f, []Entry{{GUID: "a", Version: []byte{}}}, day1); err != nil {
		t.Fatal(err)
	}
	id := waiting(t, s, day1)[0].ID
	for _, tt := range []struct {
		next time.Duration
		want int
	}{{time.Hour, 0}, {-time.Hour, 1}, {365 * 24 * time.Hour, 1}} {
		if err := s.Settle(t.Context(), func(b *Batch) error { return b.Again(t.Context(), id, day1.Add(tt.next)) }); err != nil {
			t.Fatal(err)
		}
		if list := waiting(t, s, day1); len(list) != tt.want {
			t.Errorf("with the next try in %v, %d entries are due, want %d", tt.next, len(list), tt.want)
		}
	}
}

// add stores an article in a story of its own.
func add(t *testing.T, s *State, name string) (article int64) {
	t.Helper()
	err := s.Settle(t.Context(), func(b *Batch) error {
		var err error
		article, err = b.Add(t.Context(), Article{Link: name, Text: []byte(name), Facts: []byte{}, Sketch: []uint32{1, 2, 3, 4, 5, 6, 7, 8}, Terms: []uint32{9}, Body: &kilas.Article{ID: name, Text: name}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Place(t.Context(), []Placed{{Name: name, Articles: []int64{article}}}, day1); err != nil {
		t.Fatal(err)
	}
	return article
}

func untold(t *testing.T, s *State) []string {
	t.Helper()
	list, err := s.Untold(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, st := range list {
		out = append(out, fmt.Sprint(st.Name, " ", len(st.Articles), " ", st.Updated))
	}
	return out
}

// A delivery tells its stories when it is prepared, and gives them back when it
// reached nothing.
func TestDelivery(t *testing.T) {
	t.Parallel()
	s, _ := subscribed(t)
	add(t, s, "flood")
	left := add(t, s, "ferry")
	list, err := s.Untold(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("Untold = %v, %v", list, err)
	}
	tells := []Telling{{list[0].ID, Tells}, {list[1].ID, Leaves}}
	all := []string{"flood 1 false", "ferry 1 false"}
	d := Delivery{ID: "d", Created: day1, Stories: 1, Digest: &kilas.Digest{ID: "d"}, Targets: []Target{{Kind: TargetFile, Path: "/a"}, {Kind: TargetMail}}}
	for _, reached := range []bool{false, true} {
		if err := s.Plan(t.Context(), d, tells); err != nil {
			t.Fatal(err)
		}
		if got := untold(t, s); !slices.Equal(got, all) {
			t.Errorf("planned: untold are %q", got)
		}
		if err := s.Prepare(t.Context(), "d", [][]byte{{1}, nil}); err != nil {
			t.Fatal(err)
		}
		if got := untold(t, s); len(got) != 0 {
			t.Errorf("prepared: untold are %q", got)
		}
		pending, err := s.Pending(t.Context())
		if err != nil || len(pending) != 1 || pending[0].Digest == nil || len(pending[0].Targets) != 2 {
			t.Fatalf("Pending = %+v, %v", pending, err)
		}
		if reached {
			err = s.Written(t.Context(), "d", 0)
		}
		if err := errors.Join(err, s.GiveUp(t.Context(), "d")); err != nil {
			t.Fatal(err)
		}
		if got := untold(t, s); (len(got) == 0) != reached {
			t.Errorf("given up, a file written: %v; untold are %q", reached, got)
		}
	}
	history, err := s.History(t.Context(), 0)
	if err != nil || len(history) != 1 || len(history[0].Targets) != 1 {
		t.Errorf("History = %+v, %v, want the file", history, err)
	}
	// What was left out is considered again when more is reported of it.
	if err := s.Place(t.Context(), []Placed{{ID: list[1].ID, Articles: []int64{left}}}, day1); err != nil {
		t.Fatal(err)
	}
	if got := untold(t, s); !slices.Equal(got, all[1:]) {
		t.Errorf("after another report, untold are %q", got)
	}
}

// What is old goes after so many days of running, not after so much time.
func TestPrune(t *testing.T) {
	t.Parallel()
	s, f := subscribed(t)
	add(t, s, "flood")
	if _, err := s.AddEntries(t.Context(), f, []Entry{{GUID: "a", Version: []byte{}}}, day1); err != nil {
		t.Fatal(err)
	}
	rows := func() (n int) {
		t.Helper()
		if err := s.db.QueryRow(`SELECT (SELECT count(*) FROM entry) + (SELECT count(*) FROM article) + (SELECT count(*) FROM band) + (SELECT count(*) FROM story)`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	if err := s.BeginDay(t.Context(), "2027-11-22"); err != nil { // a clock that jumped
		t.Fatal(err)
	}
	if n := rows(); n != 5 {
		t.Errorf("after a jump of a year, %d rows are left, want 5", n)
	}
	for d := range articleDay + 2 {
		if err := s.BeginDay(t.Context(), day1.AddDate(2, 0, d).Format(time.DateOnly)); err != nil {
			t.Fatal(err)
		}
	}
	if n := rows(); n != 0 {
		t.Errorf("after %d days, %d rows are left, want none", articleDay+2, n)
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	s := newState(t)
	for _, tt := range []struct {
		subject, date string
		want          bool
	}{{"a", "1", true}, {"a", "1", false}, {"b", "1", true}, {"a", "2", true}, {"a", "1", true}} {
		if got, err := s.Report(t.Context(), tt.subject, tt.date); err != nil || got != tt.want {
			t.Errorf("Report(%q, %q) = %v, %v, want %v", tt.subject, tt.date, got, err, tt.want)
		}
	}
}
