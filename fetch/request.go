package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"
	"golang.org/x/net/publicsuffix"
)

// response is a page as it came: its body decompressed, its final address.
type response struct {
	url    *url.URL
	moved  string // where permanent redirects lead, "" if there were none
	status int
	header http.Header
	typ    string // Content-Type
	body   []byte
	kept   time.Time // when it came, if it is a copy for a client that is offline
}

// question is what a server is asked for.
type question struct {
	url                *url.URL
	accept             string
	etag, lastModified string // of what is known already
	maxBytes           int64  // of the body after decompression
	anew               bool   // not to be answered from the cache
}

// conditional reports whether "not modified" is an answer.
func (q question) conditional() bool { return q.etag != "" || q.lastModified != "" }

const acceptPage = "text/html,application/xhtml+xml,text/plain;q=0.8,text/markdown;q=0.8,*/*;q=0.5"

// maxRedirects is how many redirects are followed.
const maxRedirects = 10

// get fetches a page.
func (c *Client) get(ctx context.Context, u *url.URL) (*response, error) {
	return c.ask(ctx, question{url: u, accept: acceptPage, maxBytes: c.opt.MaxBodyBytes})
}

// ask fetches what q asks for. What may pass (429, 502, 503, 504, broken
// connections, timeouts of connecting) is tried again after a while; a server
// that took all of a try's time is not, since nobody waits for it so long again.
func (c *Client) ask(ctx context.Context, q question) (*response, error) {
	if c.opt.AllowPrivate && ctx.Value(namedKey{}) == nil {
		ctx = withNamed(ctx, q.url)
	}
	jar := c.cookies()
	waits := &backoff.ExponentialBackOff{InitialInterval: c.opt.RetryWait, RandomizationFactor: 0.5, Multiplier: 2, MaxInterval: c.opt.MaxRetryWait}
	waits.Reset()
	for try := 0; ; try++ {
		begun := time.Now()
		r, err := c.try(ctx, jar, q)
		if errors.Is(err, errEncoding) && c.opt.CacheDir != "" && !c.opt.Offline && !q.anew {
			q.anew = true // what is kept may be what was broken
			r, err = c.try(ctx, jar, q)
		}
		if err == nil || try >= c.opt.Retries || !mayPass(err) || time.Since(begun) >= c.opt.Timeout || ctx.Err() != nil {
			return r, err
		}
		wait := max(waits.NextBackOff(), retryAfter(err))
		if wait > c.opt.MaxRetryWait || endsBefore(ctx, wait) || sleep(ctx, wait) != nil {
			return nil, err
		}
	}
}

// cookies returns the jar of a question. Cookies that a site sets live for one
// question, unless the user gave some.
func (c *Client) cookies() http.CookieJar {
	if c.jar != nil {
		return c.jar
	}
	// The error is always nil.
	jar, _ := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	return jar
}

// checkRedirect bounds redirects and keeps the user's headers from other hosts.
func (c *Client) checkRedirect(r *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return &codeError{"redirects", fmt.Sprintf("more than %d redirects", maxRedirects), "the site sends the page in a circle; try its address without the part after \"?\", or give your cookies with --cookies FILE"}
	}
	if r.URL.Scheme != "http" && r.URL.Scheme != "https" {
		return &codeError{"bad-scheme", fmt.Sprintf("redirected to the scheme %q", r.URL.Scheme), "only http and https pages are fetched"}
	}
	if first := via[0].URL; r.URL.User == nil && r.URL.Host == first.Host && r.URL.Scheme == first.Scheme {
		r.URL.User = first.User
	}
	if r.URL.Host != via[0].URL.Host {
		for name := range c.opt.Header {
			r.Header.Del(name)
		}
	}
	return nil
}

// try asks once.
func (c *Client) try(ctx context.Context, jar http.CookieJar, q question) (*response, error) {
	ctx = context.WithValue(ctx, errandKey{}, &errand{time: c.opt.Timeout, maxBytes: q.maxBytes})
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, q.url.String(), nil)
	if err != nil {
		return nil, &codeError{"bad-url", "not a usable address", "check the address"}
	}
	c.setHeader(req.Header, q)
	var moved trail
	client := &http.Client{Transport: c.transport, Jar: jar, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		moved.follow(r)
		return c.checkRedirect(r, via)
	}}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	r, err := c.receive(resp, q)
	if err != nil {
		return nil, err
	}
	r.moved = moved.permanent
	return r, nil
}

func (c *Client) setHeader(h http.Header, q question) {
	h.Set("User-Agent", c.opt.UserAgent)
	h.Set("Accept", q.accept)
	h.Set("Accept-Encoding", acceptEncoding)
	if q.anew {
		h.Set("Cache-Control", "no-cache") // which goes by the cache
	}
	if q.etag != "" {
		h.Set("If-None-Match", q.etag)
	}
	if q.lastModified != "" {
		h.Set("If-Modified-Since", q.lastModified)
	}
	for name, values := range c.opt.Header {
		h[http.CanonicalHeaderKey(name)] = values
	}
}

// withoutUser returns an address without a user's name and password.
func withoutUser(u *url.URL) *url.URL {
	if u.User == nil {
		return u
	}
	c := *u
	c.User = nil
	return &c
}

// receive reads the response to q.
func (c *Client) receive(resp *http.Response, q question) (*response, error) {
	final := withoutUser(resp.Request.URL)
	out := &response{url: final, status: resp.StatusCode, header: resp.Header, typ: resp.Header.Get("Content-Type")}
	if resp.StatusCode == http.StatusNotModified && q.conditional() {
		return out, nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 || resp.StatusCode == http.StatusNoContent {
		return nil, &StatusError{URL: final.String(), Code: resp.StatusCode, RetryAfter: afterHeader(resp.Header.Get("Retry-After"), time.Now())}
	}
	if c.opt.Offline {
		// A copy without a date is of a time that nobody knows.
		out.kept, _ = http.ParseTime(resp.Header.Get("Date"))
	}
	r, err := decompress(resp.Body, resp.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if out.body, err = readBody(r, q.maxBytes); err != nil && !errors.Is(err, ErrTooLarge) {
		err = fmt.Errorf("%w: %w", errEncoding, err)
	}
	return out, err
}

// mayPass reports whether another try may succeed.
func mayPass(err error) bool {
	var status *StatusError
	if errors.As(err, &status) {
		switch status.Code {
		case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return true
		}
		return false
	}
	var private *privateError
	var own *codeError
	if errors.As(err, &private) || errors.As(err, &own) {
		return false
	}
	return isTimeout(err) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, errBroken) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)
}

// retryAfter is the wait that the server asked for.
func retryAfter(err error) time.Duration {
	var status *StatusError
	if errors.As(err, &status) {
		return status.RetryAfter
	}
	return 0
}

// afterHeader reads a Retry-After header (RFC 9110, section 10.2.3): seconds,
// or a date.
func afterHeader(s string, now time.Time) time.Duration {
	s = strings.TrimSpace(s)
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return time.Duration(min(n, 86400)) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil && t.After(now) {
		return t.Sub(now)
	}
	return 0
}

// endsBefore reports whether ctx ends before d is over.
func endsBefore(ctx context.Context, d time.Duration) bool {
	end, ok := ctx.Deadline()
	return ok && time.Until(end) < d
}
