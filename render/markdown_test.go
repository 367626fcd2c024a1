package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
)

// TestMarkdown reads the output with a parser of CommonMark and GitHub's
// extensions: it must show the texts as they are, and nothing in them may have
// become markup.
func TestMarkdown(t *testing.T) {
	t.Parallel()
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM))
	allowed := map[string]bool{
		"html": true, "head": true, "body": true, "h1": true, "h2": true, "hr": true,
		"ol": true, "ul": true, "li": true, "p": true, "strong": true, "em": true, "a": true,
	}
	for _, name := range cases(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := briefs(t, name)
			var source, page bytes.Buffer
			if err := Markdown(&source, list, Options{Verbose: true}); err != nil {
				t.Fatal(err)
			}
			if err := parser.Convert(source.Bytes(), &page); err != nil {
				t.Fatal(err)
			}
			doc, err := html.Parse(&page)
			if err != nil {
				t.Fatal(err)
			}
			var shown strings.Builder
			for n := range doc.Descendants() {
				switch {
				case n.Type == html.TextNode:
					shown.WriteString(n.Data)
				case n.Type == html.CommentNode, n.Type == html.ElementNode && !allowed[n.Data]:
					t.Errorf("%s became <%s>", name, n.Data)
				case n.Data == "a" && !strings.HasPrefix(attribute(n, "href"), "http"):
					t.Errorf("a link to %q", attribute(n, "href"))
				}
			}
			for _, b := range list {
				for _, want := range said(b) {
					if strings.Contains(want, "://") {
						continue // shown as the address that it stands for
					}
					if !strings.Contains(shown.String(), want) {
						t.Errorf("%s lacks %q", b.ID, want)
					}
				}
				if n := items(doc); n < len(b.Points) {
					t.Errorf("%d numbered items, want at least %d", n, len(b.Points))
				}
			}
		})
	}
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// items counts the items of numbered lists.
func items(doc *html.Node) int {
	n := 0
	for d := range doc.Descendants() {
		if d.Data == "li" && d.Parent.Data == "ol" {
			n++
		}
	}
	return n
}

func TestEscapeStart(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"", ""},
		{"Plain, 4.215 (a-b).", "Plain, 4.215 (a-b)."},
		{"- item", `\- item`},
		{"--- rule", `\--- rule`},
		{"12. item", `12\. item`},
		{"12) item", `12\) item`},
		{"+1", `\+1`},
		{"*a* _b_ `c` <d> [e](f) #g |h| ~i~ &amp; $j$ \\", "\\*a\\* \\_b\\_ \\`c\\` \\<d\\> \\[e\\](f) \\#g \\|h\\| \\~i\\~ \\&amp; \\$j\\$ \\\\"},
	}
	for _, tt := range tests {
		if got := escapeStart(tt.text); got != tt.want {
			t.Errorf("escapeStart(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
