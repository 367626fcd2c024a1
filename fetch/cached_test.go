package fetch_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/cache"
)

// newsSite serves articles with an ETag and robots.txt, and counts what it is
// asked for and what it answers in full.
type newsSite struct {
	url         string
	asked, full atomic.Int32
	control     string
}

func newNewsSite(t *testing.T, control string) *newsSite {
	t.Helper()
	s := &newsSite{control: control}
	s.url = server(t, func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		switch {
		case r.URL.Path == "/robots.txt":
			w.Header().Set("Cache-Control", "max-age=3600")
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /secret\n")
			return
		case strings.HasPrefix(r.URL.Path, "/moved"):
			w.Header().Set("Cache-Control", "max-age=3600")
			http.Redirect(w, r, "/story", http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Cache-Control", s.control)
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		s.full.Add(1)
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(zip(t, htmlPage))
	})
	return s
}

func cached(t *testing.T, dir string) fetch.Options {
	t.Helper()
	opt := quick()
	opt.CacheDir = dir
	return opt
}

// TestCache: a page is fetched once and asked for conditionally after that; it
// stays the same.
func TestCache(t *testing.T) {
	t.Parallel()
	for control, asked := range map[string]int32{"no-cache": 3, "max-age=600": 1} {
		s := newNewsSite(t, control)
		dir := t.TempDir()
		first := one(t, get(t, cached(t, dir), s.url+"/story"))
		for range 2 {
			if a := one(t, get(t, cached(t, dir), s.url+"/story")); a.Text != first.Text || a.ID != first.ID {
				t.Errorf("%s: article %+v, want %+v", control, a, first)
			}
		}
		if s.asked.Load() != asked || s.full.Load() != 1 {
			t.Errorf("%s: asked %d times, %d in full", control, s.asked.Load(), s.full.Load())
		}
		opt := cached(t, dir)
		opt.Refresh = true
		one(t, get(t, opt, s.url+"/story"))
		if s.asked.Load() != asked+1 || s.full.Load() != 1 {
			t.Errorf("%s: asked %d times, %d in full after a refresh", control, s.asked.Load(), s.full.Load())
		}
		one(t, get(t, quick(), s.url+"/story"))
		if s.full.Load() != 2 {
			t.Errorf("%s: %d in full without a cache", control, s.full.Load())
		}
	}
}

// TestCacheOffline: what was fetched can be read again, redirects, parts and
// all; what wasn't can't.
func TestCacheOffline(t *testing.T) {
	t.Parallel()
	s := newNewsSite(t, "max-age=0, must-revalidate")
	dir := t.TempDir()
	want := one(t, get(t, cached(t, dir), s.url+"/moved"))
	asked := s.asked.Load()
	opt := cached(t, dir)
	opt.Offline = true
	opt.Robots = fetch.RobotsObey
	a := one(t, get(t, opt, s.url+"/moved"))
	if a.Text != want.Text || a.URL != s.url+"/story" {
		t.Errorf("article %+v", a)
	}
	if n := len(a.Warnings); n == 0 || a.Warnings[n-1].Code != "kept" || !strings.Contains(a.Warnings[n-1].Message, time.Now().Format("2006")) {
		t.Errorf("warnings %v, want the time of the copy", a.Warnings)
	}
	if e := oneError(t, get(t, opt, s.url+"/other")); e.Code != "offline" || !strings.Contains(e.Err, "no copy") {
		t.Errorf("error line %+v", e)
	}
	if s.asked.Load() != asked {
		t.Error("the site was asked")
	}
}

// TestCacheGuards: a page that the user named on a private address is never
// given to who may not go there.
func TestCacheGuards(t *testing.T) {
	t.Parallel()
	s := newNewsSite(t, "max-age=600")
	dir := t.TempDir()
	one(t, get(t, cached(t, dir), s.url+"/story"))
	for _, offline := range []bool{false, true} {
		opt := cached(t, dir)
		opt.Offline = offline
		want := map[bool]string{false: "private-address", true: "offline"}[offline]
		if e := oneError(t, newClient(t, opt).Public().Get(context.Background(), s.url+"/story", "")); e.Code != want {
			t.Errorf("offline %v: error line %+v, want %s", offline, e, want)
		}
	}
}

// TestCacheSecrets: pages that the user's headers or cookies show are not kept.
func TestCacheSecrets(t *testing.T) {
	t.Parallel()
	s := newNewsSite(t, "max-age=600")
	for name, with := range map[string]func(*fetch.Options){
		"header": func(o *fetch.Options) { o.Header = http.Header{"X-Key": {"secret"}} },
		"cookies": func(o *fetch.Options) {
			o.Cookies = write(t, "cookies.txt", []byte("127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tsecret\n"))
		},
	} {
		opt := cached(t, t.TempDir())
		with(&opt)
		one(t, get(t, opt, s.url+"/story"))
		if u, err := cache.UsageOf(opt.CacheDir); u.Responses != 0 || err != nil {
			t.Errorf("%s: %+v kept, %v", name, u, err)
		}
	}
	opt := cached(t, t.TempDir())
	one(t, get(t, opt, strings.Replace(s.url, "//", "//user:secret@", 1)+"/story"))
	if u, err := cache.UsageOf(opt.CacheDir); u.Responses != 0 || err != nil {
		t.Errorf("with a password: %+v kept, %v", u, err)
	}
}

// TestCacheLimits: limits on bodies hold for what is kept, too.
func TestCacheLimits(t *testing.T) {
	t.Parallel()
	u := server(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "max-age=600")
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(zip(t, strings.Repeat("<p>bomb</p>", 400_000)))
	})
	opt := cached(t, t.TempDir())
	opt.MaxBodyBytes = 1_000_000
	for range 2 {
		if e := oneError(t, get(t, opt, u)); e.Code != "too-large" {
			t.Errorf("error line %+v", e)
		}
	}
}

// TestBrokenCopy: a copy that turns out to be broken is fetched again.
func TestBrokenCopy(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	u := server(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "max-age=600")
		w.Header().Set("Content-Encoding", "gzip")
		body := zip(t, htmlPage)
		if asked.Add(1) <= 2 {
			body = body[:len(body)/2]
		}
		_, _ = w.Write(body)
	})
	opt := cached(t, t.TempDir())
	for range 2 {
		one(t, get(t, opt, u))
	}
	if asked.Load() != 4 { // broken and kept, broken, whole; the copy, and whole again
		t.Errorf("asked %d times, want 4", asked.Load())
	}
}

// TestCutPage: a page whose end nobody knows isn't kept.
func TestCutPage(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	u := server(t, func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer conn.Close()
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nCache-Control: max-age=600\r\nConnection: close\r\n\r\n%s", htmlPage)
	})
	opt := cached(t, t.TempDir())
	for range 2 {
		one(t, get(t, opt, u))
	}
	if asked.Load() != 2 {
		t.Errorf("asked %d times, want 2", asked.Load())
	}
}

// TestCacheRobots: robots.txt is fetched once, too.
func TestCacheRobots(t *testing.T) {
	t.Parallel()
	s := newNewsSite(t, "max-age=600")
	dir := t.TempDir()
	for range 2 {
		opt := cached(t, dir)
		opt.Robots = fetch.RobotsObey
		if e := oneError(t, get(t, opt, s.url+"/secret")); e.Code != "robots" {
			t.Errorf("error line %+v", e)
		}
	}
	if s.asked.Load() != 1 {
		t.Errorf("asked %d times, want 1", s.asked.Load())
	}
}

// TestHostLimitsKnowCache: what is kept waits for no host.
func TestHostLimitsKnowCache(t *testing.T) {
	t.Parallel()
	s := newNewsSite(t, "max-age=600")
	opt := cached(t, t.TempDir())
	opt.HostDelay = time.Hour
	c := newClient(t, opt)
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for range 3 {
		one(t, c.Get(ctx, s.url+"/story", ""))
	}
}

// TestRedirectsShareTime: a page and its redirects have one limit of time.
func TestRedirectsShareTime(t *testing.T) {
	t.Parallel()
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(150 * time.Millisecond):
		case <-r.Context().Done():
		}
		http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
	})
	opt := quick()
	opt.Timeout = 400 * time.Millisecond
	opt.Retries = -1
	if e := oneError(t, get(t, opt, base+"/")); e.Code != "timeout" {
		t.Errorf("error line %+v, want a timeout", e)
	}
}
