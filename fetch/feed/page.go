package feed

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// minPageEntries is how many links to articles make a page a list of them.
	minPageEntries = 3
	// minLinkScore is the evidence that a link to an article has, see linkScore.
	minLinkScore = 4
	// loneLinkScore is that of a link that is nowhere repeated in structure.
	loneLinkScore = 7
	// maxLinks bounds the links of a page that are looked at.
	maxLinks = 5000
)

// readPage finds the articles that an HTML page links to. There is no sure
// sign, so evidence is added up: the form of the address, the text of a
// headline, the place on the page, and that the same structure comes again.
func (d document) readPage() (Feed, error) {
	root, err := html.Parse(bytes.NewReader(d.body))
	if err != nil {
		return Feed{}, fmt.Errorf("%w: HTML that can't be parsed", ErrNotFeed)
	}
	p := newPage(root, d.base)
	if p.isArticle && strings.Trim(pathOf(d.base.at), "/") != "" { // some sites say so on their front page too
		return Feed{}, fmt.Errorf("%w: the page is one article", ErrNotFeed)
	}
	links := p.articles()
	if len(links) < minPageEntries {
		return Feed{}, fmt.Errorf("%w: an HTML page without a list of articles", ErrNotFeed)
	}
	f := Feed{Kind: KindPage, Title: p.title, Lang: p.lang, Home: d.address}
	for _, l := range links {
		f.Entries = append(f.Entries, Entry{URL: l.url, Title: cutRunes(l.text, maxTitleRunes), Published: l.date})
	}
	return f, nil
}

// page is an HTML page on its way to a list of links.
type page struct {
	base      base
	title     string
	lang      string
	isArticle bool // it says that it is one article
	feeds     []reference
	links     []*link
	holds     map[*html.Node]string // the one address that an element links to, or many
	times     []*html.Node
}

// reference is a source that may be there: one that a page names, or a guess.
type reference struct {
	url, title string
	guessed    bool
}

// many marks elements with links to several articles.
const many = "*"

// link is an address that the page links to, with the best of the texts that
// its links have.
type link struct {
	url   string
	text  string
	date  time.Time
	place placement
	group string // the structure around it
	score int
}

func newPage(root *html.Node, b base) *page {
	p := &page{base: b, holds: map[*html.Node]string{}}
	p.walk(root, placement{})
	p.dateLinks()
	return p
}

// walk visits an element and what is in it, and notes what it links to.
func (p *page) walk(n *html.Node, at placement) {
	if n.Type == html.ElementNode {
		at = at.in(n)
		p.element(n, at)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.walk(c, at)
		switch held := p.holds[c]; {
		case held == "":
		case p.holds[n] == "":
			p.holds[n] = held
		case p.holds[n] != held:
			p.holds[n] = many
		}
	}
}

func (p *page) element(n *html.Node, at placement) {
	switch n.DataAtom {
	case atom.Html:
		p.lang = langOf(attr(n, "lang"))
	case atom.Title:
		p.title = cmp.Or(p.title, lineOf(textOf(n), maxNameRunes))
	case atom.Base:
		if u := p.base.resolve(attr(n, "href")); u != nil {
			p.base = base{u}
		}
	case atom.Meta:
		if strings.EqualFold(attr(n, "property"), "og:type") && strings.HasPrefix(strings.ToLower(attr(n, "content")), "article") {
			p.isArticle = true
		}
	case atom.Link:
		p.alternate(n)
	case atom.Time:
		p.times = append(p.times, n)
	case atom.A:
		p.anchor(n, at)
	}
}

// alternate notes a feed that the page names (RFC 5988; WHATWG HTML, 4.6.7.1).
func (p *page) alternate(n *html.Node) {
	rel := strings.Fields(strings.ToLower(attr(n, "rel")))
	typ := strings.ToLower(strings.TrimSpace(attr(n, "type")))
	if !slices.Contains(rel, "alternate") && !slices.Contains(rel, "feed") {
		return
	}
	if !slices.Contains(rel, "feed") && !isFeedType(typ) {
		return
	}
	if u := p.base.join(attr(n, "href")); u != "" {
		p.feeds = append(p.feeds, reference{url: u, title: lineOf(attr(n, "title"), maxNameRunes)})
	}
}

func isFeedType(typ string) bool {
	typ, _, _ = strings.Cut(typ, ";")
	switch strings.TrimSpace(typ) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/xml", "text/xml", "application/json":
		return true
	}
	return false
}

// anchor notes a link.
func (p *page) anchor(n *html.Node, at placement) {
	href := attr(n, "href")
	if href == "" || strings.HasPrefix(href, "#") || len(p.links) >= maxLinks {
		return
	}
	if u := p.base.resolve(href); u != nil && looksFeed(u, textOf(n)) {
		p.feeds = append(p.feeds, reference{url: u.String()})
		return
	}
	address := p.base.article(href)
	u := p.base.resolve(href)
	if address == "" || !sameSite(u, p.base.at) || len(strings.Trim(u.Path, "/"))+len(u.RawQuery) == 0 {
		return
	}
	l := &link{url: address, place: at.around(n), group: structure(n)}
	l.text = cmp.Or(headingIn(n), lineOf(textOf(n), maxTitleRunes), lineOf(cmp.Or(attr(n, "title"), attr(n, "aria-label")), maxTitleRunes))
	l.score = linkScore(u, l.text, l.place)
	p.links = append(p.links, l)
	if l.score > 0 {
		p.holds[n] = address
	}
}

// dateLinks gives the dates of time elements to the one article that they
// stand beside.
func (p *page) dateLinks() {
	dates := map[string]time.Time{}
	for _, n := range p.times {
		t := parseDate(cmp.Or(attr(n, "datetime"), textOf(n)))
		for up := n; up != nil && !t.IsZero(); up = up.Parent {
			if held := p.holds[up]; held != "" {
				if held != many && dates[held].IsZero() {
					dates[held] = t
				}
				break
			}
		}
	}
	for _, l := range p.links {
		l.date = dates[l.url]
		if !l.date.IsZero() {
			l.score += 2
		} else {
			l.date = pathDate(l.url)
		}
	}
}

// articles are the links with enough evidence, each address once, in the order
// of the page.
func (p *page) articles() []*link {
	var out []*link
	known := map[string]*link{}
	groups := map[string]int{}
	for _, l := range p.links {
		if have, ok := known[l.url]; ok {
			have.better(*l)
			continue
		}
		known[l.url] = l
		out = append(out, l)
	}
	for _, l := range out {
		if l.score >= minLinkScore {
			groups[l.group]++
		}
	}
	return slices.DeleteFunc(out, func(l *link) bool {
		return l.text == "" || l.score < minLinkScore || groups[l.group] < minPageEntries && l.score < loneLinkScore
	})
}

// better takes over what another link to the same address has more of.
func (l *link) better(o link) {
	if o.score > l.score || o.score == l.score && len(o.text) > len(l.text) {
		l.text, l.score, l.group = cmp.Or(o.text, l.text), o.score, o.group
	}
	if l.date.IsZero() {
		l.date = o.date
	}
}
