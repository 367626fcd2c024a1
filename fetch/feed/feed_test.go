package feed_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"

	"github.com/kilas-news/kilas/fetch/feed"
)

var update = flag.Bool("update", false, "rewrite the wanted files")

// TestParse reads every file of testdata/feed and page; NAME.want.json is the Feed, or
// the error as a string. A name with "@CHARSET" is encoded so before it is
// read: the files themselves are UTF-8. A file NAME.type has the Content-Type.
func TestParse(t *testing.T) {
	t.Parallel()
	for _, file := range documents(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			got := parseFile(t, file)
			want := strings.TrimSuffix(file, filepath.Ext(file)) + ".want.json"
			if *update {
				if err := os.WriteFile(want, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			wanted, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(wanted), string(got)); diff != "" {
				t.Errorf("Parse(%s) differs from %s:\n%s", file, want, diff)
			}
		})
	}
}

// documents are the files that TestParse reads; a folder without any fails.
func documents(t testing.TB) []string {
	t.Helper()
	var out []string
	for _, folder := range []string{"feed", "page"} {
		files, err := filepath.Glob("testdata/" + folder + "/*")
		if err != nil {
			t.Fatal(err)
		}
		before := len(out)
		for _, file := range files {
			if !strings.HasSuffix(file, ".want.json") && !strings.HasSuffix(file, ".type") {
				out = append(out, file)
			}
		}
		if len(out) == before {
			t.Fatalf("no documents in testdata/%s", folder)
		}
	}
	return out
}

func parseFile(t *testing.T, file string) []byte {
	t.Helper()
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if _, label, ok := strings.Cut(name, "@"); ok {
		e, _ := charset.Lookup(label)
		if e == nil {
			t.Fatalf("no encoding %s", label)
		}
		if body, err = e.NewEncoder().Bytes(body); err != nil {
			t.Fatal(err)
		}
	}
	typ, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".type")
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	f, err := feed.Parse(body, strings.TrimSpace(string(typ)), "https://news.example.com/feeds/latest.xml")
	var got any = f
	if err != nil {
		got = err.Error()
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(got); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzParse: no document makes Parse panic, and what comes out is clean.
func FuzzParse(f *testing.F) {
	for _, file := range documents(f) {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, "text/xml")
		f.Add(body, "text/html; charset=windows-1251")
	}
	f.Fuzz(func(t *testing.T, body []byte, typ string) {
		got, err := feed.Parse(body, typ, "https://news.example.com/a/b.xml")
		if err != nil {
			return
		}
		if got.Kind == "" || got.Entries == nil {
			t.Errorf("Parse gives kind %q, entries %v", got.Kind, got.Entries)
		}
		for i, e := range got.Entries {
			checkEntry(t, e)
			if i > 0 && !e.Time().IsZero() && !got.Entries[i-1].Time().IsZero() && e.Time().After(got.Entries[i-1].Time()) {
				t.Errorf("entry %d is newer than the one before it", i)
			}
		}
	})
}

func checkEntry(t *testing.T, e feed.Entry) {
	t.Helper()
	for name, s := range map[string]string{"title": e.Title, "summary": e.Summary, "guid": e.GUID, "byline": e.Byline, "lang": e.Lang, "tags": strings.Join(e.Tags, " ")} {
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\n\r\t\x00\x1b") || strings.TrimSpace(s) != s {
			t.Errorf("%s %q isn't clean", name, s)
		}
	}
	if e.URL != "" && !strings.HasPrefix(e.URL, "http://") && !strings.HasPrefix(e.URL, "https://") {
		t.Errorf("address %q", e.URL)
	}
	if !utf8.ValidString(e.Content) || utf8.RuneCountInString(e.Title) > 500 || utf8.RuneCountInString(e.Summary) > 2000 {
		t.Errorf("entry %+v is out of bounds", e)
	}
}
