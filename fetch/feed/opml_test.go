package feed_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/kilas-news/kilas/fetch/feed"
)

// TestReadOPML reads every list of testdata/opml and writes it again.
func TestReadOPML(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/opml/*.opml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no lists in testdata/opml (%v)", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			outlines, err := feed.ReadOPML(bytes.NewReader(body))
			var got any = outlines
			if err != nil {
				got = err.Error()
			}
			gotJSON, err := json.MarshalIndent(got, "", "\t")
			if err != nil {
				t.Fatal(err)
			}
			want := strings.TrimSuffix(file, ".opml") + ".want.json"
			if *update {
				if err := os.WriteFile(want, append(gotJSON, '\n'), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			wanted, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimSpace(string(wanted)), string(gotJSON)); diff != "" {
				t.Errorf("ReadOPML(%s) differs from %s:\n%s", file, want, diff)
			}
			roundTrip(t, outlines)
		})
	}
}

// roundTrip writes outlines and reads them back.
func roundTrip(t *testing.T, outlines []feed.Outline) {
	t.Helper()
	var b bytes.Buffer
	if err := feed.WriteOPML(&b, "Feeds <&>", outlines); err != nil {
		t.Fatal(err)
	}
	again, err := feed.ReadOPML(&b)
	if err != nil {
		t.Fatalf("what WriteOPML wrote can't be read: %v", err)
	}
	if diff := cmp.Diff(outlines, again); diff != "" {
		t.Errorf("WriteOPML and ReadOPML change the outlines:\n%s", diff)
	}
}

func TestHostileOPML(t *testing.T) {
	t.Parallel()
	const start, end = `<opml version="2.0"><body>`, `</body></opml>`
	for name, tt := range map[string]struct {
		body string
		want error
	}{
		"entities":      {`<!DOCTYPE opml [<!ENTITY a "b">]>` + start + `<outline text="&a;"/>` + end, feed.ErrHostileOPML},
		"deep":          {start + strings.Repeat(`<outline text="x">`, 40) + strings.Repeat(`</outline>`, 40) + end, feed.ErrHostileOPML},
		"deep in head":  {`<opml><head>` + strings.Repeat(`<a>`, 100_000) + end, feed.ErrHostileOPML},
		"many":          {start + strings.Repeat(`<outline text="x"/>`, 20_001) + end, feed.ErrHostileOPML},
		"large":         {start + `<outline text="` + strings.Repeat("x", 10_000_000) + `"/>` + end, feed.ErrHostileOPML},
		"attributes":    {start + `<outline ` + strings.Repeat(`a="b" `, 1000) + `/>` + end, feed.ErrHostileOPML},
		"a feed":        {`<rss version="2.0"><channel/></rss>`, feed.ErrNotOPML},
		"a page":        {`<!doctype html><html><body><p>no</p></body></html>`, feed.ErrNotOPML},
		"nothing":       {``, feed.ErrNotOPML},
		"text":          {`https://news.example.com/feed`, feed.ErrNotOPML},
		"without body":  {`<opml version="2.0"><head/></opml>`, feed.ErrNotOPML},
		"cut in a name": {start + `<outline text="whole" xmlUrl="https://a.example/"/><outline te`, feed.ErrNotOPML},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := feed.ReadOPML(strings.NewReader(tt.body))
			if !errors.Is(err, tt.want) || got != nil {
				t.Errorf("ReadOPML = %v, %v, want %v", got, err, tt.want)
			}
		})
	}
	if _, err := feed.ReadOPML(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("ReadOPML of a broken reader = %v, want %v", err, io.ErrClosedPipe)
	}
}

func TestWriteOPMLFails(t *testing.T) {
	t.Parallel()
	r, w := io.Pipe()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := feed.WriteOPML(w, "x", []feed.Outline{{Text: "a"}}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("WriteOPML = %v, want %v", err, io.ErrClosedPipe)
	}
}

// FuzzReadOPML: what can be read can be written and read again, the same.
func FuzzReadOPML(f *testing.F) {
	files, err := filepath.Glob("testdata/opml/*.opml")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds (%v)", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if outlines, err := feed.ReadOPML(bytes.NewReader(body)); err == nil {
			roundTrip(t, outlines)
		}
	})
}
