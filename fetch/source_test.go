package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
)

// paragraph is a paragraph that any extraction keeps.
const paragraph = "The council said on Monday that the old bridge will close for eight weeks, and that a ferry will carry people on foot from six in the morning until ten at night."

// htmlPage is a page with an article.
const htmlPage = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge closes</title></head><body><nav><a href="/">Home</a></nav><article><h1>Bridge closes for repairs</h1><p>` +
	paragraph + `</p><p>Inspectors found cracks in two of the five arches, and mortar so soft that it could be scraped out with a key, the chief engineer told reporters.</p><p>One lane should open again in the last week of July, if the river stays low.</p></article></body></html>`

func newClient(t testing.TB, opt fetch.Options) *fetch.Client {
	t.Helper()
	c, err := fetch.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// write puts a file into a fresh folder.
func write(t *testing.T, name string, body []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func zip(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, s); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestKinds reads each kind from a file and from a reader.
func TestKinds(t *testing.T) {
	t.Parallel()
	text := "Bridge closes\n\n" + paragraph + "\nSecond paragraph of it.\n"
	for name, tc := range map[string]struct {
		file, body  string
		kind        fetch.Kind
		title, text string
	}{
		"html by extension":     {"a.html", htmlPage, "", "Bridge closes for repairs", paragraph},
		"html by look":          {"page", htmlPage, "", "Bridge closes for repairs", paragraph},
		"html after a comment":  {"page", "<!-- saved -->\n" + htmlPage, "", "Bridge closes for repairs", paragraph},
		"html, asked for":       {"a.txt", htmlPage, fetch.KindHTML, "Bridge closes for repairs", paragraph},
		"html, gzipped":         {"a.html.gz", string(zip(t, htmlPage)), "", "Bridge closes for repairs", paragraph},
		"text by extension":     {"a.txt", text, "", "Bridge closes", paragraph + "\nSecond paragraph of it."},
		"text by look":          {"a", text, "", "Bridge closes", paragraph + "\nSecond paragraph of it."},
		"text, gzipped, no ext": {"a", string(zip(t, text)), "", "Bridge closes", paragraph},
		"text, Windows lines":   {"a.txt", strings.ReplaceAll(text, "\n", "\r\n"), "", "Bridge closes", paragraph + "\nSecond paragraph of it."},
		"text, asked for":       {"a.html", text, fetch.KindText, "Bridge closes", paragraph},
		"text with a mark":      {"a.txt", "\ufeff" + text, "", "Bridge closes", paragraph},
		"markdown":              {"a.md", "# Bridge closes\n\n" + paragraph, "", "Bridge closes", paragraph},
		"jsonl":                 {"a.jsonl", `{"title":"Bridge closes","text":"` + paragraph + `"}`, "", "Bridge closes", paragraph},
		"jsonl by look":         {"a", `{"title":"Bridge closes","text":"` + paragraph + `"}`, "", "Bridge closes", paragraph},
		"json over lines":       {"a.json", "{\n\"title\":\"Bridge closes\",\n\"text\":\"" + paragraph + "\"\n}", "", "Bridge closes", paragraph},
		"json list":             {"a.json", `[{"title":"Bridge closes","text":"` + paragraph + `"}]`, "", "Bridge closes", paragraph},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(t, fetch.Options{})
			path := write(t, tc.file, []byte(tc.body))
			for way, items := range map[string][]fetch.Item{
				"Get":  c.Get(context.Background(), path, tc.kind),
				"Read": c.Read(context.Background(), filepath.Base(path), strings.NewReader(tc.body), tc.kind),
			} {
				a := one(t, items)
				if a.Title != tc.title {
					t.Errorf("%s: title %q, want %q", way, a.Title, tc.title)
				}
				if !strings.HasPrefix(a.Text, tc.text) {
					t.Errorf("%s: text %q, want it to begin with %q", way, a.Text, tc.text)
				}
				if a.ID == "" || a.Schema != kilas.SchemaArticle || a.Status != kilas.StatusFull {
					t.Errorf("%s: id %q, schema %q, status %q", way, a.ID, a.Schema, a.Status)
				}
			}
		})
	}
}

// one returns the only article.
func one(t testing.TB, items []fetch.Item) *kilas.Article {
	t.Helper()
	if len(items) != 1 || items[0].Article == nil {
		for _, it := range items {
			t.Logf("item: %+v", it.Err)
		}
		t.Fatalf("%d items, want one article", len(items))
	}
	return items[0].Article
}

// oneError returns the only error.
func oneError(t testing.TB, items []fetch.Item) *kilas.SourceError {
	t.Helper()
	if len(items) != 1 || items[0].Err == nil {
		t.Fatalf("%d items, want one error", len(items))
	}
	e := items[0].Err
	if e.Schema != kilas.SchemaError || e.Stage != "fetch" || e.Err == "" || strings.ContainsAny(e.Err+e.Hint, "\n\x1b") {
		t.Errorf("error line %+v", e)
	}
	return e
}

// TestBadInput: what can't be read is told apart, in one line with a hint.
func TestBadInput(t *testing.T) {
	t.Parallel()
	front := `<html><head><title>Home</title></head><body><ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li></ul></body></html>`
	for name, tc := range map[string]struct {
		file, body string
		code       string
	}{
		"empty":            {"a.html", "", "empty"},
		"blank":            {"a.txt", " \n\t\n", "empty"},
		"binary":           {"a.txt", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x03\x00>\x00\x01\x00", "binary"},
		"image":            {"a", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "binary"},
		"pdf":              {"a.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"},
		"pdf by look":      {"a", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"},
		"pdf by name":      {"a.pdf", "nothing of a document", "pdf"},
		"feed":             {"a.xml", `<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>`, "is-feed"},
		"no article":       {"a.html", front, "no-article"},
		"broken gzip":      {"a.html.gz", "\x1f\x8b\x08\x00\x00\x00\x00\x00", "bad-encoding"},
		"title alone":      {"a.md", "# Only a title\n", "no-article"},
		"bad json":         {"a.jsonl", "{\"text\":\n", "bad-json"},
		"no text":          {"a.jsonl", `{"title":"x"}`, "no-text"},
		"a brief":          {"a.jsonl", `{"schema":"kilas.brief/v1","id":"1"}`, "wrong-schema"},
		"brief with title": {"a.jsonl", `{"schema":"kilas.brief/v1","title":{"source":{}}}`, "wrong-schema"},
		"number as title":  {"a.jsonl", `{"text":"So it is.","title":5}`, "bad-json"},
		"number":           {"a.jsonl", `5`, "bad-json"},
		"an empty list":    {"a.json", "[ ]", "empty"},
		"text of one dash": {"a.txt", "\u200b\n", "no-article"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(t, fetch.Options{})
			e := oneError(t, c.Get(context.Background(), write(t, tc.file, []byte(tc.body)), ""))
			if e.Code != tc.code || e.Hint == "" {
				t.Errorf("code %q (%s; hint %q), want %q", e.Code, e.Err, e.Hint, tc.code)
			}
		})
	}
}

func TestBadPaths(t *testing.T) {
	t.Parallel()
	c := newClient(t, fetch.Options{})
	for source, code := range map[string]string{
		"/no/such/file.html":       "not-found",
		t.TempDir():                "is-directory",
		"ftp://example.org/a":      "bad-scheme",
		"http://":                  "bad-url",
		"http://%zz/":              "bad-url",
		"javascript://alert(1)":    "bad-scheme",
		"www.example.org/no-schem": "not-found",
	} {
		if e := oneError(t, c.Get(context.Background(), source, "")); e.Code != code || e.Source != source {
			t.Errorf("Get(%q): code %q, source %q (%s), want %q", source, e.Code, e.Source, e.Err, code)
		}
	}
}

func TestTooLarge(t *testing.T) {
	t.Parallel()
	c := newClient(t, fetch.Options{MaxBodyBytes: 1000})
	long := strings.Repeat("word ", 400)
	for name, body := range map[string][]byte{"a.txt": []byte(long), "a.txt.gz": zip(t, long)} {
		if e := oneError(t, c.Get(context.Background(), write(t, name, body), "")); e.Code != "too-large" {
			t.Errorf("%s: code %q", name, e.Code)
		}
	}
}

// TestBrokenReader: a reader that fails half way is an error, not half a text.
func TestBrokenReader(t *testing.T) {
	t.Parallel()
	c := newClient(t, fetch.Options{})
	r := io.MultiReader(strings.NewReader("Half a text.\n"), iotest.ErrReader(io.ErrClosedPipe))
	if e := oneError(t, c.Read(context.Background(), "-", r, "")); e.Source != "-" || !strings.HasPrefix(e.Err, "standard input") {
		t.Errorf("error line %+v", e)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if e := oneError(t, c.Read(ctx, "-", strings.NewReader("text"), "")); e.Code != "interrupted" {
		t.Errorf("code %q after the end of the context", e.Code)
	}
}

func TestInvalidUTF8(t *testing.T) {
	t.Parallel()
	c := newClient(t, fetch.Options{})
	a := one(t, c.Read(context.Background(), "-", strings.NewReader("Ein Übel, größer als zuvor, trifft Köln – und \xc3( noch viel mehr Äpfel.\n"), ""))
	if !utf8.ValidString(a.Text) || !strings.Contains(a.Text, "größer") {
		t.Errorf("text %q", a.Text)
	}
}

// TestTextTitle is the rule of the contract.
func TestTextTitle(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 121)
	for name, tc := range map[string]struct{ body, title string }{
		"title":             {"A title\n\nText.\n", "A title"},
		"no blank line":     {"A title\nText.\n", ""},
		"full stop":         {"A sentence.\n\nText.\n", ""},
		"ideographic stop":  {"一个句子。\n\n正文。\n", ""},
		"question":          {"What next?\n\nText.\n", "What next?"},
		"120 characters":    {long[1:] + "\n\nText.\n", long[1:]},
		"121 characters":    {long + "\n\nText.\n", ""},
		"one line":          {"Only a line\n", ""},
		"blank lines first": {"\n\nA title\n\nText.\n", "A title"},
	} {
		c := newClient(t, fetch.Options{})
		a := one(t, c.Read(context.Background(), "-", strings.NewReader(tc.body), fetch.KindText))
		if a.Title != tc.title {
			t.Errorf("%s: title %q, want %q", name, a.Title, tc.title)
		}
		warned := len(a.Warnings) == 1 && a.Warnings[0].Code == "no-title"
		if warned != (tc.title == "") {
			t.Errorf("%s: warnings %v", name, a.Warnings)
		}
	}
}

// TestBlocks checks how texts fall into blocks.
func TestBlocks(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind fetch.Kind
		body string
		want []string
	}{
		"a line is a block": {fetch.KindText, "One sentence here.\nAnother one there.\n\nA third.\n",
			[]string{"paragraph: One sentence here.", "paragraph: Another one there.", "paragraph: A third."}},
		"wrapped lines are joined": {fetch.KindText,
			"The council said on Monday that the old bridge will close for\neight weeks, and that a ferry will carry people on foot from six\nin the morning until ten at night, and so on until the end of\nthe summer.\n\nShops fear for the summer, since half of their customers walk over\nthe bridge.\n",
			[]string{"paragraph: The council said on Monday that the old bridge will close for eight weeks, and that a ferry will carry people on foot from six in the morning until ten at night, and so on until the end of the summer.",
				"paragraph: Shops fear for the summer, since half of their customers walk over the bridge."}},
		"headings and lists of a text": {fetch.KindText, "A first paragraph stands here.\n\nA heading\n\nA second paragraph, longer than the heading.\n- one\n• two\n",
			[]string{"paragraph: A first paragraph stands here.", "heading: A heading", "paragraph: A second paragraph, longer than the heading.", "list: one", "list: two"}},
		"markdown": {fetch.KindMarkdown, "---\ntitle: \"From the front\"\nlang: id\n---\n\n# From the front\n\nA *first* [paragraph](https://x.example) with `code`,\nover two lines.\n\n## Part\n\n> A quotation.\n\n- one\n- **two**\n\n1. first\n\n![alt](x.png)\n\n| a | b |\n|---|---|\n| c | d |\n\n<div>raw</div>\n\nEnd.\n",
			[]string{"paragraph: A first paragraph with code, over two lines.", "heading: Part", "quote: A quotation.", "list: one", "list: two", "list: first", "list: a | b", "list: c | d", "paragraph: End."}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(t, fetch.Options{})
			a := one(t, c.Read(context.Background(), "-", strings.NewReader(tc.body), tc.kind))
			var got []string
			for _, b := range a.Blocks {
				got = append(got, string(b.Kind)+": "+a.Text[b.Start:b.End])
			}
			if d := cmp.Diff(tc.want, got); d != "" {
				t.Errorf("blocks: (-want +got)\n%s", d)
			}
		})
	}
}

// TestJSONLines: articles and errors of JSONL keep their order; broken lines
// don't stop the others.
func TestJSONLines(t *testing.T) {
	t.Parallel()
	body := `{"id":"a1","lang":"id","title":"Satu","text":"Kalimat satu. Kalimat dua.","cluster":"c","unknown":[1],"blocks":[{"kind":"paragraph","start":0,"end":26}],"sentences":[{"text":"Kalimat satu.","start":0,"end":13},{"text":"Kalimat dua.","start":14,"end":26}]}
{"schema":"kilas.error/v1","source":"https://x.example/","stage":"translate","code":"status-503","error":"no","hint":"later"}
{"text":
{"text":"Three.","blocks":[{"kind":"paragraph","start":0,"end":99}]}

{"text":"Evil \u001b[31mred\u001b[0m \u202etext","title":"\u0007Bell","blocks":[{"kind":"paragraph","start":0,"end":5}]}
`
	c := newClient(t, fetch.Options{})
	items := c.Read(context.Background(), "-", strings.NewReader(body), "")
	if len(items) != 5 {
		t.Fatalf("%d items, want 5", len(items))
	}
	a := items[0].Article
	if a == nil || a.ID != "a1" || a.Lang != "id" || a.Cluster != "c" || len(a.Sentences) != 2 || a.Source != "-" {
		t.Errorf("first item: %+v", a)
	}
	want := &kilas.SourceError{Schema: kilas.SchemaError, Source: "https://x.example/", Stage: "translate", Code: "status-503", Err: "no", Hint: "later"}
	if d := cmp.Diff(want, items[1].Err); d != "" {
		t.Errorf("error line: (-want +got)\n%s", d)
	}
	if items[2].Err == nil || items[2].Err.Code != "bad-json" || !strings.Contains(items[2].Err.Err, "line 3") {
		t.Errorf("broken line: %+v", items[2].Err)
	}
	if a := items[3].Article; a == nil || len(a.Blocks) != 0 || !hasWarning(a, "bad-offsets") {
		t.Errorf("article with wrong offsets: %+v", a)
	}
	if a := items[4].Article; a == nil || a.Text != "Evil red text" || a.Title != "Bell" || len(a.Blocks) != 0 {
		t.Errorf("article with control characters: %+v", a)
	}
}

func hasWarning(a *kilas.Article, code string) bool {
	for _, w := range a.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

func TestStableID(t *testing.T) {
	t.Parallel()
	id := func(body string) string {
		return one(t, newClient(t, fetch.Options{}).Read(context.Background(), "-", strings.NewReader(body), fetch.KindText)).ID
	}
	first, again, other := id("One text.\n"), id("One text.\n"), id("Another text.\n")
	if first != again || first == other {
		t.Errorf("IDs %s, %s and %s: want the first two alike", first, again, other)
	}
}
