package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var idEn = MemoryKey{From: "id", To: "en", Backend: "exec:x", Model: "1"}

func openMemory(t *testing.T, path string, maxBytes int64) *Memory {
	t.Helper()
	m, err := OpenMemory(t.Context(), path, maxBytes)
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

func keep(t *testing.T, m *Memory, k MemoryKey, pairs ...string) {
	t.Helper()
	var texts, translations []string
	for pair := range slices.Chunk(pairs, 2) {
		texts, translations = append(texts, pair[0]), append(translations, pair[1])
	}
	if err := m.Keep(t.Context(), k, texts, translations); err != nil {
		t.Fatal(err)
	}
}

func find(t *testing.T, m *Memory, k MemoryKey, texts ...string) []string {
	t.Helper()
	got, err := m.Find(t.Context(), k, texts)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestMemory(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "deep", "odd name?%", "memory.db")
	m := openMemory(t, path, 1<<20)
	keep(t, m, idEn, "hujan", "rain", "banjir", "flood", "kosong", "")
	keep(t, m, idEn, "banjir", "floods")
	again := openMemory(t, path, 1<<20) // a second process
	if got, want := find(t, again, idEn, "banjir", "kosong", "hujan", "gempa"), []string{"floods", "", "rain", ""}; !slices.Equal(got, want) {
		t.Errorf("Find = %q, want %q", got, want)
	}
	if _, err := os.Stat(path); err != nil {
		t.Errorf("the memory is not where it was asked for: %v", err)
	}
}

// A translation is found under nothing but what it depends on.
func TestMemoryKeys(t *testing.T) {
	t.Parallel()
	m := openMemory(t, filepath.Join(t.TempDir(), "memory.db"), 1<<20)
	keep(t, m, idEn, "hujan", "rain")
	for _, k := range []MemoryKey{
		{From: "ms", To: "en", Backend: "exec:x", Model: "1"},
		{From: "id", To: "fr", Backend: "exec:x", Model: "1"},
		{From: "id", To: "en", Backend: "exec:y", Model: "1"},
		{From: "id", To: "en", Backend: "exec:x", Model: "2"},
		{From: "id", To: "en", Backend: "exec:x1", Model: ""},
	} {
		if got := find(t, m, k, "hujan"); got[0] != "" {
			t.Errorf("Find(%+v) = %q, want nothing", k, got)
		}
	}
	if got := find(t, m, idEn, "hujan "); got[0] != "" {
		t.Errorf("Find of another text = %q, want nothing", got)
	}
}

// The memory stays within its bound and drops what was unused for longest.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	const bound = 20 * (entryBytes + 10)
	m := openMemory(t, filepath.Join(t.TempDir(), "memory.db"), bound)
	clock := time.Unix(0, 0)
	m.now = func() time.Time { clock = clock.Add(time.Second); return clock }
	for i := range 100 {
		keep(t, m, idEn, fmt.Sprintf("kalimat %d", i), strings.Repeat("x", 10))
		find(t, m, idEn, "kalimat 0") // used all the time
	}
	var total int64
	if err := m.db.QueryRow(`SELECT sum(bytes) FROM translation`).Scan(&total); err != nil {
		t.Fatal(err)
	}
	if total > bound || total < bound/2 {
		t.Errorf("the memory has %d bytes, bound %d", total, bound)
	}
	got := find(t, m, idEn, "kalimat 0", "kalimat 99", "kalimat 1")
	if got[0] == "" || got[1] == "" || got[2] != "" {
		t.Errorf("Find = %q, want the first, which was used, and the last", got)
	}
}

func TestMemoryDamaged(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"no database": strings.Repeat("this is no database ", 500),
		"cut header":  "SQLite format 3\x00" + strings.Repeat("\x00", 200),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "memory.db")
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			m := openMemory(t, path, 1<<20)
			keep(t, m, idEn, "hujan", "rain")
			if got := find(t, m, idEn, "hujan"); got[0] != "rain" {
				t.Errorf("Find = %q, want rain", got)
			}
		})
	}
}

func TestMemoryErrors(t *testing.T) {
	t.Parallel()
	if _, err := OpenMemory(t.Context(), t.TempDir(), 1); err == nil || !strings.Contains(err.Error(), "open ") {
		t.Errorf("OpenMemory of a directory = %v, want an error", err)
	}
	m := openMemory(t, filepath.Join(t.TempDir(), "memory.db"), 1<<20)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Find(ctx, idEn, []string{"hujan"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Find = %v, want %v", err, context.Canceled)
	}
	if err := m.Keep(ctx, idEn, []string{"hujan"}, []string{"rain"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Keep = %v, want %v", err, context.Canceled)
	}
}

// Several processes write at a time.
func TestMemoryShared(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "memory.db")
	var wg sync.WaitGroup
	for p := range 4 {
		m := openMemory(t, path, 1<<20)
		wg.Go(func() {
			for i := range 20 {
				text := fmt.Sprintf("%d-%d", p, i)
				if err := m.Keep(t.Context(), idEn, []string{text}, []string{"x" + text}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := find(t, openMemory(t, path, 1<<20), idEn, "0-0", "3-19"); !slices.Equal(got, []string{"x0-0", "x3-19"}) {
		t.Errorf("Find = %q", got)
	}
}
