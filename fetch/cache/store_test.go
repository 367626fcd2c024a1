package cache

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/bartventer/httpcache/store/acceptance"
	"github.com/bartventer/httpcache/store/driver"
)

// TestStoreIsDriver runs the library's own tests of stores.
func TestStoreIsDriver(t *testing.T) {
	t.Parallel()
	acceptance.Run(t, acceptance.FactoryFunc(func() (driver.Conn, func()) {
		return &store{dir: t.TempDir(), maxBytes: 1 << 20}, func() {}
	}))
}

func set(t *testing.T, s *store, key string, bytes int) {
	t.Helper()
	if err := s.Set(key, make([]byte, bytes)); err != nil {
		t.Fatal(err)
	}
}

// TestEviction: the store stays within its size, and what was used last stays.
func TestEviction(t *testing.T) {
	t.Parallel()
	s := &store{dir: t.TempDir(), maxBytes: 100_000}
	for i := range 100 {
		key := fmt.Sprintf("https://news.example/%d#0", i)
		set(t, s, key, 5000)
		// Clocks of file systems may be coarse: each page is of its own hour.
		when := time.Now().Add(time.Duration(i-1000) * time.Hour)
		if err := os.Chtimes(s.path(key), when, when); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Get("https://news.example/0#0"); err != nil {
			t.Fatalf("after %d pages: %v, want the page that is read again and again", i+1, err)
		}
		if u, err := UsageOf(s.dir); err != nil || u.Bytes > s.maxBytes {
			t.Fatalf("after %d pages: %d bytes kept, %v", i+1, u.Bytes, err)
		}
	}
	u, err := UsageOf(s.dir)
	if err != nil || u.Responses < 17 || u.Responses > 19 {
		t.Errorf("%d pages kept, %v; want 18 or so", u.Responses, err)
	}
	for i, kept := range map[int]bool{99: true, 90: true, 50: false, 1: false} {
		if _, err := s.Get(fmt.Sprintf("https://news.example/%d#0", i)); (err == nil) != kept {
			t.Errorf("page %d: %v, want kept %v", i, err, kept)
		}
	}
	set(t, s, "large#0", 30_000)
	if _, err := s.Get("large#0"); err == nil {
		t.Error("a page of a third of the cache was kept")
	}
}

// TestLeftovers: what a crash leaves goes with time.
func TestLeftovers(t *testing.T) {
	t.Parallel()
	s := &store{dir: t.TempDir(), maxBytes: 100_000}
	old, young := filepath.Join(s.dir, "1"+partExt), filepath.Join(s.dir, "2"+partExt)
	for path, age := range map[string]time.Duration{old: 2 * partAge, young: 0} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		when := time.Now().Add(-age)
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	set(t, s, "key#0", 10)
	for path, want := range map[string]bool{old: false, young: true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v, want it there %v", path, err, want)
		}
	}
}

// TestDamaged: what isn't the whole entry of its key isn't there.
func TestDamaged(t *testing.T) {
	t.Parallel()
	const key = "https://news.example/#0"
	whole := encode(key, []byte("value"))
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-1] ^= 1
	for name, content := range map[string][]byte{
		"empty": nil, "cut": whole[:len(whole)-2], "header only": whole[:headerBytes], "flipped": flipped,
		"of another key": encode("https://news.example/other#0", []byte("value")), "something else": []byte("HTTP/1.1 200 OK\r\n\r\nbody of a page"),
	} {
		s := &store{dir: t.TempDir(), maxBytes: 1 << 20}
		if err := writeFile(s.path(key), content); err != nil {
			t.Fatal(err)
		}
		if value, err := s.Get(key); !errors.Is(err, driver.ErrNotExist) {
			t.Errorf("%s: %q, %v", name, value, err)
		}
		if err := s.Set(key, []byte("new")); err != nil {
			t.Fatal(err)
		}
		if value, err := s.Get(key); string(value) != "new" || err != nil {
			t.Errorf("%s: %q, %v after it was written anew", name, value, err)
		}
	}
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	s := &store{dir: filepath.Join(t.TempDir(), "http"), maxBytes: 1 << 20, readOnly: true}
	if err := errors.Join(s.Set("key", []byte("value")), s.Delete("key")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.dir); err == nil {
		t.Error("a store that is read only made its folder")
	}
}

func TestClear(t *testing.T) {
	t.Parallel()
	s := &store{dir: filepath.Join(t.TempDir(), "http"), maxBytes: 1 << 20}
	set(t, s, "a#0", 10)
	set(t, s, "a", 10)
	if u, err := UsageOf(s.dir); u.Responses != 1 || u.Bytes == 0 || err != nil {
		t.Errorf("%+v, %v", u, err)
	}
	if err := Clear(s.dir); err != nil {
		t.Fatal(err)
	}
	if u, err := UsageOf(s.dir); u != (Usage{}) || err != nil {
		t.Errorf("%+v, %v after clearing", u, err)
	}
}

// FuzzDecode: whatever a file holds, it is the entry of its key or damaged.
func FuzzDecode(f *testing.F) {
	f.Add("key#0", encode("key#0", []byte("value")))
	f.Add("", encode("", nil))
	f.Add("key#0", []byte(magic))
	f.Add("key#0", bytes.Repeat([]byte{0xff}, 40))
	f.Fuzz(func(t *testing.T, key string, content []byte) {
		value, err := decode(key, content)
		if err == nil && !bytes.Equal(encode(key, value), content) {
			t.Errorf("%q is read as %q, which is written otherwise", content, value)
		}
		again, err := decode(key, encode(key, content))
		if err != nil || !bytes.Equal(again, content) {
			t.Errorf("%q comes back as %q, %v", content, again, err)
		}
	})
}
