package fetch_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/kilas-news/kilas"
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

func TestRedirects(t *testing.T) {
	t.Parallel()
	var outside atomic.Int32
	other := server(t, func(w http.ResponseWriter, _ *http.Request) { outside.Add(1); _, _ = io.WriteString(w, htmlPage) })
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case r.URL.Path == "/other":
			http.Redirect(w, r, other, http.StatusFound)
		case r.URL.Path == "/file":
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		case strings.HasPrefix(r.URL.Path, "/count/"):
			var n int
			if _, err := fmt.Sscanf(r.URL.Path, "/count/%d", &n); err == nil && n > 0 {
				http.Redirect(w, r, fmt.Sprintf("/count/%d", n-1), http.StatusFound)
				return
			}
			_, _ = io.WriteString(w, htmlPage)
		}
	})
	for path, code := range map[string]string{"/loop": "redirects", "/other": "private-address", "/file": "bad-scheme", "/count/11": "redirects", "/count/10": ""} {
		items := get(t, quick(), base+path)
		if code == "" {
			one(t, items)
			continue
		}
		if e := oneError(t, items); e.Code != code {
			t.Errorf("%s: error line %+v, want code %q", path, e, code)
		}
	}
	if outside.Load() != 0 {
		t.Error("a redirect reached a private address")
	}
}

// TestPrivateAddresses: nothing is sent to loopback unless it is allowed, and
// never by a Client for addresses that the user didn't name.
func TestPrivateAddresses(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	u := server(t, func(w http.ResponseWriter, _ *http.Request) { calls.Add(1); _, _ = io.WriteString(w, htmlPage) })
	port := u[strings.LastIndex(u, ":"):]
	strict := newClient(t, fetch.Options{})
	public := newClient(t, quick()).Public()
	for _, address := range []string{u, "http://localhost" + port, "http://127.1" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port, "http://2130706433" + port} {
		for name, c := range map[string]*fetch.Client{"default": strict, "public": public} {
			if e := oneError(t, c.Get(context.Background(), address, "")); e.Code != "private-address" && e.Code != "dns" {
				t.Errorf("%s client, %s: error line %+v", name, address, e)
			}
		}
	}
	if calls.Load() != 0 {
		t.Errorf("%d requests reached the server", calls.Load())
	}
}

func TestOffline(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	u := server(t, func(http.ResponseWriter, *http.Request) { calls.Add(1) })
	opt := quick()
	opt.Offline = true
	if e := oneError(t, get(t, opt, u)); e.Code != "offline" || calls.Load() != 0 {
		t.Errorf("error line %+v, %d requests", e, calls.Load())
	}
	one(t, get(t, opt, write(t, "a.html", []byte(htmlPage))))
}

func TestEncodings(t *testing.T) {
	t.Parallel()
	for coding, body := range map[string][]byte{
		"":         []byte(htmlPage),
		"gzip":     zip(t, htmlPage),
		"x-gzip":   zip(t, htmlPage),
		"br":       packed(t, htmlPage, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }),
		"zstd":     packed(t, htmlPage, newZstd),
		"gzip, br": packed(t, string(zip(t, htmlPage)), func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }),
	} {
		u := server(t, func(w http.ResponseWriter, r *http.Request) {
			for _, c := range []string{"gzip", "br", "zstd"} {
				if !strings.Contains(r.Header.Get("Accept-Encoding"), c) {
					t.Errorf("%s is not offered", c)
				}
			}
			w.Header().Set("Content-Encoding", coding)
			_, _ = w.Write(body)
		})
		if a := one(t, get(t, quick(), u)); !strings.HasPrefix(a.Text, paragraph) {
			t.Errorf("%s: text %q", coding, a.Text)
		}
	}
}

func newZstd(w io.Writer) io.WriteCloser {
	z, err := zstd.NewWriter(w)
	if err != nil {
		panic(err) // no options that could be wrong
	}
	return z
}

func packed(t *testing.T, s string, pack func(io.Writer) io.WriteCloser) []byte {
	t.Helper()
	var b bytes.Buffer
	w := pack(&b)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestHostileBodies: bombs, endless and slow bodies, floods of headers and
// broken data end at a limit.
func TestHostileBodies(t *testing.T) {
	t.Parallel()
	huge := strings.Repeat("<p>bomb</p>", 400_000)
	for name, tc := range map[string]struct {
		handler http.HandlerFunc
		code    string
	}{
		"gzip bomb":    {coded("gzip", zip(t, huge)), "too-large"},
		"brotli bomb":  {coded("br", packed(t, huge, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) })), "too-large"},
		"zstd bomb":    {coded("zstd", packed(t, huge, newZstd)), "too-large"},
		"nested bombs": {coded("gzip, gzip, gzip, gzip, gzip", zip(t, huge)), "bad-encoding"},
		"gzip in gzip": {coded("gzip", zip(t, string(zip(t, huge)))), "too-large"},
		"unknown code": {coded("lzma", []byte("x")), "bad-encoding"},
		"broken gzip":  {coded("gzip", []byte("not gzip at all")), "bad-encoding"},
		"cut gzip":     {coded("gzip", zip(t, htmlPage)[:200]), "bad-encoding"},
		"endless": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, strings.Repeat("<p>more</p>", 1000)); err != nil {
					return
				}
			}
		}, "too-large"},
		"slow": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				if _, err := io.WriteString(w, "<p>"); err != nil {
					return
				}
				_ = http.NewResponseController(w).Flush()
				select {
				case <-time.After(20 * time.Millisecond):
				case <-r.Context().Done():
				}
			}
		}, "timeout"},
		"no answer": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "timeout"},
		"header flood": {func(w http.ResponseWriter, _ *http.Request) {
			for i := range 2000 {
				w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 500))
			}
		}, "connect"},
		"deep HTML": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "<html><body>"+strings.Repeat("<div>", 30_000)+paragraph)
		}, "bad-markup"},
		"an image": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "\x89PNG")
		}, "unsupported-type"},
		"a feed": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/rss+xml")
			_, _ = io.WriteString(w, "<rss/>")
		}, "is-feed"},
		"empty": {func(http.ResponseWriter, *http.Request) {}, "empty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opt := quick()
			opt.MaxBodyBytes = 1_000_000
			opt.Retries = -1
			if tc.code == "timeout" {
				opt.Timeout = 200 * time.Millisecond
			}
			if e := oneError(t, get(t, opt, server(t, tc.handler))); e.Code != tc.code || e.Hint == "" {
				t.Errorf("error line %+v, want code %q", e, tc.code)
			}
		})
	}
}

func coded(coding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		_, _ = w.Write(body)
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

func TestTLS(t *testing.T) {
	t.Parallel()
	s := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(s.Close)
	s.Config.ErrorLog = nil
	if e := oneError(t, get(t, quick(), s.URL)); e.Code != "tls" || e.Hint == "" {
		t.Errorf("error line %+v", e)
	}
}

// TestHeaders: the user's headers and cookies go to the hosts named, and not
// on to others.
func TestHeaders(t *testing.T) {
	t.Parallel()
	var got http.Header
	u := server(t, func(w http.ResponseWriter, r *http.Request) {
		got = r.Header.Clone()
		_, _ = io.WriteString(w, htmlPage)
	})
	opt := quick()
	opt.UserAgent = "test/1"
	opt.Header = http.Header{"x-key": {"secret"}}
	opt.Cookies = write(t, "cookies.txt", []byte("# Netscape HTTP Cookie File\n\n#HttpOnly_127.0.0.1\tFALSE\t/\tFALSE\t0\tsession\tabc\nother.example\tTRUE\t/\tFALSE\t4102444800\tother\tdef\n"))
	one(t, get(t, opt, u))
	if got.Get("User-Agent") != "test/1" || got.Get("X-Key") != "secret" || got.Get("Cookie") != "session=abc" {
		t.Errorf("headers %v", got)
	}
	for _, bad := range []string{"one field\n", "h\tTRUE\t/\tFALSE\tnever\ta\tb\n"} {
		if _, err := fetch.New(fetch.Options{Cookies: write(t, "bad.txt", []byte(bad))}); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("New with cookies %q: %v", bad, err)
		}
	}
}

func TestProxy(t *testing.T) {
	t.Parallel()
	var asked atomic.Pointer[url.URL]
	proxy := server(t, func(w http.ResponseWriter, r *http.Request) { asked.Store(r.URL); _, _ = io.WriteString(w, htmlPage) })
	one(t, get(t, fetch.Options{Proxy: proxy}, "http://news.example/story"))
	if u := asked.Load(); u == nil || u.Host != "news.example" {
		t.Errorf("the proxy was asked for %v", u)
	}
	for _, private := range []string{"http://127.0.0.1:1/", "http://localhost/", "http://169.254.169.254/latest"} {
		if e := oneError(t, get(t, fetch.Options{Proxy: proxy}, private)); e.Code != "private-address" {
			t.Errorf("%s by proxy: error line %+v", private, e)
		}
	}
	if _, err := fetch.New(fetch.Options{Proxy: "nonsense"}); err == nil {
		t.Error("New took a proxy without a host")
	}
}

// TestParts joins an article of three pages, and takes the one page with all
// of it where there is one.
func TestParts(t *testing.T) {
	t.Parallel()
	part := func(n int, links string) string {
		return fmt.Sprintf(`<html lang="id"><head><title>Pasar</title></head><body><article><h1>Pasar ikan tutup dua hari</h1><p>Bagian %d: air laut pasang merendam pasar ikan di pesisir utara sejak Sabtu malam, dan pengelola menutupnya selama dua hari penuh.</p><p>Petugas bagian %d mengatakan bahwa pompa cadangan akan tiba pada Selasa pagi dari gudang provinsi, lalu lantai dibersihkan.</p></article>%s</body></html>`, n, n, links)
	}
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		page := r.URL.Query().Get("page")
		switch {
		case r.URL.Path == "/all" && page == "all":
			_, _ = io.WriteString(w, part(1, "")+part(2, "")+part(3, ""))
		case r.URL.Path == "/all":
			_, _ = io.WriteString(w, part(1, `<a href="/all?page=2">2</a><a href="/all?page=all">Tampilkan Semua</a>`))
		case r.URL.Path == "/gone" && page != "":
			http.NotFound(w, r)
		case page == "":
			_, _ = io.WriteString(w, part(1, `<a href="?page=2">Selanjutnya</a>`))
		case page == "2":
			_, _ = io.WriteString(w, part(2, `<a href="?page=1">1</a><a href="?page=3">Selanjutnya</a>`))
		default:
			_, _ = io.WriteString(w, part(3, `<a rel="next" href="/another-story">Selanjutnya</a>`))
		}
	})
	for path, want := range map[string]struct {
		parts  int
		status kilas.Status
	}{"/story": {3, kilas.StatusFull}, "/all": {3, kilas.StatusFull}, "/gone": {1, kilas.StatusPartial}} {
		a := one(t, get(t, quick(), base+path))
		if got := strings.Count(a.Text, "air laut pasang"); got != want.parts || a.Status != want.status {
			t.Errorf("%s: %d parts, status %q, want %+v", path, got, a.Status, want)
		}
		for _, b := range a.Blocks {
			if b.End > len(a.Text) || strings.Contains(a.Text[b.Start:b.End], "\n") {
				t.Errorf("%s: block %+v is out of place", path, b)
			}
		}
	}
	opt := quick()
	opt.MaxParts = 2
	if a := one(t, get(t, opt, base+"/story")); a.Status != kilas.StatusPartial || !hasWarning(a, "partial") {
		t.Errorf("with two parts at most: status %q, warnings %v", a.Status, a.Warnings)
	}
}

// TestAMP: the simpler twin of a page is used where the page has no text, and
// only there.
func TestAMP(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/amp":
			asked.Add(1)
			_, _ = io.WriteString(w, htmlPage)
		case "/scripts":
			_, _ = io.WriteString(w, `<html><head><link rel="amphtml" href="/amp"><title>App</title></head><body><noscript>Please enable JavaScript</noscript></body></html>`)
		case "/broken":
			_, _ = io.WriteString(w, `<html><head><link rel="amphtml" href="/gone"><title>App</title></head><body><noscript>Please enable JavaScript</noscript></body></html>`)
		case "/full":
			_, _ = io.WriteString(w, strings.Replace(htmlPage, "<head>", `<head><link rel="amphtml" href="/amp">`, 1))
		default:
			http.NotFound(w, r)
		}
	})
	if a := one(t, get(t, quick(), base+"/scripts")); a.Title != "Bridge closes for repairs" || a.URL != base+"/scripts" || asked.Load() != 1 {
		t.Errorf("article %+v, AMP asked for %d times", a, asked.Load())
	}
	if e := oneError(t, get(t, quick(), base+"/broken")); e.Code != "js-required" {
		t.Errorf("error line %+v", e)
	}
	one(t, get(t, quick(), base+"/full"))
	if asked.Load() != 1 {
		t.Error("AMP was asked for beside a full article")
	}
}

// TestRender: a page that needs scripts is rendered when that is wanted.
func TestRender(t *testing.T) {
	t.Parallel()
	u := serve(t, "text/html", []byte(`<html><head><title>App</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div></body></html>`))
	e := oneError(t, get(t, quick(), u))
	if e.Code != "js-required" || !strings.Contains(e.Hint, "--browser") {
		t.Errorf("error line %+v", e)
	}
	opt := quick()
	opt.Render = func(_ context.Context, address, _ string) ([]byte, string, error) {
		return []byte(htmlPage), address + "?shown", nil
	}
	if a := one(t, get(t, opt, u)); a.URL != u+"?shown" || a.Title != "Bridge closes for repairs" {
		t.Errorf("article %+v", a)
	}
	opt.Render = func(context.Context, string, string) ([]byte, string, error) {
		return nil, "", fmt.Errorf("no browser found")
	}
	if e := oneError(t, get(t, opt, u)); e.Code != "browser" || !strings.Contains(e.Err, "no browser found") {
		t.Errorf("error line %+v", e)
	}
}

// TestRenderGuard: a browser reaches the host that the user named, and no other
// private address, with plain requests and through tunnels.
func TestRenderGuard(t *testing.T) {
	t.Parallel()
	var leaked atomic.Int32
	secret := server(t, func(http.ResponseWriter, *http.Request) { leaked.Add(1) })
	app := server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/data" {
			_, _ = io.WriteString(w, htmlPage)
			return
		}
		_, _ = io.WriteString(w, `<html><body><noscript>Please enable JavaScript</noscript></body></html>`)
	})
	opt := quick()
	opt.Render = func(ctx context.Context, address, proxy string) ([]byte, string, error) {
		p, err := url.Parse(proxy)
		if err != nil {
			return nil, "", err
		}
		browser := &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(p)}}
		for _, u := range []string{secret, strings.Replace(secret, "http://", "https://", 1)} {
			req, err := http.NewRequestWithContext(ctx, http.MethodGet, u, nil)
			if err != nil {
				return nil, "", err
			}
			if resp, err := browser.Do(req); err == nil {
				if resp.StatusCode != http.StatusBadGateway {
					t.Errorf("%s: status %d", u, resp.StatusCode)
				}
				resp.Body.Close()
			}
		}
		tunnelled, err := throughTunnel(ctx, p.Host, strings.TrimPrefix(app, "http://"))
		return tunnelled, address, err
	}
	if a := one(t, get(t, opt, app)); a.Title != "Bridge closes for repairs" {
		t.Errorf("article %+v", a)
	}
	if leaked.Load() != 0 {
		t.Error("the browser reached a private address")
	}
}

// throughTunnel reads /data of a host through a proxy's tunnel.
func throughTunnel(ctx context.Context, proxy, host string) ([]byte, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", proxy)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	if _, err := fmt.Fprintf(conn, "CONNECT %s HTTP/1.1\r\nHost: %s\r\n\r\n", host, host); err != nil {
		return nil, err
	}
	r := bufio.NewReader(conn)
	if resp, err := http.ReadResponse(r, &http.Request{Method: http.MethodConnect}); err != nil || resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("no tunnel: %v", err)
	}
	if _, err := fmt.Fprintf(conn, "GET /data HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", host); err != nil {
		return nil, err
	}
	resp, err := http.ReadResponse(r, nil)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
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
