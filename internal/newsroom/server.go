package newsroom

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// A Request is one that a site got, and what it answered: an HTTP status, or 0
// when the connection broke. Day counts from the start of the world.
type Request struct {
	At          time.Time // by the world's clock
	Host, Path  string
	Status      int
	Conditional bool
	UserAgent   string
}

// A Server serves all sites of a world on one loopback port, as a forward
// proxy: the hosts exist for those only who ask through it.
type Server struct {
	URL   string // of the proxy
	world *World
	http  *http.Server
	ended chan struct{}

	mu    sync.Mutex
	now   time.Time
	held  chan struct{} // while slow sites are held, closed by their release
	slow  chan struct{} // gets a value when a slow site is asked
	count int           // of articles asked for at limited sites
	told  map[string]bool
	log   []Request
	busy  map[string]int
	peak  map[string]int
}

// Serve starts a server whose clock stands at the start of the world.
func Serve(w *World) (*Server, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("newsroom: %w", err)
	}
	s := &Server{
		URL: "http://" + l.Addr().String(), world: w, now: w.Config.Start, ended: make(chan struct{}), slow: make(chan struct{}, 1),
		told: make(map[string]bool), busy: make(map[string]int), peak: make(map[string]int),
	}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		defer close(s.ended)
		_ = s.http.Serve(l) // always ErrServerClosed
	}()
	return s, nil
}

// Close ends all connections.
func (s *Server) Close() error {
	err := s.http.Close()
	<-s.ended
	return err
}

// SetNow sets the clock of the world.
func (s *Server) SetNow(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.now = now
}

// Hold keeps slow sites from answering until release is called. The channel
// gets a value when the first of them has been asked.
func (s *Server) Hold() (asked <-chan struct{}, release func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	held := make(chan struct{})
	s.held = held
	select {
	case <-s.slow: // from an earlier hold
	default:
	}
	return s.slow, sync.OnceFunc(func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.held = nil
		close(held)
	})
}

// wait is what makes a slow site slow.
func (s *Server) wait(ctx context.Context) {
	s.mu.Lock()
	held := s.held
	s.mu.Unlock()
	var after <-chan time.Time
	if held == nil {
		after = time.After(s.world.Config.Slow)
	} else {
		select {
		case s.slow <- struct{}{}:
		default:
		}
	}
	select {
	case <-held:
	case <-after:
	case <-ctx.Done():
	}
}

// Requests returns all requests since the last call.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.log
	s.log = nil
	return out
}

// Peak is the most requests that a single host had at once.
func (s *Server) Peak() (host string, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for h, k := range s.peak {
		if k > n || k == n && h < host {
			host, n = h, k
		}
	}
	return host, n
}

// ServeHTTP answers as the site would that the proxied address is on.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host := r.URL.Hostname()
	now := s.enter(host)
	status := s.answer(w, r, now)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy[host]--
	s.log = append(s.log, Request{
		At: now, Host: host, Path: r.URL.Path, Status: status, UserAgent: r.UserAgent(),
		Conditional: r.Header.Get("If-None-Match") != "" || r.Header.Get("If-Modified-Since") != "",
	})
}

func (s *Server) enter(host string) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.busy[host]++
	s.peak[host] = max(s.peak[host], s.busy[host])
	return s.now
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request, now time.Time) int {
	f, moved := s.site(r.URL)
	if f == nil {
		return fail(w, http.StatusBadGateway)
	}
	day := int(now.Sub(s.world.Config.Start) / (24 * time.Hour))
	page := r.URL.Path != f.path() && r.URL.Path != "/robots.txt"
	switch {
	case f.Trouble == Hanging:
		<-r.Context().Done()
		return 0
	case f.Trouble == Dead:
		return hangUp(w)
	case f.Trouble == Slow:
		s.wait(r.Context())
	case f.Trouble == Failing && (day == 1 || day == 2):
		return fail(w, http.StatusServiceUnavailable)
	case f.Trouble == Limited && s.limits(f, page, day):
		wait := "1800"
		if page {
			wait = "1"
		}
		w.Header().Set("Retry-After", wait)
		return fail(w, http.StatusTooManyRequests)
	case f.Trouble == Moved && r.URL.Path == f.path() && !moved && day >= 2:
		http.Redirect(w, r, "http://"+f.movedHost()+f.path(), http.StatusMovedPermanently)
		return http.StatusMovedPermanently
	}
	switch r.URL.Path {
	case "/robots.txt":
		return robots(w, f)
	case f.path():
		return s.feed(w, r, f, now)
	}
	a, ok := s.world.Article(r.URL.String())
	if !ok || a.Published.After(now) {
		return fail(w, http.StatusNotFound)
	}
	return s.send(w, r, f, "text/html", s.world.page(a, now), time.Time{})
}

// site finds the feed of a host, also the one that has moved there.
func (s *Server) site(u *url.URL) (f *Feed, moved bool) {
	for _, f := range s.world.Feeds {
		if u.Hostname() == f.Host || f.Trouble == Moved && u.Hostname() == f.movedHost() {
			return f, u.Hostname() != f.Host
		}
	}
	return nil, false
}

// limits reports whether a limited site refuses now.
func (s *Server) limits(f *Feed, page bool, day int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if page {
		s.count++
		return s.count%5 == 0
	}
	once := fmt.Sprint(f.Host, day)
	defer func() { s.told[once] = true }()
	return !s.told[once]
}

func robots(w http.ResponseWriter, f *Feed) int {
	switch {
	case f.Trouble == Forbidden:
		_, _ = fmt.Fprintf(w, "User-agent: *\nDisallow: /20\n")
	case f.Template == 0:
		return fail(w, http.StatusNotFound)
	default:
		_, _ = fmt.Fprintf(w, "User-agent: *\nDisallow: /admin/\n")
	}
	return http.StatusOK
}

func (s *Server) feed(w http.ResponseWriter, r *http.Request, f *Feed, now time.Time) int {
	document := s.world.document(f, now)
	day := int(now.Sub(s.world.Config.Start) / (24 * time.Hour))
	if f.Trouble == Broken || f.Trouble == Flaky && day%2 == 1 {
		whole := document
		document = func(charset string) string {
			text := whole(charset)
			return "<html><rss " + strings.ToValidUTF8(text[:len(text)/2], "") + "<<"
		}
	}
	var changed time.Time
	for _, e := range s.world.entries(f, now) {
		if e.modified.After(changed) {
			changed = e.modified
		}
	}
	return s.send(w, r, f, f.contentType(), document, changed)
}

// send answers with a document in the site's charset and coding, or says that
// it hasn't changed.
func (s *Server) send(w http.ResponseWriter, r *http.Request, f *Feed, typ string, document func(string) string, changed time.Time) int {
	body, declared, err := f.encode(document)
	if err != nil {
		return fail(w, http.StatusInternalServerError)
	}
	h := w.Header()
	if typ != "application/feed+json" {
		typ += "; charset=" + declared
	}
	h.Set("Content-Type", typ)
	if f.ETag {
		sum := sha256.Sum256(body)
		h.Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	}
	if f.Dated && !changed.IsZero() {
		h.Set("Last-Modified", changed.UTC().Format(http.TimeFormat))
	}
	if unchanged(r, h) {
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified
	}
	if f.Gzip && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(body) // a Buffer takes everything
		_ = z.Close()
		body = b.Bytes()
		h.Set("Content-Encoding", "gzip")
	}
	_, _ = w.Write(body) // the client may be killed at any moment
	return http.StatusOK
}

// unchanged reports whether the client has what would be sent. If-None-Match
// goes before If-Modified-Since (RFC 9110, section 13.2.2).
func unchanged(r *http.Request, h http.Header) bool {
	if tag := r.Header.Get("If-None-Match"); tag != "" {
		return h.Get("ETag") != "" && tag == h.Get("ETag")
	}
	since := r.Header.Get("If-Modified-Since")
	return since != "" && since == h.Get("Last-Modified")
}

func fail(w http.ResponseWriter, status int) int {
	http.Error(w, http.StatusText(status), status)
	return status
}

func hangUp(w http.ResponseWriter) int {
	if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
		_ = c.Close()
	}
	return 0
}
