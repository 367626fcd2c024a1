package fetch_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/kilas-news/kilas/fetch"
)

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
		e := oneError(t, items)
		if e.Code != code {
			t.Errorf("%s: error line %+v, want code %q", path, e, code)
		}
		if path == "/other" && (!strings.Contains(e.Err, "leads to") || strings.Contains(e.Hint, "--allow-private")) {
			t.Errorf("error line %+v, want it to say that the page led there", e)
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

// TestPasswords: a password in an address goes to its host, after a redirect
// on it too, and nowhere else: not into what comes out, nor to other hosts.
func TestPasswords(t *testing.T) {
	t.Parallel()
	opt, _ := web(t, nil)
	var hosts []string
	opt.Proxy = server(t, func(w http.ResponseWriter, r *http.Request) {
		_, password, _ := r.BasicAuth()
		hosts = append(hosts, r.URL.Host+r.URL.Path+" "+password)
		switch r.URL.Path {
		case "/a":
			http.Redirect(w, r, "http://one.example/b", http.StatusMovedPermanently)
		case "/b":
			http.Redirect(w, r, "http://two.example/story", http.StatusFound)
		case "/story":
			_, _ = io.WriteString(w, htmlPage)
		default:
			http.NotFound(w, r)
		}
	})
	a := one(t, get(t, opt, "http://me:secret@one.example/a"))
	if want := "one.example/a secret, one.example/b secret, two.example/story "; strings.Join(hosts, ", ") != want {
		t.Errorf("asked %q, want %q", hosts, want)
	}
	if strings.Contains(fmt.Sprintf("%+v", *a), "secret") {
		t.Errorf("article %+v", a)
	}
	e := oneError(t, get(t, opt, "http://me:secret@one.example/gone"))
	if strings.Contains(fmt.Sprintf("%+v", *e), "secret") || e.Code != "status-404" {
		t.Errorf("error line %+v", e)
	}
	a = one(t, get(t, opt, "http://me:secret@two.example/story"))
	if strings.Contains(fmt.Sprintf("%+v", *a), "secret") || a.URL != "http://two.example/story" {
		t.Errorf("article %+v", a)
	}
	if _, err := fetch.New(fetch.Options{Proxy: "me:secret@proxy"}); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("New with a wrong proxy: %v", err)
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
