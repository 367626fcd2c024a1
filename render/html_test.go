package render

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

func parsePage(t *testing.T, list []kilas.Brief) *html.Node {
	t.Helper()
	var page bytes.Buffer
	if err := HTML(&page, list, Options{Verbose: true, Generator: `kilas "0" <x>`}); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// shownText is the text of a node without that of style and head.
func shownText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "style" {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func TestHTMLSaysAll(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		list := briefs(t, name)
		shown := shownText(parsePage(t, list))
		for _, b := range list {
			for _, want := range said(b) {
				if !strings.Contains(shown, want) {
					t.Errorf("page of %s lacks %q", b.ID, want)
				}
			}
		}
	}
}

// TestHTMLSelfContained allows the elements and attributes of the template, so
// that nothing of an article can become markup, and no address outside of links.
func TestHTMLSelfContained(t *testing.T) {
	t.Parallel()
	elements := " html head meta title style body header main article nav section footer div h1 h2 h3 p span ol ul li a cite time em "
	attributes := " lang dir class id charset name content http-equiv aria-label aria-hidden href rel datetime "
	for _, name := range cases(t) {
		for n := range parsePage(t, briefs(t, name)).Descendants() {
			if n.Type == html.CommentNode || n.Type == html.ElementNode && !strings.Contains(elements, " "+n.Data+" ") {
				t.Errorf("%s: <%s> on the page", name, n.Data)
			}
			for _, a := range n.Attr {
				if !strings.Contains(attributes, " "+a.Key+" ") {
					t.Errorf("%s: attribute %s of <%s>", name, a.Key, n.Data)
				}
				isLink := n.Data == "a" && a.Key == "href"
				if isLink && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s: a link to %q", name, a.Val)
				}
			}
			if n.Data == "style" && (strings.Contains(n.FirstChild.Data, "url(") || strings.Contains(n.FirstChild.Data, "@import")) {
				t.Errorf("%s: the style fetches something", name)
			}
		}
	}
}

func TestHTMLLanguages(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		list := briefs(t, name)
		in := map[string][]string{} // text -> lang and dir of its element
		for n := range parsePage(t, list).Descendants() {
			if lang := attribute(n, "lang"); lang != "" {
				shown := regexp.MustCompile(`^\[\d+\] `).ReplaceAllString(shownText(n), "") // number of the article
				in[shown] = []string{lang, attribute(n, "dir")}
			}
		}
		for _, b := range list {
			for _, p := range b.Points {
				for _, s := range []*kilas.Side{&p.Source, p.Target} {
					if s == nil {
						continue
					}
					dir := "ltr"
					if langs.RightToLeft(s.Lang) {
						dir = "rtl"
					}
					got := in[clean(s.Text)]
					if len(got) != 2 || got[0] != string(s.Lang) || got[1] != dir {
						t.Errorf("%s: lang and dir of %.30q are %q, want %s %s", b.ID, s.Text, got, s.Lang, dir)
					}
				}
			}
		}
	}
}

func TestHTMLContents(t *testing.T) {
	t.Parallel()
	ids, targets := map[string]bool{}, map[string]bool{}
	for n := range parsePage(t, briefs(t, "several")).Descendants() {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %s twice", id)
			}
			ids[id] = true
		}
		if to, ok := strings.CutPrefix(attribute(n, "href"), "#"); ok {
			targets[to] = true
		}
	}
	if len(targets) != 2 {
		t.Errorf("%d entries in the contents, want 2", len(targets))
	}
	for to := range targets {
		if !ids[to] {
			t.Errorf("the contents lead to %s, which is nowhere", to)
		}
	}
}
