package fetch_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
)

// FuzzRead: whatever comes in, each item is an article whose blocks are places
// of its text, or an error with a code; nothing in it is broken or unsafe to
// print on one line.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		htmlPage, "Bridge closes\n\n" + paragraph + "\nSecond paragraph of it.\n", "# Title\n\n- a list\n\n> a quote\n\n```\ncode\n```\n", `{"title":"T","text":"` + paragraph + `"}`,
		`{"schema":"kilas.error/v1","source":"x","code":"timeout","error":"e"}`, `[{"text":"a"},{"text":1}]`, "{\"text\":\"a\"}\n{\"text\":", "\x1f\x8b\x08\x00",
		"\xef\xbb\xbfText\n\nof it.", "\xff\xfeT\x00e\x00x\x00t\x00", "\xfe\xff\x00T", "caf\xe9 cr\xe8me", "\x1b$B$3$s\x1b(B", "<?xml version=\"1.0\" encoding=\"koi8-r\"?><html>", "<rss></rss>", "%PDF-",
		"http://127.0.0.1:1/\n# c\nfile:///etc/passwd\n", "\x00\x01\x02", "\u202eevil\u202c title\n\ntext\x1b[31m red",
	} {
		for _, kind := range append(fetch.Kinds(), "") {
			f.Add([]byte(seed), string(kind))
		}
	}
	c := newClient(f, fetch.Options{Offline: true, MaxBodyBytes: 100_000})
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		if kind == string(fetch.KindPDF) || bytes.Contains(body[:min(len(body), 4096)], []byte("%PDF-")) {
			return // package pdf has a fuzz test of its own
		}
		items := c.Read(context.Background(), "-", bytes.NewReader(body), fetch.Kind(kind))
		if len(items) == 0 {
			t.Error("no item")
		}
		for _, it := range items {
			switch {
			case (it.Article == nil) == (it.Err == nil):
				t.Errorf("item %+v", it)
			case it.Err != nil:
				if it.Err.Schema != kilas.SchemaError || strings.ContainsAny(it.Err.Err, "\n\x1b") && kind != string(fetch.KindJSONL) {
					t.Errorf("error line %+v", it.Err)
				}
			default:
				checkArticle(t, it.Article)
			}
		}
	})
}

func checkArticle(t *testing.T, a *kilas.Article) {
	t.Helper()
	for _, s := range []string{a.Title, a.Byline, a.Text, a.Site, a.ID} {
		if !utf8.ValidString(s) {
			t.Errorf("not valid UTF-8: %q", s)
		}
	}
	if strings.TrimSpace(a.Text) == "" || strings.ContainsAny(a.Text+a.Title, "\x1b\x00\u202e") {
		t.Errorf("text %q", a.Text)
	}
	end := 0
	for i, b := range a.Blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(a.Text) {
			t.Errorf("block %d of %q is %+v", i, a.Text, b)
			return
		}
		end = b.End
	}
}
