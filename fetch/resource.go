package fetch

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// ResourceOptions say what [Client.Resource] asks for. The zero value asks for
// anything, whatever is known of it.
type ResourceOptions struct {
	Accept string // media types as in an Accept header; any if empty

	// ETag and LastModified are those of an earlier answer. With one of them
	// the answer may be status 304 without a body.
	ETag, LastModified string

	MaxBytes int64 // of the body after decompression; Options.MaxBodyBytes
	Robots   bool  // refuse what the site's robots.txt forbids
}

// Resource is a file as a server gave it.
type Resource struct {
	URL string // the final address, after redirects
	// Moved is the address that permanent redirects lead to, to be used from
	// now on; "" if the one that was asked for holds.
	Moved  string
	Status int    // 2xx, or 304 if nothing has changed
	Type   string // Content-Type
	Body   []byte // decompressed, in the charset that it came in

	ETag, LastModified string        // for the next time
	MaxAge             time.Duration // how long the server calls it fresh; 0 if it doesn't say
}

// Resource fetches a file as it is, such as a feed, with the client's limits,
// guard and retries. Addresses that the user didn't name are for the client
// that [Client.Public] returns. An error may be a [StatusError]; [Explain]
// makes an error line of any.
func (c *Client) Resource(ctx context.Context, address string, opt ResourceOptions) (Resource, error) {
	u, err := parseURL(address)
	if err != nil {
		return Resource{}, err
	}
	if opt.Robots && !c.opt.Offline && !c.Allowed(ctx, u) {
		return Resource{}, errRobots
	}
	r, err := c.ask(ctx, question{
		url: u, accept: cmp.Or(opt.Accept, "*/*"), etag: opt.ETag, lastModified: opt.LastModified,
		maxBytes: cmp.Or(opt.MaxBytes, c.opt.MaxBodyBytes),
	})
	if err != nil {
		return Resource{}, err
	}
	return Resource{
		URL: r.url.String(), Moved: r.moved, Status: r.status, Type: r.typ, Body: r.body,
		ETag: r.header.Get("ETag"), LastModified: r.header.Get("Last-Modified"),
		MaxAge: maxAge(r.header, time.Now()),
	}, nil
}

// Explain returns the error line of a source that failed with err, an error of
// this package.
func Explain(source string, err error) *kilas.SourceError { return sourceError(source, err) }

// trail remembers how far redirects were permanent (301 and 308, RFC 9110,
// section 15.4): what comes after a temporary one may change.
type trail struct {
	permanent string
	temporary bool
}

// follow notes the redirect that leads to r.
func (t *trail) follow(r *http.Request) {
	switch r.Response.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		if !t.temporary {
			t.permanent = r.URL.String()
		}
	default:
		t.temporary = true
	}
}

// parseURL parses an address that is to be fetched.
func parseURL(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return nil, errBadURL
	}
	return u, checkURL(u)
}

var errBadURL = &codeError{"bad-url", "not a usable address", "an address looks like https://example.com/news/story"}

// checkURL refuses what can't be fetched, and puts the scheme in lower case.
func checkURL(u *url.URL) error {
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "":
		return &codeError{"bad-scheme", "scheme " + u.Scheme + " is not http or https", "give an http or https address, or the path of a file"}
	case u.Host == "" || u.Scheme == "":
		return errBadURL
	}
	return nil
}

// maxAge is how long a response is fresh by its Cache-Control or Expires header
// (RFC 9111, section 4.2.1), less the age that it came with.
func maxAge(h http.Header, now time.Time) time.Duration {
	var life time.Duration
	if expires, err := http.ParseTime(h.Get("Expires")); err == nil {
		life = expires.Sub(now)
	}
	for directive := range strings.SplitSeq(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(name) {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			life = seconds(strings.Trim(value, `"`))
		}
	}
	return max(life-seconds(h.Get("Age")), 0)
}

// seconds parses a number of seconds, up to a year; 0 if it is none.
func seconds(s string) time.Duration {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 0 {
		return 0
	}
	return time.Duration(min(n, 365*86400)) * time.Second
}
