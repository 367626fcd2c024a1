package extract_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas/fetch/extract"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// scriptMark is put into every script of a fuzzed page; it must not come out.
const scriptMark = "kilasscriptmark"

func FuzzArticle(f *testing.F) {
	for _, pattern := range []string{"testdata/pages/*/*.html", "testdata/walls/*.html"} {
		for _, file := range glob(f, pattern) {
			f.Add(string(read(f, file)), "https://news.example/2025/01/02/story")
		}
	}
	f.Add("<p>a<script>x</script>", "::bad")
	f.Add(`<script type="application/ld+json">{"@type":["NewsArticle"],"author":[[[]]],"image":[],"publisher":7}</script>`, "")
	f.Fuzz(func(t *testing.T, page, address string) {
		page = strings.ReplaceAll(page, "<script>", "<script>"+scriptMark)
		p, err := extract.Article([]byte(page), address)
		a := p.Article
		if err != nil {
			if a.Text != "" || len(a.Blocks) > 0 {
				t.Errorf("text %q beside the error %v", a.Text, err)
			}
			return
		}
		checkBlocks(t, a)
		for _, s := range append([]string{a.Title, a.Byline, a.Site, a.Section, a.Text, a.Published, a.Modified}, a.Tags...) {
			if !utf8.ValidString(s) {
				t.Errorf("not valid UTF-8: %q", s)
			}
			for _, r := range s {
				if r != '\n' && clean.Unsafe(r) {
					t.Errorf("%U in %q", r, s)
				}
			}
		}
		if strings.Contains(a.Text, scriptMark) && !strings.Contains(outsideScripts(page), scriptMark) {
			t.Errorf("text of a script in %q", a.Text)
		}
	})
}

// outsideScripts is the text of the page that is in no script.
func outsideScripts(page string) string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return page
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.DataAtom != atom.Script {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func BenchmarkArticle(b *testing.B) {
	page := read(b, "testdata/pages/en/bridge-repair.html")
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := extract.Article(page, "https://news.example/story"); err != nil {
			b.Fatal(err)
		}
	}
}
