package feed

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"
)

// placement is where on a page a link is.
type placement struct {
	navigation bool // in a menu, a footer, beside the content
	heading    bool // in a heading, or around one
	inline     bool // in the middle of a paragraph's text
	card       bool // in an element of a list of articles
}

var (
	menuWords = regexp.MustCompile(`(?i)(?:^|[-_ ])(?:nav|navbar|navigation|menu|footer|breadcrumbs?|sidebar|social|share|sharing|pagination|pager|tags?|taglist|cookie|banner|promo|sponsored?|advert(?:isement)?|login)(?:$|[-_ ])`)
	cardWords = regexp.MustCompile(`(?i)(?:^|[-_ ])(?:article|card|story|stories|headline|teaser|post|entry|news|item|latest|list)(?:$|[-_ 0-9])`)
)

// in is the placement of what is in n.
func (at placement) in(n *html.Node) placement {
	names := attr(n, "class") + " " + attr(n, "id")
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside:
		at.navigation = true
	case atom.Article:
		at.card, at.navigation = true, false
	case atom.Li:
		at.card = true
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5:
		at.heading = true
	}
	if menuWords.MatchString(names) || attr(n, "role") == "navigation" {
		at.navigation = true
	} else if cardWords.MatchString(names) {
		at.card = true
	}
	return at
}

// around is the placement of a link that may be around a heading, or in a
// paragraph that says more.
func (at placement) around(n *html.Node) placement {
	at.heading = at.heading || headingIn(n) != ""
	for up, levels := n.Parent, 0; up != nil && levels < 3; up, levels = up.Parent, levels+1 {
		if up.DataAtom == atom.P {
			at.inline = len(lineOf(textOf(up), maxSummaryRunes)) > 2*len(lineOf(textOf(n), maxTitleRunes))
			break
		}
	}
	return at
}

// headingIn is the text of the first heading in n.
func headingIn(n *html.Node) string {
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5:
			if s := lineOf(textOf(c), maxTitleRunes); s != "" {
				return s
			}
		}
	}
	return ""
}

// linkScore adds up the evidence that a link leads to an article. The weights
// are set by hand on pages like those of testdata/page; an address of an
// article with a headline in a list has at least 5, a section in a menu at most
// 0.
func linkScore(u *url.URL, text string, at placement) int {
	score := addressScore(u) + headlineScore(text)
	if at.heading {
		score += 2
	}
	if at.card {
		score++
	}
	if at.navigation {
		score -= 4
	}
	if at.inline {
		score -= 7
	}
	return score
}

var (
	datePath  = regexp.MustCompile(`/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|-|_|$|\D)`)
	longID    = regexp.MustCompile(`(?:^|[^\d])\d{5,}(?:$|[^\d])`)
	otherPage = regexp.MustCompile(`(?i)^/?(?:[a-z]{2}/)?(?:tags?|topics?|topik|categor(?:y|ies)|kategori|rubri(?:k|que)s?|authors?|penulis|users?|profile|search|cari|login|signin|register|account|subscribe|newsletters?|about|tentang|contact|kontak|privacy|terms|cookies?|help|faq|advertis\w*|redaksi|jobs|shop|rss|feeds?|wp-\w+|page)(?:[/.?]|$)`)
	fileTail  = regexp.MustCompile(`(?i)\.(?:s?html?|php|aspx?|jsp)$`)
	noPage    = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp3|mp4|css|js|xml|json)$`)
	words     = regexp.MustCompile(`[-_+]+`)
)

// addressScore weighs an address: dates, numbers and slugs are those of
// articles.
func addressScore(u *url.URL) int {
	path := u.EscapedPath()
	if otherPage.MatchString(path) || noPage.MatchString(path) {
		return -6
	}
	score := 0
	if datePath.MatchString(path) {
		score += 3
	}
	if longID.MatchString(path + "?" + u.RawQuery) {
		score += 2
	}
	segments := strings.Split(strings.Trim(u.Path, "/"), "/")
	longest := 0
	for _, s := range segments[max(len(segments)-2, 0):] {
		s = fileTail.ReplaceAllString(s, "")
		if n := len(words.Split(strings.Trim(s, "-_"), -1)); len(s) >= 12 {
			longest = max(longest, n)
		}
		if strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) >= 0 && len([]rune(s)) >= 10 {
			longest = max(longest, 4) // a slug in another script needs no hyphens
		}
	}
	switch {
	case longest >= 4:
		score += 3
	case longest == 3:
		score += 2
	}
	if fileTail.MatchString(path) {
		score++
	}
	return score
}

// headlineScore weighs a text: headlines are longer than the names of
// sections. A character of Chinese or Japanese counts as half a word.
func headlineScore(text string) int {
	n := 0
	for _, w := range strings.Fields(text) {
		half := 0
		for _, r := range w {
			if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao, unicode.Myanmar) {
				half++
			}
		}
		n += max(1, half/2)
	}
	switch {
	case n >= 5:
		return 2
	case n >= 3:
		return 1
	case n == 0:
		return 0
	}
	return -1
}

// pathDate is the day that an address names.
func pathDate(address string) time.Time {
	u, err := url.Parse(address)
	if err != nil {
		return time.Time{}
	}
	m := datePath.FindStringSubmatch(u.EscapedPath())
	if m == nil {
		return time.Time{}
	}
	return parseDate(m[1] + "-" + m[2] + "-" + m[3])
}

// structure is the form of the markup around a link: the elements above it with
// their first classes, without numbers.
func structure(n *html.Node) string {
	var b strings.Builder
	for range 4 {
		if n == nil || n.Type != html.ElementNode {
			break
		}
		class, _, _ := strings.Cut(strings.TrimSpace(attr(n, "class")), " ")
		b.WriteString(n.Data + "." + strings.TrimRight(class, "0123456789") + "<")
		n = n.Parent
	}
	return b.String()
}

// sameSite reports whether two addresses are on one site: they share the name
// that was registered (the public suffix list), or are the same host.
func sameSite(a, b *url.URL) bool {
	if a == nil || b == nil {
		return false
	}
	if strings.EqualFold(a.Host, b.Host) {
		return true
	}
	return siteOf(a) != "" && siteOf(a) == siteOf(b)
}

func siteOf(u *url.URL) string {
	if _, err := netip.ParseAddr(u.Hostname()); err == nil {
		return ""
	}
	site, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(u.Hostname()))
	if err != nil {
		return ""
	}
	return site
}

// feedPath is the form of addresses of feeds.
var feedPath = regexp.MustCompile(`(?i)(?:/(?:feeds?|rss|atom)(?:/|\.(?:xml|rss|php)|$)|(?:rss|atom|feed|index|rdf)\.(?:xml|rdf|rss|atom|json)$|\.(?:rss|atom|rdf)$)`)

// looksFeed reports whether a link on a page leads to a feed.
func looksFeed(u *url.URL, text string) bool {
	return feedPath.MatchString(u.Path) || strings.EqualFold(strings.TrimSpace(text), "rss")
}

// textOf is the text in n, as markup has it.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode && b.Len() < maxMarkupBytes && (c.Parent == nil || hiding(c.Parent.DataAtom) == 0) {
			b.WriteString(c.Data)
		} else if c.Type == html.ElementNode {
			space(&b, c.DataAtom)
		}
	}
	return b.String()
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}
