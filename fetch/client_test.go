package fetch_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilas-news/kilas/fetch"
)

// server starts a server that lives as long as the test.
func server(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// serve serves one body.
func serve(t testing.TB, contentType string, body []byte) string {
	t.Helper()
	return server(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		_, _ = w.Write(body) // the client may have gone
	}) + "/story"
}

// quick are options for servers on loopback, with retries that don't wait long.
func quick() fetch.Options {
	return fetch.Options{AllowPrivate: true, Timeout: 10 * time.Second, RetryWait: time.Millisecond, MaxRetryWait: 50 * time.Millisecond}
}

func get(t testing.TB, opt fetch.Options, source string) []fetch.Item {
	t.Helper()
	return newClient(t, opt).Get(context.Background(), source, "")
}

func TestGetURL(t *testing.T) {
	t.Parallel()
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/start":
			http.Redirect(w, r, "/story?utm_source=x", http.StatusMovedPermanently)
		case "/story":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, htmlPage)
		}
	})
	source := base + "/start#part"
	items := get(t, quick(), source)
	a := one(t, items)
	if a.Source != source || a.URL != base+"/story?utm_source=x" || a.Title != "Bridge closes for repairs" || a.Site != "127.0.0.1" {
		t.Errorf("article %+v", a)
	}
	if len(items[0].Hints) != 1 || items[0].Hints[0] != (fetch.LangHint{From: "html-lang", Tag: "en"}) {
		t.Errorf("hints %v", items[0].Hints)
	}
}

// TestStatuses: every status has its own code.
func TestStatuses(t *testing.T) {
	t.Parallel()
	for status, code := range map[int]string{
		204: "status-204", 401: "blocked", 402: "blocked", 403: "blocked", 404: "status-404", 410: "status-410", 418: "status-418",
		429: "blocked", 451: "blocked", 500: "status-500", 502: "status-502", 503: "status-503", 504: "status-504",
	} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			u := server(t, func(w http.ResponseWriter, _ *http.Request) { calls.Add(1); w.WriteHeader(status) })
			e := oneError(t, get(t, quick(), u))
			if e.Code != code || !strings.Contains(e.Err, fmt.Sprint(status)) || e.Hint == "" {
				t.Errorf("error line %+v, want code %q", e, code)
			}
			tries := int32(1)
			if status == 429 || status > 501 {
				tries = 3
			}
			if calls.Load() != tries {
				t.Errorf("%d requests, want %d", calls.Load(), tries)
			}
		})
	}
}

// TestRetry: what passes is waited for, as long as the server asks if that is
// not too long.
func TestRetry(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status int
		after  string
		code   string
	}{
		"503 then well":        {503, "", ""},
		"429 then well":        {429, "", ""},
		"asks for a second":    {429, "1", ""},
		"asks for too long":    {503, "3600", "status-503"},
		"asks for a past date": {503, "Mon, 02 Jan 2006 15:04:05 GMT", ""},
		"asks for nonsense":    {503, "soon", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var calls atomic.Int32
			u := server(t, func(w http.ResponseWriter, _ *http.Request) {
				if calls.Add(1) == 1 {
					w.Header().Set("Retry-After", tc.after)
					w.WriteHeader(tc.status)
					return
				}
				_, _ = io.WriteString(w, htmlPage)
			})
			opt := quick()
			opt.MaxRetryWait = 5 * time.Second
			start := time.Now()
			items := get(t, opt, u)
			if tc.code != "" {
				if e := oneError(t, items); e.Code != tc.code {
					t.Errorf("code %q, want %q", e.Code, tc.code)
				}
				return
			}
			one(t, items)
			if tc.after == "1" && time.Since(start) < time.Second {
				t.Errorf("tried again after %v, want a second", time.Since(start))
			}
		})
	}
}

// TestBrokenConnection: a connection that breaks once is tried again.
func TestBrokenConnection(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	always := false
	handler := func(broken func() bool) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			if !broken() {
				_, _ = io.WriteString(w, htmlPage)
				return
			}
			w.Header().Set("Content-Length", "5000")
			_, _ = io.WriteString(w, htmlPage[:300])
			panic(http.ErrAbortHandler)
		}
	}
	one(t, get(t, quick(), server(t, handler(func() bool { return calls.Add(1) == 1 }))))
	always = true
	if e := oneError(t, get(t, quick(), server(t, handler(func() bool { return always })))); e.Code != "connect" {
		t.Errorf("error line %+v", e)
	}
}

func TestCancel(t *testing.T) {
	t.Parallel()
	started := make(chan struct{})
	u := server(t, func(_ http.ResponseWriter, r *http.Request) { close(started); <-r.Context().Done() })
	ctx, cancel := context.WithCancel(context.Background())
	go func() { <-started; cancel() }()
	if e := oneError(t, newClient(t, quick()).Get(ctx, u, "")); e.Code != "interrupted" {
		t.Errorf("error line %+v", e)
	}
}

func TestDeadline(t *testing.T) {
	t.Parallel()
	u := server(t, func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Retry-After", "2"); w.WriteHeader(503) })
	ctx, cancel := context.WithTimeout(context.Background(), 500*time.Millisecond)
	defer cancel()
	opt := quick()
	opt.MaxRetryWait = time.Minute
	start := time.Now()
	if e := oneError(t, newClient(t, opt).Get(ctx, u, "")); e.Code != "status-503" || time.Since(start) > 400*time.Millisecond {
		t.Errorf("error line %+v after %v: want the status at once, since the wait ends after the run", e, time.Since(start))
	}
}

func TestConnectionRefused(t *testing.T) {
	t.Parallel()
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	if e := oneError(t, get(t, quick(), s.URL)); e.Code != "connect" || !strings.Contains(e.Err, "connection refused") {
		t.Errorf("error line %+v", e)
	}
}

func TestURLList(t *testing.T) {
	t.Parallel()
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, htmlPage)
	})
	list := "# mine\n" + base + "/a\n\n/etc/passwd\n" + base + "/gone\n  " + base + "/b  \n"
	items := newClient(t, quick()).Read(context.Background(), "-", strings.NewReader(list), fetch.KindURLs)
	var got []string
	for _, it := range items {
		if it.Err != nil {
			got = append(got, it.Err.Code)
		} else {
			got = append(got, strings.TrimPrefix(it.Article.Source, base))
		}
	}
	if want := "/a bad-url status-404 /b"; strings.Join(got, " ") != want {
		t.Errorf("items %q, want %q", got, want)
	}
}

// TestPerHost: no more requests at once to a host than allowed, and not sooner.
func TestPerHost(t *testing.T) {
	t.Parallel()
	var now, most atomic.Int32
	u := server(t, func(w http.ResponseWriter, _ *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond) // the request lasts, so that others could overlap it
		_, _ = io.WriteString(w, htmlPage)
	})
	opt := quick()
	opt.PerHost = 2
	opt.HostDelay = 2 * time.Millisecond
	c := newClient(t, opt)
	start := time.Now()
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() { one(t, c.Get(context.Background(), fmt.Sprintf("%s/%d", u, i), "")) })
	}
	wg.Wait()
	if most.Load() > 2 || time.Since(start) < 38*time.Millisecond {
		t.Errorf("%d requests at once, all in %v", most.Load(), time.Since(start))
	}
}
