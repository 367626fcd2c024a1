package feed

import (
	"net/url"
	"strings"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// base is where the relative addresses of a document start.
type base struct{ at *url.URL }

// newBase starts at address, which may be "".
func newBase(address string) base {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return base{}
	}
	return base{u}
}

// join resolves a reference; "" is none, and so is what is no http or https
// address. Spaces in it are encoded, as browsers do.
func (b base) join(ref string) string {
	u := b.resolve(ref)
	if u == nil {
		return ""
	}
	return u.String()
}

// article is join for the address of an article, without what tracks readers.
func (b base) article(ref string) string {
	u := b.resolve(ref)
	if u == nil {
		return ""
	}
	return fetch.CleanURL(u).String()
}

func (b base) resolve(ref string) *url.URL {
	ref = strings.Join(strings.FieldsFunc(clean.Text(ref), func(r rune) bool { return r == '\n' || r == '\t' }), "")
	if ref == "" || len(ref) > maxURLBytes {
		return nil
	}
	u, err := url.Parse(strings.ReplaceAll(ref, " ", "%20"))
	if err != nil {
		return nil
	}
	if b.at != nil {
		u = b.at.ResolveReference(u)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || len(u.String()) > maxURLBytes {
		return nil
	}
	return u
}

// isAddress reports whether s is an absolute http or https address.
func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// orHome returns the base at the feed's home where that is absolute: feeds
// that live on other hosts mean their site's.
func (b base) orHome(home string) base {
	if h := newBase(home); h.at != nil && isAddress(home) {
		return h
	}
	return b
}
