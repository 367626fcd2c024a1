package extract_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden is what a page's golden file says of it, with the text cut at its
// blocks so that people can review it.
type golden struct {
	Title     string
	Byline    string
	Site      string
	Published string
	Modified  string
	Canonical string
	Section   string
	Tags      []string
	Status    kilas.Status
	Hints     []extract.Hint
	Blocks    []string // "kind: text"
}

func TestGoldenPages(t *testing.T) {
	t.Parallel()
	files := glob(t, "testdata/pages/*/*.html")
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			p, err := extract.Article(read(t, file), "https://www.example.org/2025/story")
			if err != nil {
				t.Fatalf("Article(%s): %v", file, err)
			}
			checkBlocks(t, p.Article)
			got := summary(p)
			want := strings.TrimSuffix(file, ".html") + ".want.json"
			if *update {
				writeJSON(t, want, got)
				return
			}
			var expected golden
			if err := json.Unmarshal(read(t, want), &expected); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(expected, got); d != "" {
				t.Errorf("Article(%s): (-want +got)\n%s", file, d)
			}
		})
	}
}

func summary(p extract.Page) golden {
	a := p.Article
	g := golden{
		Title: a.Title, Byline: a.Byline, Site: a.Site, Published: a.Published, Modified: a.Modified, Canonical: a.CanonicalURL,
		Section: a.Section, Tags: a.Tags, Status: a.Status, Hints: p.Hints,
	}
	for _, b := range a.Blocks {
		g.Blocks = append(g.Blocks, string(b.Kind)+": "+a.Text[b.Start:b.End])
	}
	return g
}

// checkBlocks checks that the blocks are the text, separated by newlines.
func checkBlocks(t *testing.T, a kilas.Article) {
	t.Helper()
	var parts []string
	at := 0
	for i, b := range a.Blocks {
		if b.Start != at || b.End <= b.Start || b.End > len(a.Text) {
			t.Fatalf("block %d is [%d,%d), want it to start at %d in %d bytes", i, b.Start, b.End, at, len(a.Text))
		}
		if strings.Contains(a.Text[b.Start:b.End], "\n") {
			t.Errorf("block %d has a newline: %q", i, a.Text[b.Start:b.End])
		}
		parts = append(parts, a.Text[b.Start:b.End])
		at = b.End + 1
	}
	if got := strings.Join(parts, "\n"); got != a.Text {
		t.Errorf("blocks joined are %q, text is %q", got, a.Text)
	}
}

// glob fails the test where it finds nothing.
func glob(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files match %s: %v", pattern, err)
	}
	return files
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeJSON(t *testing.T, file string, v any) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
