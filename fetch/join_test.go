package fetch_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/kilas-news/kilas"
)

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
