package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// metadata is what the page says about its article, from all its sources.
type metadata struct {
	base *url.URL
	// meta holds the contents of meta elements by lower-case name, property,
	// http-equiv or itemprop, in document order.
	meta map[string][]string
	// links holds the targets of link elements by rel.
	links map[string][]string
	// props holds the text or value of elements with an itemprop.
	props map[string][]string
	ld    linkedData

	htmlLang, bodyLang, titleTag string
	h1                           []string
	times                        []timeElement
	bylines                      []string
	nextLinks                    []pageLink

	title, dek string
	noscript   string // what readers without scripts are told
	challenge  bool   // the page loads a bot check
}

// timeElement is a time element: its machine-readable value and its text.
type timeElement struct{ value, text string }

// pageLink is a link that may lead to another part of the article.
type pageLink struct{ rel, class, href, text string }

func readMetadata(root *html.Node, base *url.URL) *metadata {
	m := &metadata{base: base, meta: map[string][]string{}, links: map[string][]string{}, props: map[string][]string{}}
	m.walk(root)
	m.title = m.findTitle()
	m.dek = first(m.ld.description, m.one("og:description"), m.one("description"))
	return m
}

// walk reads all elements in document order.
func (m *metadata) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		m.element(n)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		m.walk(k)
	}
}

func (m *metadata) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		m.htmlLang = first(attr(n, "lang"), attr(n, "xml:lang"))
	case atom.Body:
		m.bodyLang = attr(n, "lang")
	case atom.Base:
		if u, err := m.base.Parse(attr(n, "href")); err == nil {
			m.base = u
		}
	case atom.Title:
		if m.titleTag == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
			m.titleTag = clean.Line(rawText(n))
		}
	case atom.Meta:
		m.metaElement(n)
	case atom.Link:
		for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
			m.links[rel] = append(m.links[rel], attr(n, "href"))
		}
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			m.ld.read(rawText(n))
		}
		m.challenge = m.challenge || challengeMark.MatchString(attr(n, "src")) || len(rawText(n)) < 20000 && challengeMark.MatchString(rawText(n))
	case atom.Noscript:
		if t := rawText(n); len(m.noscript)+len(t) < 4000 {
			m.noscript += t + " "
		}
	case atom.H1:
		if t := textOf(n); t != "" {
			m.h1 = append(m.h1, t)
		}
	case atom.Time:
		m.times = append(m.times, timeElement{attr(n, "datetime"), textOf(n)})
	case atom.A:
		m.anchor(n)
	}
	m.itemprop(n)
	m.byline(n)
}

func (m *metadata) metaElement(n *html.Node) {
	content := clean.Line(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"name", "property", "http-equiv", "itemprop"} {
		if k := strings.ToLower(attr(n, key)); k != "" {
			m.meta[k] = append(m.meta[k], content)
		}
	}
}

func (m *metadata) itemprop(n *html.Node) {
	prop := attr(n, "itemprop")
	if prop == "" || n.DataAtom == atom.Meta {
		return
	}
	value := first(attr(n, "content"), attr(n, "datetime"))
	if value == "" && strings.ToLower(prop) != "articlebody" {
		value = textOf(n)
	}
	for p := range strings.FieldsSeq(strings.ToLower(prop)) {
		m.props[p] = append(m.props[p], clean.Line(value))
	}
}

func (m *metadata) byline(n *html.Node) {
	if len(m.bylines) > 8 || blockTooBig(n) {
		return
	}
	name := strings.ToLower(attr(n, "class") + " " + attr(n, "rel") + " " + attr(n, "id"))
	for _, w := range bylineClasses {
		if strings.Contains(name, w) {
			if t := textOf(n); t != "" && len(t) < 200 {
				m.bylines = append(m.bylines, t)
			}
			return
		}
	}
}

var bylineClasses = []string{"byline", "author", "penulis", "autor", "auteur", "writer"}

// blockTooBig reports whether n is an element that holds parts of the page.
func blockTooBig(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.Section, atom.Script, atom.Style, atom.Ul, atom.Img, atom.Svg:
		return true
	}
	return false
}

func (m *metadata) anchor(n *html.Node) {
	rel, href := strings.ToLower(attr(n, "rel")), attr(n, "href")
	if href == "" || strings.HasPrefix(href, "#") {
		return
	}
	text := textOf(n)
	if len(text) > 40 && rel != "next" {
		return
	}
	m.nextLinks = append(m.nextLinks, pageLink{rel, strings.ToLower(attr(n, "class")), href, text})
}

// one returns the first content of the first key that has any.
func (m *metadata) one(keys ...string) string {
	for _, k := range keys {
		for _, v := range m.meta[k] {
			if v != "" {
				return v
			}
		}
	}
	return ""
}

func (m *metadata) prop(keys ...string) string {
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
func (m *metadata) resolve(href string) string {
	if href == "" {
		return ""
	}
	u, err := m.base.Parse(strings.TrimSpace(href))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// page fills in the article's metadata.
func (m *metadata) page(d *document, b *body) Page {
	a := kilas.Article{
		Schema:       kilas.SchemaArticle,
		Title:        m.title,
		Byline:       m.findByline(),
		Site:         m.site(),
		CanonicalURL: m.canonical(),
		Section:      first(m.one("article:section"), m.ld.section, m.prop("articlesection")),
		Tags:         m.tags(),
		Images:       m.images(),
		Warnings:     []kilas.Warning{},
	}
	a.Published, a.Modified = m.dates(d, b)
	next, full := m.parts()
	return Page{
		Article: a, Hints: m.hints(), NextPage: next, FullPage: full,
		AMP: m.resolve(m.link("amphtml")),
	}
}

func (m *metadata) link(rel string) string {
	for _, l := range m.links[rel] {
		if l != "" {
			return l
		}
	}
	return ""
}

// canonical is the page's own name for itself, if it is on the same site and
// isn't merely the home page.
func (m *metadata) canonical() string {
	for _, c := range []string{m.link("canonical"), m.one("og:url"), m.ld.url} {
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

func (m *metadata) site() string {
	s := first(m.one("og:site_name"), m.ld.publisher, m.one("application-name", "al:android:app_name", "apple-mobile-web-app-title", "twitter:app:name:iphone"))
	if s == "" || strings.Contains(s, "://") {
		s = strings.TrimPrefix(strings.ToLower(m.base.Hostname()), "www.")
	}
	return s
}

func (m *metadata) tags() []string {
	tags, seen := []string{}, map[string]bool{}
	add := func(t string) {
		if t = clean.Line(t); t != "" && !seen[fold(t)] && len(tags) < 20 && len(t) < 80 {
			seen[fold(t)] = true
			tags = append(tags, t)
		}
	}
	for _, t := range m.meta["article:tag"] {
		for part := range strings.SplitSeq(t, ",") {
			add(part)
		}
	}
	for _, t := range m.ld.keywords {
		add(t)
	}
	if len(tags) == 0 {
		for part := range strings.SplitSeq(m.one("news_keywords", "keywords"), ",") {
			add(part)
		}
	}
	return tags
}

func (m *metadata) images() []kilas.Image {
	src := m.resolve(first(m.one("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src"), m.ld.image, m.link("image_src")))
	if src == "" {
		return []kilas.Image{}
	}
	return []kilas.Image{{URL: src, Alt: m.one("og:image:alt", "twitter:image:alt")}}
}

// hints are the page's statements about its language.
func (m *metadata) hints() []Hint {
	var hints []Hint
	add := func(from, tag string) {
		if tag = clean.Line(tag); tag != "" && len(tag) < 36 {
			hints = append(hints, Hint{from, tag})
		}
	}
	add("article", m.ld.language)
	add("html-lang", first(m.htmlLang, m.bodyLang))
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

// rawText returns the text directly below n.
func rawText(n *html.Node) string {
	var b strings.Builder
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.TextNode {
			b.WriteString(k.Data)
		}
	}
	return b.String()
}
