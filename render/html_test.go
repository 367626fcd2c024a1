package render

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

func parsePage(t *testing.T, list []kilas.Brief) *html.Node {
	t.Helper()
	return parse(t, func(w io.Writer) error { return HTML(w, list, Options{Verbose: true, Generator: `kilas "0" <x>`}) })
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

// allPages are all pages of HTML that the cases give.
func allPages(t *testing.T) map[string]*html.Node {
	t.Helper()
	pages := map[string]*html.Node{}
	for _, name := range cases(t) {
		pages[name] = parsePage(t, briefs(t, name))
	}
	for _, name := range names(t, "testdata/digests/*.json") {
		for suffix, write := range map[string]func(io.Writer, kilas.Digest, Options) error{"": DigestHTML, " mail": mailPage} {
			pages["digest "+name+suffix] = parse(t, func(w io.Writer) error {
				return write(w, readDigest(t, name), Options{Verbose: true, Generator: `kilas "0" <x>`})
			})
		}
	}
	pages["archive"] = parse(t, func(w io.Writer) error { return ArchiveHTML(w, pastDigests, Options{}) })
	return pages
}

func parse(t *testing.T, write func(io.Writer) error) *html.Node {
	t.Helper()
	var page bytes.Buffer
	if err := write(&page); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&page)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestHTMLSelfContained allows the elements and attributes of the templates, so
// that nothing of an article can become markup, and no address outside of links.
func TestHTMLSelfContained(t *testing.T) {
	t.Parallel()
	elements := " html head meta title style body header main article nav section footer div h1 h2 h3 h4 p span ol ul li a cite time em strong small br bdi "
	attributes := " lang dir class id charset name content http-equiv aria-label aria-labelledby aria-hidden href rel datetime value start tabindex style "
	for name, doc := range allPages(t) {
		for n := range doc.Descendants() {
			if n.Type == html.CommentNode || n.Type == html.ElementNode && !strings.Contains(elements, " "+n.Data+" ") {
				t.Errorf("%s: <%s> on the page", name, n.Data)
			}
			for _, a := range n.Attr {
				if !strings.Contains(attributes, " "+a.Key+" ") {
					t.Errorf("%s: attribute %s of <%s>", name, a.Key, n.Data)
				}
				isLink := n.Data == "a" && a.Key == "href" && name != "archive"
				if isLink && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("%s: a link to %q", name, a.Val)
				}
				if a.Key == "style" && strings.Contains(a.Val, "url") {
					t.Errorf("%s: style %q", name, a.Val)
				}
			}
			if n.Data == "style" && (strings.Contains(n.FirstChild.Data, "url(") || strings.Contains(n.FirstChild.Data, "@import")) {
				t.Errorf("%s: the style fetches something", name)
			}
		}
	}
}

// TestHTMLStructure checks what screen readers need: headings that skip no
// level, ids that are there once, and links inside the page that lead somewhere.
func TestHTMLStructure(t *testing.T) {
	t.Parallel()
	for name, doc := range allPages(t) {
		level, mains := 0, 0
		ids := map[string]bool{}
		for n := range doc.Descendants() {
			if n.Data == "main" {
				mains++
			}
			if id := attribute(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s: id %s twice", name, id)
				}
				ids[id] = true
			}
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				if at := int(n.Data[1] - '0'); at > level+1 {
					t.Errorf("%s: <%s> %q after a heading of level %d", name, n.Data, shownText(n), level)
				} else {
					level = at
				}
			}
		}
		if mains != 1 && !strings.HasSuffix(name, "mail") {
			t.Errorf("%s: %d elements main", name, mains)
		}
		for n := range doc.Descendants() {
			if to, ok := strings.CutPrefix(attribute(n, "href"), "#"); ok && !ids[to] {
				t.Errorf("%s: a link to %s, which is nowhere", name, to)
			}
		}
	}
}

// TestHTMLImages fetches pictures only when they are asked for, and lets
// nothing but addresses of the web become one.
func TestHTMLImages(t *testing.T) {
	t.Parallel()
	d := readDigest(t, "morning")
	d.Stories[0].Brief.Articles[0].Images = []kilas.Image{{URL: "javascript:alert(1)"}, {URL: "https://pictures.example/wall.jpg", Alt: `"> the wall`}}
	for _, wanted := range []bool{false, true} {
		var page strings.Builder
		if err := DigestHTML(&page, d, Options{Images: wanted}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(page.String(), "<img "); got != 0 != wanted {
			t.Errorf("with Images %v there are %d pictures", wanted, got)
		}
		if got := strings.Contains(page.String(), "img-src"); got != wanted {
			t.Errorf("with Images %v the policy allows pictures: %v", wanted, got)
		}
		if wanted && !strings.Contains(page.String(), `src="https://pictures.example/wall.jpg" alt="&#34;&gt; the wall"`) {
			t.Error("the picture is not that of the article")
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
	entries := func(doc *html.Node) int {
		n := 0
		for d := range doc.Descendants() {
			if strings.HasPrefix(attribute(d, "href"), "#story-") {
				n++
			}
		}
		return n
	}
	if n := entries(parsePage(t, briefs(t, "several"))); n != 2 {
		t.Errorf("%d entries in the contents, want 2", n)
	}
	digest := parse(t, func(w io.Writer) error { return DigestHTML(w, readDigest(t, "morning"), Options{}) })
	if n := entries(digest); n != 5 {
		t.Errorf("%d entries in the contents of a digest, want 5", n)
	}
}
