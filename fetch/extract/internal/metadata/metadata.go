// Package metadata reads what a page of HTML says about its article outside of
// the text: JSON-LD, OpenGraph, microdata, meta elements, links, and the titles,
// bylines and dates that readers see. Start with [Read].
package metadata

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

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

	htmlLang, bodyLang, TitleTag string
	h1, headings                 []string // headings: the first h2 and h3
	times                        []timeElement
	bylines                      []string
	nextLinks                    []pageLink

	Title, Dek string
	Noscript   string // what readers without scripts are told
	Challenge  bool   // the page loads a bot check
}

// timeElement is a time element: its machine-readable value and its text.
type timeElement struct{ value, text string }

// pageLink is a link that may lead to another part of the article.
type pageLink struct{ rel, class, href, text string }

// Read reads the metadata of a page that came from base.
func Read(root *html.Node, base *url.URL) *Metadata {
	m := &Metadata{base: base, meta: map[string][]string{}, links: map[string][]string{}, props: map[string][]string{}}
	m.walk(root)
	m.Title = m.findTitle()
	m.Dek = first(m.LD.Description, m.one("og:description"), m.one("description"))
	return m
}

// walk reads all elements in document order.
func (m *Metadata) walk(n *html.Node) {
	if n.Type == html.ElementNode {
		m.element(n)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		m.walk(k)
	}
}

func (m *Metadata) element(n *html.Node) {
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
		if m.TitleTag == "" && n.Parent != nil && n.Parent.DataAtom == atom.Head {
			m.TitleTag = clean.Line(rawText(n))
		}
	case atom.Meta:
		m.metaElement(n)
	case atom.Link:
		for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
			m.links[rel] = append(m.links[rel], attr(n, "href"))
		}
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
			m.LD.read(rawText(n))
		}
		m.Challenge = m.Challenge || isChallenge(attr(n, "src")) || isChallenge(rawText(n))
	case atom.Noscript:
		if t := rawText(n); len(m.Noscript)+len(t) < 4000 {
			m.Noscript += t + " "
		}
	case atom.H1:
		if t := layout.TextOf(n); t != "" {
			m.h1 = append(m.h1, t)
		}
	case atom.H2, atom.H3:
		if len(m.headings) < 10 {
			m.headings = append(m.headings, layout.TextOf(n))
		}
	case atom.Time:
		m.times = append(m.times, timeElement{attr(n, "datetime"), layout.TextOf(n)})
	case atom.A:
		m.anchor(n)
	}
	m.itemprop(n)
	m.byline(n)
}

// challengeMarks are in the scripts of bot checks.
var challengeMarks = []string{
	"/cdn-cgi/challenge-platform", "_cf_chl_opt", "cf-browser-verification", "px-captcha", "captcha-delivery.com",
	"_Incapsula_Resource", "ddos-guard/js-challenge", "geo.captcha", "AwsWafIntegration", "recaptcha/challengepage",
}

func isChallenge(script string) bool {
	if len(script) > 20_000 {
		return false
	}
	for _, mark := range challengeMarks {
		if strings.Contains(script, mark) {
			return true
		}
	}
	return false
}

func (m *Metadata) metaElement(n *html.Node) {
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

func (m *Metadata) itemprop(n *html.Node) {
	prop := attr(n, "itemprop")
	if prop == "" || n.DataAtom == atom.Meta {
		return
	}
	value := first(attr(n, "content"), attr(n, "datetime"))
	if value == "" && strings.ToLower(prop) != "articlebody" {
		value = layout.TextOf(n)
	}
	for p := range strings.FieldsSeq(strings.ToLower(prop)) {
		m.props[p] = append(m.props[p], clean.Line(value))
	}
}

func (m *Metadata) byline(n *html.Node) {
	if len(m.bylines) > 8 || blockTooBig(n) {
		return
	}
	name := strings.ToLower(attr(n, "class") + " " + attr(n, "rel") + " " + attr(n, "id"))
	for _, w := range bylineClasses {
		if strings.Contains(name, w) {
			if t := layout.TextOf(n); t != "" && len(t) < 200 {
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

func (m *Metadata) anchor(n *html.Node) {
	rel, href := strings.ToLower(attr(n, "rel")), attr(n, "href")
	if href == "" || strings.HasPrefix(href, "#") {
		return
	}
	text := layout.TextOf(n)
	if len(text) > 40 && rel != "next" {
		return
	}
	m.nextLinks = append(m.nextLinks, pageLink{rel, strings.ToLower(attr(n, "class")), href, text})
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
