package fetch_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas/fetch"
)

// feedSite serves one resource in several ways.
func feedSite(t *testing.T) string {
	t.Helper()
	const etag, changed = `"v1"`, "Mon, 04 Aug 2025 10:30:00 GMT"
	moves := map[string]struct {
		to     string
		status int
	}{
		"/old": {"/feed", 301}, "/older": {"/old", 308}, "/now": {"/feed", 302}, "/mixed": {"/via", 301}, "/via": {"/old", 307},
	}
	return server(t, func(w http.ResponseWriter, r *http.Request) {
		if m, ok := moves[r.URL.Path]; ok {
			http.Redirect(w, r, m.to, m.status)
			return
		}
		switch r.URL.Path {
		case "/feed":
			h := w.Header()
			h.Set("ETag", etag)
			h.Set("Last-Modified", changed)
			h.Set("Cache-Control", "public, max-age=900")
			h.Set("Age", "100")
			if r.Header.Get("If-None-Match") == etag || r.Header.Get("If-Modified-Since") == changed {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			h.Set("Content-Type", "application/rss+xml; charset=windows-1252")
			h.Set("Content-Encoding", "gzip")
			_, _ = w.Write(zip(t, "<rss>caf\xe9 "+r.Header.Get("Accept")+"</rss>"))
		case "/expires":
			w.Header().Set("Expires", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/wait":
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		case "/large":
			_, _ = io.WriteString(w, strings.Repeat("x", 2000))
		case "/unasked":
			w.WriteHeader(http.StatusNotModified)
		case "/robots.txt":
			_, _ = io.WriteString(w, "User-agent: *\nDisallow: /expires\n")
		}
	})
}

func TestResource(t *testing.T) {
	t.Parallel()
	base := feedSite(t)
	c := newClient(t, quick())
	r, err := c.Resource(context.Background(), base+"/feed", fetch.ResourceOptions{Accept: "application/atom+xml"})
	if err != nil {
		t.Fatal(err)
	}
	if string(r.Body) != "<rss>caf\xe9 application/atom+xml</rss>" || r.Type != "application/rss+xml; charset=windows-1252" {
		t.Errorf("body %q of type %q", r.Body, r.Type)
	}
	if r.Status != 200 || r.URL != base+"/feed" || r.Moved != "" || r.MaxAge != 800*time.Second {
		t.Errorf("resource %+v", r)
	}
	for name, known := range map[string]fetch.ResourceOptions{"etag": {ETag: r.ETag}, "date": {LastModified: r.LastModified}, "both": {ETag: r.ETag, LastModified: r.LastModified}} {
		again, err := c.Resource(context.Background(), base+"/older", known)
		if err != nil || again.Status != 304 || len(again.Body) != 0 || again.Moved != base+"/feed" || again.ETag != r.ETag {
			t.Errorf("%s: %+v, %v", name, again, err)
		}
	}
	if r, err := c.Resource(context.Background(), base+"/expires", fetch.ResourceOptions{}); err != nil || r.MaxAge < 59*time.Minute || r.MaxAge > time.Hour {
		t.Errorf("with Expires: max age %v, %v", r.MaxAge, err)
	}
}

// TestResourceMoved: only what leads on from the first redirects for good is
// the new address.
func TestResourceMoved(t *testing.T) {
	t.Parallel()
	base := feedSite(t)
	for path, want := range map[string]string{"/old": "/feed", "/older": "/feed", "/now": "", "/mixed": "/via", "/feed": ""} {
		if want != "" {
			want = base + want
		}
		r, err := newClient(t, quick()).Resource(context.Background(), base+path, fetch.ResourceOptions{})
		if err != nil || r.Moved != want || r.URL != base+"/feed" {
			t.Errorf("%s: at %q, moved to %q, %v; want %q", path, r.URL, r.Moved, err, want)
		}
	}
}

func TestResourceErrors(t *testing.T) {
	t.Parallel()
	base := feedSite(t)
	offline := quick()
	offline.Offline = true
	for _, tc := range []struct {
		address string
		client  fetch.Options
		ask     fetch.ResourceOptions
		code    string
	}{
		{"/gone", quick(), fetch.ResourceOptions{}, "status-410"},
		{"/wait", quick(), fetch.ResourceOptions{}, "status-503"},
		{"/unasked", quick(), fetch.ResourceOptions{}, "status-304"},
		{"/large", quick(), fetch.ResourceOptions{MaxBytes: 1000}, "too-large"},
		{"/expires", quick(), fetch.ResourceOptions{Robots: true}, "robots"},
		{"/feed", offline, fetch.ResourceOptions{}, "offline"},
		{"/feed", fetch.Options{}, fetch.ResourceOptions{}, "private-address"},
		{"file:///etc/passwd", quick(), fetch.ResourceOptions{}, "bad-scheme"},
		{"/etc/passwd", quick(), fetch.ResourceOptions{}, "bad-url"},
		{"http://", quick(), fetch.ResourceOptions{}, "bad-url"},
		{"http://[::1", quick(), fetch.ResourceOptions{}, "bad-url"},
	} {
		address := tc.address
		if strings.HasPrefix(address, "/") && address != "/etc/passwd" {
			address = base + address
		}
		_, err := newClient(t, tc.client).Resource(context.Background(), address, tc.ask)
		if err == nil {
			t.Errorf("%s: no error, want %s", tc.address, tc.code)
			continue
		}
		if e := fetch.Explain(tc.address, err); e.Code != tc.code || e.Hint == "" {
			t.Errorf("%s: error line %+v, want code %q", tc.address, e, tc.code)
		}
		var status *fetch.StatusError
		if tc.address == "/wait" && (!errors.As(err, &status) || status.RetryAfter != time.Hour) {
			t.Errorf("%v has no Retry-After", err)
		}
	}
}
