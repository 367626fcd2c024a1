package metadata

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// reader reads the elements that a selector matches, in document order.
type reader struct {
	matcher goquery.Matcher
	read    func(*Metadata, *html.Node)
}

// readers are compiled once; a selector that can't be fails at start.
var readers = []reader{
	{cascadia.MustCompile("base[href]"), (*Metadata).readBase},
	{cascadia.MustCompile("html, body"), (*Metadata).readLang},
	{cascadia.MustCompile("head > title"), (*Metadata).readTitle},
	{cascadia.MustCompile("meta[content]"), (*Metadata).readMeta},
	{cascadia.MustCompile("link[rel][href]"), (*Metadata).readLink},
	{cascadia.MustCompile("script"), (*Metadata).readScript},
	{cascadia.MustCompile("noscript"), (*Metadata).readNoscript},
	{cascadia.MustCompile("h1, h2, h3"), (*Metadata).readHeading},
	{cascadia.MustCompile("time"), (*Metadata).readTime},
	{cascadia.MustCompile("[itemprop]:not(meta)"), (*Metadata).readProp},
	{cascadia.MustCompile("a[href]"), (*Metadata).readAnchor},
	{cascadia.MustCompile(bylineSelector), (*Metadata).readByline},
}

// bylineSelector matches what class, rel or id call an author.
const bylineSelector = `[rel~="author"], [class*="byline" i], [class*="author" i], [class*="penulis" i], [class*="autor" i], [class*="auteur" i], [class*="writer" i], [id*="byline" i], [id*="author" i]`

// Limits of what is read of one page. Real pages stay far below them.
const (
	maxTextBytes     = 2000
	maxNoscriptBytes = 4000
	maxBylines       = 8
	maxHeadings      = 10
	maxTimes         = 20
	maxAnchors       = 5000
	maxProps         = 500
)

func (m *Metadata) readBase(n *html.Node) {
	if u, err := m.base.Parse(attr(n, "href")); err == nil {
		m.base = u
	}
}

func (m *Metadata) readLang(n *html.Node) {
	m.htmlLang = first(m.htmlLang, attr(n, "lang"), attr(n, "xml:lang"))
}

func (m *Metadata) readTitle(n *html.Node) {
	m.TitleTag = first(m.TitleTag, clean.Line(rawText(n)))
}

func (m *Metadata) readMeta(n *html.Node) {
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

func (m *Metadata) readLink(n *html.Node) {
	for rel := range strings.FieldsSeq(strings.ToLower(attr(n, "rel"))) {
		m.links[rel] = append(m.links[rel], attr(n, "href"))
	}
}

func (m *Metadata) readScript(n *html.Node) {
	if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
		m.LD.read(rawText(n))
	}
	m.Challenge = m.Challenge || isChallenge(attr(n, "src")) || isChallenge(rawText(n))
}

// challengeMarks are in the scripts of bot checks.
var challengeMarks = []string{
	"/cdn-cgi/challenge-platform", "_cf_chl_opt", "cf-browser-verification", "px-captcha", "captcha-delivery.com",
	"_Incapsula_Resource", "ddos-guard/js-challenge", "geo.captcha", "AwsWafIntegration", "recaptcha/challengepage",
}

// isChallenge reports whether a script or its address is a bot check's. Long
// scripts are programs of the site.
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

func (m *Metadata) readNoscript(n *html.Node) {
	if t := rawText(n); len(m.Noscript)+len(t) < maxNoscriptBytes {
		m.Noscript += t + " "
	}
}

func (m *Metadata) readHeading(n *html.Node) {
	list := &m.headings
	if n.DataAtom == atom.H1 {
		list = &m.h1
	}
	if len(*list) == maxHeadings {
		return
	}
	if t := text(n); t != "" {
		*list = append(*list, t)
	}
}

func (m *Metadata) readTime(n *html.Node) {
	if len(m.times) < maxTimes {
		m.times = append(m.times, timeElement{attr(n, "datetime"), text(n)})
	}
}

func (m *Metadata) readProp(n *html.Node) {
	if len(m.props) > maxProps {
		return
	}
	prop := strings.ToLower(attr(n, "itemprop"))
	value := first(attr(n, "content"), attr(n, "datetime"))
	if value == "" && prop != "articlebody" {
		value = text(n)
	}
	for p := range strings.FieldsSeq(prop) {
		m.props[p] = append(m.props[p], clean.Line(value))
	}
}

func (m *Metadata) readAnchor(n *html.Node) {
	rel, href := strings.ToLower(attr(n, "rel")), attr(n, "href")
	if href == "" || strings.HasPrefix(href, "#") || len(m.anchors) == maxAnchors {
		return
	}
	if t := text(n); len(t) <= maxPartLink || hasWord(rel, "next") {
		m.anchors = append(m.anchors, anchor{rel, href, t})
	}
}

func (m *Metadata) readByline(n *html.Node) {
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.Section, atom.Script, atom.Style, atom.Ul, atom.Img, atom.Link, atom.Meta:
		return // parts of the page, and what has no text
	}
	if len(m.bylines) == maxBylines || strings.Contains(strings.ToLower(attr(n, "class")), "comment") {
		return
	}
	if t := text(n); t != "" && len(t) < 200 {
		m.bylines = append(m.bylines, t)
	}
}

// text is the beginning of an element's text.
func text(n *html.Node) string { return layout.TextOf(n, maxTextBytes) }

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
