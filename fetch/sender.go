package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"time"

	"github.com/kilas-news/kilas/fetch/cache"
)

// sender is the one way to the network: it keeps to the limits per host, goes
// through the guard, and reads what comes in time and size. Its responses are
// whole, so that nothing cut gets into the cache above it.
type sender struct {
	guard *guard
	hosts *hosts
	// firstByte is how long a server may take to begin its answer, 0 for all of
	// the errand's time.
	firstByte time.Duration
}

// errand is what is left to a question and its redirects, carried by their
// context.
type errand struct {
	time     time.Duration
	maxBytes int64 // of one body as it comes
}

type errandKey struct{}

// RoundTrip sends a request when its host may be asked.
func (s *sender) RoundTrip(r *http.Request) (*http.Response, error) {
	leave, err := s.hosts.enter(r.Context(), r.URL.Host)
	if err != nil {
		return nil, err
	}
	defer leave()
	e, ok := r.Context().Value(errandKey{}).(*errand)
	if !ok {
		return nil, errors.New("a request without limits") // a mistake of this package
	}
	start := time.Now()
	defer func() { e.time -= time.Since(start) }()
	ctx, cancel := context.WithTimeout(r.Context(), e.time)
	defer cancel()
	ctx, begun := s.awaited(ctx)
	defer begun()
	resp, err := s.guard.RoundTrip(r.WithContext(ctx))
	begun()
	if err != nil {
		return nil, unanswered(ctx, led(ctx, err))
	}
	defer resp.Body.Close()
	body, err := wholeBody(resp, e.maxBytes)
	if err != nil {
		return nil, unanswered(ctx, err)
	}
	if resp.ContentLength < 0 && len(resp.TransferEncoding) == 0 && resp.ProtoMajor == 1 {
		// The end of the connection was the end of the body, or cut it.
		resp.Header.Set("Cache-Control", "no-store")
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.TransferEncoding, resp.Request = nil, r
	return resp, nil
}

// awaited is a context that ends when no answer begins in time, unless begun is
// called before.
func (s *sender) awaited(ctx context.Context) (awaited context.Context, begun func()) {
	if s.firstByte <= 0 {
		return ctx, func() {}
	}
	awaited, cancel := context.WithCancelCause(ctx)
	timer := time.AfterFunc(s.firstByte, func() {
		cancel(&codeError{"timeout", fmt.Sprintf("no answer within %v", s.firstByte), "the site may be down; try again later"})
	})
	return awaited, func() { timer.Stop() }
}

// unanswered is the error of a request: that no answer began in time, if that
// is why it failed.
func unanswered(ctx context.Context, err error) error {
	var own *codeError
	if errors.As(context.Cause(ctx), &own) {
		return own
	}
	return err
}

// led says of a private address that was refused although the user named one
// that it is another.
func led(ctx context.Context, err error) error {
	var private *privateError
	if ctx.Value(namedKey{}) != nil && errors.As(err, &private) {
		return &codeError{"private-address", "the page leads to " + private.address + ", a private or local address", "give that address itself if you trust it"}
	}
	return err
}

// drainBytes is how much of an error page is read, so that its connection can
// be used again. What it says isn't looked at.
const drainBytes = 64 << 10

func wholeBody(resp *http.Response, limit int64) ([]byte, error) {
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		_, _ = io.CopyN(io.Discard, resp.Body, drainBytes) // the status says all
		return nil, nil
	}
	body, err := readBody(resp.Body, limit)
	if err == nil || errors.Is(err, ErrTooLarge) || isTimeout(err) || errors.Is(err, context.Canceled) {
		return body, err
	}
	return nil, fmt.Errorf("%w: %w", errBroken, err)
}

// errBroken says that the connection broke before the end of the page.
var errBroken = errors.New("connection broke before the end of the page")

// transport sends requests by the cache, if there is one. Pages of hosts that
// the user named, which may be private, are kept apart: what is public may
// never lead to them.
type transport struct {
	public, named http.RoundTripper
}

func newTransports(opt Options, s *sender) *transport {
	var network http.RoundTripper = s
	if opt.Offline {
		network = nowhere{}
	}
	if opt.CacheDir == "" {
		return &transport{network, network}
	}
	of := func(kind string, bytes int64) http.RoundTripper {
		return cache.New(cache.Options{
			Dir: filepath.Join(opt.CacheDir, kind), MaxBytes: max(bytes, 1), Refresh: opt.Refresh, Offline: opt.Offline,
			Secret: slices.Collect(maps.Keys(opt.Header)),
		}, network)
	}
	named := opt.CacheBytes / namedPart
	return &transport{of("public", opt.CacheBytes-named), of("named", named)}
}

// namedPart is the part of the cache for the hosts that the user named.
const namedPart = 4

// nowhere is the way to the network of a client that is offline.
type nowhere struct{}

func (nowhere) RoundTrip(*http.Request) (*http.Response, error) { return nil, errOffline }

var errOffline = &codeError{"offline", "not fetched: kilas is offline", "leave out --offline to use the network"}

func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if isNamed(r.Context(), r.URL) {
		return t.named.RoundTrip(r)
	}
	return t.public.RoundTrip(r)
}
