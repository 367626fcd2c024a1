// Package metadata reads what a page of HTML says about its article outside of
// the text: JSON-LD, OpenGraph, microdata, meta elements, links, and the titles,
// bylines and dates that readers see. Start with [Read].
package metadata

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/idna"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// Hint is a statement of the page about its language, as the page has it.
type Hint struct{ From, Tag string }

// Metadata is what the page says about its article, from all its sources.
type Metadata struct {
	base *url.URL
	// meta holds the contents of meta elements by lower-case name, property,
	// http-equiv or itemprop, in document order.
	meta map[string][]string
	// links holds the targets of link elements by rel.
	links map[string][]string
	// props holds the text or value of elements with an itemprop.
	props map[string][]string
	LD    LinkedData

	htmlLang, TitleTag string
	h1, headings       []string // headings: the first h2 and h3
	times              []timeElement
	bylines            []string
	anchors            []anchor

	Title, Dek string
	Noscript   string // what readers without scripts are told
	Challenge  bool   // the page loads a bot check
}

// timeElement is a time element: its machine-readable value and its text.
type timeElement struct{ value, text string }

// anchor is a link that may lead to another part of the article.
type anchor struct{ rel, href, text string }

// Read reads the metadata of a page that came from base.
func Read(root *html.Node, base *url.URL) *Metadata {
	m := &Metadata{base: base, meta: map[string][]string{}, links: map[string][]string{}, props: map[string][]string{}}
	doc := goquery.NewDocumentFromNode(root)
	for _, r := range readers {
		for _, n := range doc.FindMatcher(r.matcher).Nodes {
			r.read(m, n)
		}
	}
	m.Title = m.findTitle()
	m.Dek = first(m.LD.Description, m.one("og:description"), m.one("description"))
	return m
}

// Describes reports whether a folded text is one of the page's descriptions.
func (m *Metadata) Describes(folded string) bool {
	for _, d := range []string{m.LD.Description, m.one("og:description"), m.one("description")} {
		if folded != "" && layout.Fold(d) == folded {
			return true
		}
	}
	return false
}

// one returns the first content of the first key that has any.
func (m *Metadata) one(keys ...string) string {
	for _, k := range keys {
		for _, v := range m.meta[k] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

func (m *Metadata) prop(keys ...string) string {
	for _, k := range keys {
		for _, v := range m.props[k] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

// resolve makes a link absolute; what isn't http or https is dropped.
func (m *Metadata) resolve(href string) string {
	if href == "" {
		return ""
	}
	u, err := m.base.Parse(strings.TrimSpace(href))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// Article returns the article's metadata. near holds the texts beside the
// story, the likeliest place of a visible date first.
func (m *Metadata) Article(near []string) kilas.Article {
	a := kilas.Article{
		Schema:       kilas.SchemaArticle,
		Title:        m.Title,
		Byline:       m.findByline(near),
		Site:         m.site(),
		CanonicalURL: m.canonical(),
		Section:      first(m.one("article:section"), m.LD.Section, m.prop("articlesection")),
		Tags:         m.tags(),
		Images:       m.images(),
	}
	a.Published, a.Modified = m.dates(near)
	return a
}

// AMP is the address of the page's simpler twin, or "".
func (m *Metadata) AMP() string { return m.resolve(m.link("amphtml")) }

func (m *Metadata) link(rel string) string {
	for _, l := range m.links[rel] {
		if l != "" {
			return l
		}
	}
	return ""
}

// canonical is the page's own name for itself, if it is on the same site and
// isn't merely the home page.
func (m *Metadata) canonical() string {
	for _, c := range []string{m.link("canonical"), m.one("og:url"), m.LD.URL} {
		u, err := url.Parse(m.resolve(c))
		if err != nil || u.Host == "" {
			continue
		}
		if (u.Path == "" || u.Path == "/") && u.RawQuery == "" && len(m.base.Path) > 1 {
			continue
		}
		u.Fragment = ""
		return u.String()
	}
	return ""
}

func (m *Metadata) site() string {
	s := first(m.one("og:site_name"), m.LD.Publisher, m.one("application-name", "al:android:app_name", "apple-mobile-web-app-title", "twitter:app:name:iphone"))
	if s == "" || strings.Contains(s, "://") {
		s = strings.TrimPrefix(strings.ToLower(m.base.Hostname()), "www.")
		if u, err := idna.Display.ToUnicode(s); err == nil {
			s = u
		}
	}
	return s
}

func (m *Metadata) tags() []string {
	tags, seen := []string{}, map[string]bool{}
	add := func(t string) {
		if t = clean.Line(t); t != "" && !seen[layout.Fold(t)] && len(tags) < 20 && len(t) < 80 {
			seen[layout.Fold(t)] = true
			tags = append(tags, t)
		}
	}
	for _, t := range m.meta["article:tag"] {
		for part := range strings.SplitSeq(t, ",") {
			add(part)
		}
	}
	for _, t := range m.LD.Keywords {
		add(t)
	}
	if len(tags) == 0 {
		for part := range strings.SplitSeq(m.one("news_keywords", "keywords"), ",") {
			add(part)
		}
	}
	return tags
}

func (m *Metadata) images() []kilas.Image {
	src := m.resolve(first(m.one("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"), m.LD.Image, m.link("image_src")))
	if src == "" {
		return []kilas.Image{}
	}
	return []kilas.Image{{URL: src, Alt: m.one("og:image:alt", "twitter:image:alt")}}
}

// Hints are the page's statements about its language.
func (m *Metadata) Hints() []Hint {
	var hints []Hint
	add := func(from, tag string) {
		if tag = clean.Line(tag); tag != "" && len(tag) < 36 {
			hints = append(hints, Hint{from, tag})
		}
	}
	add("article", m.LD.Language)
	add("html-lang", m.htmlLang)
	add("og:locale", m.one("og:locale"))
	add("content-language", m.one("content-language", "language", "dc.language"))
	return hints
}

// first returns the first of its arguments that isn't empty.
func first(s ...string) string {
	for _, v := range s {
		if v != "" {
			return v
		}
	}
	return ""
}
