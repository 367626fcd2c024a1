package digest

import (
	"cmp"
	"crypto/sha256"
	"html"
	"io"
	"net/url"
	"path"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/feed"
)

// linkKey is the form of an address under which an article is known: without
// scheme, "www.", tracking parameters, fragment and final slash, and without the
// mark of a mobile or AMP version. "" is no address of an article: it is empty,
// or that of a site's front page.
func linkKey(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	u = fetch.CleanURL(u)
	host := strings.TrimPrefix(u.Host, "www.")
	for _, mobile := range []string{"m.", "amp."} {
		if rest, ok := strings.CutPrefix(host, mobile); ok && strings.Contains(rest, ".") {
			host = rest
		}
	}
	p := strings.TrimSuffix(path.Clean("/"+u.EscapedPath()), "/")
	p = strings.TrimSuffix(p, "/amp")
	if p == "" && u.RawQuery == "" {
		return ""
	}
	key := host + p
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return key
}

// articleLink is the key of an article: of its canonical address where that is
// credible, else of its own, else of the one that the feed named.
func articleLink(a kilas.Article, named string) string {
	if k := linkKey(a.CanonicalURL); k != "" && sameSite(a.CanonicalURL, cmp.Or(a.URL, named)) {
		return k
	}
	return cmp.Or(linkKey(a.URL), linkKey(named), "id "+a.ID)
}

// sameSite reports whether two addresses are of one registered domain. A page
// that names one elsewhere as the original of its own is not followed: sites do
// so by mistake.
func sameSite(a, b string) bool { return siteOf(a) == siteOf(b) }

func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return site
	}
	return host
}

// versionOf is a hash of what changes in a feed when an article does.
func versionOf(e feed.Entry) []byte {
	h := sha256.New()
	for _, part := range []string{e.Title, e.Modified.UTC().Format(time.RFC3339), e.Content} {
		_, _ = io.WriteString(h, part+"\x00") // a hash never fails
	}
	return h.Sum(nil)[:16]
}

// articlePage makes a page of the article that a feed has, for the same reader
// that reads all pages.
func articlePage(title, content string) string {
	t := html.EscapeString(title)
	return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + t + "</title></head><body><article><h1>" + t + "</h1>" + content + "</article></body></html>"
}

// publishedAt reads the date of an article: RFC 3339 or a date alone. It is
// zero when there is none.
func publishedAt(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	return time.Time{}
}
