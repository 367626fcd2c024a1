package translate

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/internal/store"
)

func memory(t *testing.T) *store.Memory {
	t.Helper()
	m, err := store.OpenMemory(t.Context(), filepath.Join(t.TempDir(), "memory.db"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	})
	return m
}

func TestRememberPaysOnce(t *testing.T) {
	t.Parallel()
	m := memory(t)
	first := &scripted{name: "a", do: english}
	want, err := Sentences(t.Context(), []Backend{Remember(first, func() string { return "1" }, func() *store.Memory { return m })}, "id", "en", []string{"satu dua", "", "tiga"})
	if err != nil {
		t.Fatal(err)
	}
	second := &scripted{name: "a", do: english}
	got, err := Sentences(t.Context(), []Backend{Remember(second, func() string { return "1" }, func() *store.Memory { return m })}, "id", "en", []string{"satu dua", "", "tiga", "empat lima"})
	if err != nil || show(got[:3]) != show(want) || got[3].Text != "EN lima empat" || got[0].By != "a" {
		t.Errorf("Sentences = %s%v, want the same as before: %s", show(got), err, show(want))
	}
	if len(second.calls) != 1 || !slices.Equal(second.calls[0], []string{"empat lima"}) {
		t.Errorf("the second run paid for %q", second.calls)
	}
	other := &scripted{name: "a", do: english}
	if _, err := Sentences(t.Context(), []Backend{Remember(other, func() string { return "2" }, func() *store.Memory { return m })}, "id", "en", []string{"tiga"}); err != nil || len(other.calls) != 1 {
		t.Errorf("another model was asked %d times (%v), want 1", len(other.calls), err)
	}
}

func TestRememberKeepsNothingDoubtful(t *testing.T) {
	t.Parallel()
	m := memory(t)
	loop := "EN " + strings.Repeat("bad ", 30)
	b := &scripted{name: "a", do: func(call int, s string) string {
		if call == 1 && s == "dua tiga" {
			return loop
		}
		return english(call, s)
	}}
	got, err := Sentences(t.Context(), []Backend{Remember(b, nil, func() *store.Memory { return m })}, "id", "en", []string{"satu", "dua tiga"})
	if err != nil || got[1].Text != "EN tiga dua" || len(got[1].Warnings) > 0 {
		t.Errorf("Sentences = %s%v, want the loop tried again", show(got), err)
	}
	if want := [][]string{{"satu", "dua tiga"}, {"dua tiga"}}; len(b.calls) != 2 || !slices.Equal(b.calls[1], want[1]) {
		t.Errorf("calls = %q, want %q", b.calls, want)
	}
}

// A memory that can't be read is no reason not to translate.
func TestRememberWithoutMemory(t *testing.T) {
	t.Parallel()
	m, err := store.OpenMemory(t.Context(), filepath.Join(t.TempDir(), "memory.db"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := Sentences(t.Context(), []Backend{Remember(&scripted{name: "a", do: english}, nil, func() *store.Memory { return m })}, "id", "en", []string{"satu"})
	if err != nil || got[0].Text != "EN satu" {
		t.Errorf("Sentences = %s%v", show(got), err)
	}
}
