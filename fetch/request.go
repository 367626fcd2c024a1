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
	url  *url.URL
	typ  string // Content-Type
	body []byte
}

// maxRedirects is how many redirects are followed.
const maxRedirects = 10

// get fetches a page. What may pass (timeouts, 429, 502, 503, 504, broken
// connections) is tried again after a while.
func (c *Client) get(ctx context.Context, u *url.URL) (*response, error) {
	if c.opt.Offline {
		return nil, &codeError{"offline", "not fetched: kilas is offline", "leave out --offline to use the network"}
	}
	if c.opt.AllowPrivate && ctx.Value(namedKey{}) == nil {
		ctx = withNamed(ctx, u)
	}
	client := c.client()
	waits := &backoff.ExponentialBackOff{InitialInterval: c.opt.RetryWait, RandomizationFactor: 0.5, Multiplier: 2, MaxInterval: c.opt.MaxRetryWait}
	waits.Reset()
	for try := 0; ; try++ {
		r, err := c.try(ctx, client, u)
		if err == nil || try >= c.opt.Retries || !mayPass(err) || ctx.Err() != nil {
			return r, err
		}
		wait := max(waits.NextBackOff(), retryAfter(err))
		if wait > c.opt.MaxRetryWait || endsBefore(ctx, wait) || sleep(ctx, wait) != nil {
			return nil, err
		}
	}
}

// client returns an http.Client over the one transport. Cookies that a site
// sets live for one source, unless the user gave some.
func (c *Client) client() *http.Client {
	jar := c.jar
	if jar == nil {
		// The error is always nil.
		jar, _ = cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	}
	return &http.Client{Transport: c.transport, Jar: jar, CheckRedirect: c.checkRedirect}
}

// checkRedirect bounds redirects and keeps the user's headers from other hosts.
func (c *Client) checkRedirect(r *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return &codeError{"redirects", fmt.Sprintf("more than %d redirects", maxRedirects), "the site sends the page in a circle; try its address without the part after \"?\", or give your cookies with --cookies FILE"}
	}
	if r.URL.Scheme != "http" && r.URL.Scheme != "https" {
		return &codeError{"bad-scheme", fmt.Sprintf("redirected to the scheme %q", r.URL.Scheme), "only http and https pages are fetched"}
	}
	if r.URL.Host != via[0].URL.Host {
		for name := range c.opt.Header {
			r.Header.Del(name)
		}
	}
	return nil
}

// try fetches a page once.
func (c *Client) try(ctx context.Context, client *http.Client, u *url.URL) (*response, error) {
	leave, err := c.hosts.enter(ctx, u.Host)
	if err != nil {
		return nil, err
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &codeError{"bad-url", "not a usable address", "check the address"}
	}
	req.Header.Set("User-Agent", c.opt.UserAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8,text/markdown;q=0.8,*/*;q=0.5")
	req.Header.Set("Accept-Encoding", acceptEncoding)
	for name, values := range c.opt.Header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return c.receive(resp)
}

// errorPageBytes is how much of an error page is looked at.
const errorPageBytes = 64 << 10

// receive reads a response.
func (c *Client) receive(resp *http.Response) (*response, error) {
	final := resp.Request.URL
	if resp.StatusCode < 200 || resp.StatusCode > 299 || resp.StatusCode == http.StatusNoContent {
		// Draining lets the connection be used again; the error says all.
		_, _ = io.CopyN(io.Discard, resp.Body, errorPageBytes)
		return nil, &StatusError{URL: final.String(), Code: resp.StatusCode, RetryAfter: afterHeader(resp.Header.Get("Retry-After"), time.Now())}
	}
	r, err := decompress(resp.Body, resp.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body, err := readBody(r, c.opt.MaxBodyBytes)
	if err != nil {
		return nil, bodyError(resp, err)
	}
	return &response{url: final, typ: resp.Header.Get("Content-Type"), body: body}, nil
}

// bodyError tells a connection that breaks from data that is broken.
func bodyError(resp *http.Response, err error) error {
	switch {
	case errors.Is(err, ErrTooLarge), isTimeout(err), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF) && resp.Header.Get("Content-Encoding") == "":
		return fmt.Errorf("%w: %w", errBroken, err)
	case resp.Header.Get("Content-Encoding") != "":
		return fmt.Errorf("%w: %w", errEncoding, err)
	}
	return fmt.Errorf("%w: %w", errBroken, err)
}

// errBroken says that the connection broke before the end of the page.
var errBroken = errors.New("connection broke before the end of the page")

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
