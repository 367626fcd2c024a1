// Package cache keeps responses on disk as a private cache of RFC 9111: what is
// fresh is given out without asking, what is stale is asked for conditionally.
// Start with [New], which goes between an http.Client and its transport, with
// [UsageOf] and [Clear].
//
// When to store, to reuse and to validate is the business of
// github.com/bartventer/httpcache. This package gives it a store of bounded
// size whose files are whole and for their user alone, keeps from it what must
// not be on disk (answers to requests with credentials, cookies, headers that
// nobody asks for), and mends where it departs from the standard; see tidy.
package cache

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"

	"github.com/bartventer/httpcache"
	httpstore "github.com/bartventer/httpcache/store"
	"github.com/bartventer/httpcache/store/driver"
)

// Options say how a cache works. Dir is needed; the folder is made when
// something is to be kept, and holds nothing else.
type Options struct {
	Dir      string
	MaxBytes int64 // of all files; 256 MiB
	Refresh  bool  // validate all responses, fresh ones too
	Offline  bool  // give out what is kept, fresh or not, and ask nobody

	// Secret are the names of headers that requests may carry credentials in,
	// besides the usual ones.
	Secret []string
}

const (
	defaultMaxBytes = 256 << 20
	// maxFresh bounds how long a response is fresh, in seconds, whatever its
	// server says: news is corrected.
	maxFresh = 24 * 60 * 60
)

// ErrNotKept says that there is no copy of a response for a cache that is
// offline.
var ErrNotKept = errors.New("no copy of it is kept")

// transport is the cache before its origin servers.
type transport struct {
	opt    Options
	next   http.RoundTripper
	cached http.RoundTripper
}

// New returns a transport that keeps the responses of next on disk. The bodies
// that next returns must be whole and in memory, since they are stored before
// they are read. Responses to requests that are conditional or carry
// credentials, cookies or a range go by the cache.
func New(opt Options, next http.RoundTripper) http.RoundTripper {
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = defaultMaxBytes
	}
	register()
	dsn := url.URL{Scheme: scheme, Path: "/", RawQuery: url.Values{
		"dir": {opt.Dir}, "max": {strconv.FormatInt(opt.MaxBytes, 10)}, "offline": {strconv.FormatBool(opt.Offline)},
	}.Encode()}
	var upstream http.RoundTripper = origin{next}
	if opt.Offline {
		upstream = unchanged{}
	}
	return &transport{opt, next, httpcache.NewTransport(dsn.String(), httpcache.WithUpstream(upstream))}
}

// scheme names the store to the library, which opens stores by address only.
const scheme = "kilas"

var register = sync.OnceFunc(func() { httpstore.Register(scheme, driver.DriverFunc(openStore)) })

func openStore(u *url.URL) (driver.Conn, error) {
	q := u.Query()
	maxBytes, err := strconv.ParseInt(q.Get("max"), 10, 64)
	if err != nil {
		return nil, err
	}
	return &store{dir: q.Get("dir"), maxBytes: maxBytes, readOnly: q.Get("offline") == "true"}, nil
}

// goesBy reports whether a request has nothing to do with the cache.
func (t *transport) goesBy(r *http.Request) bool {
	carries := func(name string) bool { return len(r.Header.Values(name)) > 0 }
	return r.Method != http.MethodGet || r.URL.User != nil || slices.ContainsFunc(bypassing, carries) || slices.ContainsFunc(t.opt.Secret, carries)
}

// bypassing are the headers of requests that have nothing to do with the cache.
var bypassing = []string{"Authorization", "Cookie", "Range", "If-None-Match", "If-Modified-Since", "Cache-Control"}

// RoundTrip answers from the cache or from the origin server.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if t.goesBy(r) {
		if t.opt.Offline {
			return nil, ErrNotKept
		}
		return t.next.RoundTrip(r)
	}
	var aside exchange
	asked := r.Clone(context.WithValue(r.Context(), exchangeKey{}, &aside))
	asked.Header.Set("Cache-Control", t.directive())
	resp, err := t.cached.RoundTrip(asked)
	if err != nil {
		return nil, err
	}
	if t.opt.Offline && resp.StatusCode == http.StatusGatewayTimeout && resp.Header.Get(httpcache.CacheStatusHeader) == "BYPASS" {
		return nil, ErrNotKept
	}
	if aside.cookies != nil {
		resp.Header["Set-Cookie"] = aside.cookies
	}
	resp.Request = r
	return resp, nil
}

// directive is the Cache-Control of requests to the library.
func (t *transport) directive() string {
	switch {
	case t.opt.Offline:
		return "only-if-cached"
	case t.opt.Refresh:
		return refresh
	}
	return fmt.Sprintf("max-age=%d", maxFresh)
}

// refresh asks caches on the way to validate, too (RFC 9111, section 5.2.1.4).
const refresh = "no-cache"

// exchange is what goes from an origin server to the client, past the cache.
type exchange struct{ cookies []string }

type exchangeKey struct{}

// origin is the way to the origin servers.
type origin struct{ next http.RoundTripper }

func (o origin) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Header.Get("Cache-Control") != refresh {
		r = r.Clone(r.Context())
		r.Header.Del("Cache-Control") // it was for the cache
	}
	resp, err := o.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if aside, ok := r.Context().Value(exchangeKey{}).(*exchange); ok {
		aside.cookies = resp.Header["Set-Cookie"]
	}
	resp.Header = tidy(resp.Header, resp.StatusCode)
	return resp, nil
}

// unchanged is the way to origin servers when there is none: what is kept
// holds. The library asks it only for what is kept, where the server wants a
// validation that can't be had. To see it all the same is what RFC 9111
// (section 6) says of history lists: the user asked for what was seen before.
type unchanged struct{}

func (unchanged) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		Status: "304 Not Modified", StatusCode: http.StatusNotModified, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		// The library gives this response today's date; it is to stay with it.
		Header: http.Header{"Connection": {"Date"}},
		Body:   http.NoBody, Request: r,
	}, nil
}
