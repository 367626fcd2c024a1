package cache_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilas-news/kilas/fetch/cache"
)

// site serves one page with the headers of a test, and counts what was asked.
type site struct {
	url       string
	header    http.Header
	status    int
	asked     atomic.Int32
	unchanged atomic.Int32
	last      atomic.Pointer[http.Request]
	version   atomic.Int32
}

func newSite(t *testing.T, header ...string) *site {
	t.Helper()
	s := &site{header: http.Header{}, status: http.StatusOK}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		s.header.Add(name, value)
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.url = server.URL + "/story"
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.asked.Add(1)
	s.last.Store(r)
	for name, values := range s.header {
		w.Header()[name] = values
	}
	etag := s.header.Get("Etag")
	if etag != "" && etag == r.Header.Get("If-None-Match") {
		s.unchanged.Add(1)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(s.status)
	_, _ = fmt.Fprintf(w, "version %d for %s", s.version.Load(), r.Header.Get("Accept-Language"))
}

// whole reads bodies before they are handed on, as the cache wants them.
type whole struct{ next http.RoundTripper }

func (w whole) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := w.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(strings.NewReader(string(body)))
	resp.ContentLength = int64(len(body))
	return resp, nil
}

func open(opt cache.Options) http.RoundTripper {
	return cache.New(opt, whole{&http.Transport{}})
}

func get(t *testing.T, rt http.RoundTripper, address string, header ...string) (*http.Response, string) {
	t.Helper()
	resp, body, err := try(rt, address, header...)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

func try(rt http.RoundTripper, address string, header ...string) (*http.Response, string, error) {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, address, nil)
	if err != nil {
		return nil, "", err
	}
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	resp, err := rt.RoundTrip(r)
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return resp, string(body), err
}

func ago(d time.Duration) string { return time.Now().Add(-d).UTC().Format(http.TimeFormat) }

// TestFreshness: how often the server is asked when a page is read three times,
// and how often it may say that nothing has changed.
func TestFreshness(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		header           []string
		asked, unchanged int32
	}{
		"max-age":                    {[]string{"Cache-Control: max-age=600"}, 1, 0},
		"private, as kilas is":       {[]string{"Cache-Control: private, max-age=600"}, 1, 0},
		"capitals and quotes":        {[]string{`Cache-Control: Max-Age="600"`}, 1, 0},
		"second line":                {[]string{"Cache-Control: public", "Cache-Control: max-age=600"}, 1, 0},
		"huge max-age":               {[]string{"Cache-Control: max-age=99999999999999999999"}, 1, 0},
		"s-maxage is for others":     {[]string{"Cache-Control: s-maxage=600"}, 3, 0},
		"expires":                    {[]string{"Expires: " + ago(-time.Hour)}, 1, 0},
		"expired":                    {[]string{"Expires: " + ago(time.Hour)}, 3, 0},
		"expires never":              {[]string{"Expires: 0", "Last-Modified: " + ago(2400*time.Hour)}, 3, 0},
		"max-age before expires":     {[]string{"Cache-Control: max-age=0", "Expires: " + ago(-time.Hour)}, 3, 0},
		"max-age=0 guesses nothing":  {[]string{"Cache-Control: max-age=0", "Last-Modified: " + ago(2400*time.Hour)}, 3, 0},
		"max-age of nonsense":        {[]string{"Cache-Control: max-age=soon", "Expires: " + ago(-time.Hour)}, 3, 0},
		"no statement":               {nil, 3, 0},
		"guess by last modification": {[]string{"Last-Modified: " + ago(240*time.Hour)}, 1, 0},
		"used up on the way":         {[]string{"Cache-Control: max-age=600", "Age: 700"}, 3, 0},
		"etag":                       {[]string{`Etag: "1"`}, 3, 2},
		"no-cache with etag":         {[]string{"Cache-Control: no-cache", `Etag: "1"`}, 3, 2},
		"max-age=0 with etag":        {[]string{"Cache-Control: max-age=0, must-revalidate", `Etag: "1"`}, 3, 2},
		"no-store":                   {[]string{"Cache-Control: no-store", `Etag: "1"`}, 3, 0},
		"No-Store":                   {[]string{"Cache-Control: No-Store", `Etag: "1"`}, 3, 0},
		"stale while revalidating":   {[]string{"Cache-Control: max-age=0, stale-while-revalidate=600", `Etag: "1"`}, 3, 2},
		"vary all":                   {[]string{"Cache-Control: max-age=600", "Vary: *"}, 3, 0},
		"sets a cookie":              {[]string{"Cache-Control: max-age=600", "Set-Cookie: id=secret"}, 1, 0},
		"year old, fresh for years":  {[]string{"Cache-Control: max-age=99999999", "Date: " + ago(8800*time.Hour)}, 3, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, tc.header...)
			dir := t.TempDir()
			for range 3 { // another process each time
				if resp, body := get(t, open(cache.Options{Dir: dir}), s.url); body != "version 0 for " || resp.StatusCode != 200 {
					t.Fatalf("status %d, body %q", resp.StatusCode, body)
				}
			}
			if s.asked.Load() != tc.asked || s.unchanged.Load() != tc.unchanged {
				t.Errorf("asked %d times, %d unchanged; want %d and %d", s.asked.Load(), s.unchanged.Load(), tc.asked, tc.unchanged)
			}
		})
	}
}

// TestChanged: a validation that brings a new version replaces the old one.
func TestChanged(t *testing.T) {
	t.Parallel()
	s := newSite(t, "Cache-Control: max-age=600", `Etag: "0"`)
	dir := t.TempDir()
	get(t, open(cache.Options{Dir: dir}), s.url)
	s.version.Store(1)
	s.header.Set("Etag", `"1"`)
	if _, body := get(t, open(cache.Options{Dir: dir}), s.url); body != "version 0 for " {
		t.Errorf("body %q, want the fresh copy", body)
	}
	if _, body := get(t, open(cache.Options{Dir: dir, Refresh: true}), s.url); body != "version 1 for " {
		t.Errorf("body %q after a refresh", body)
	}
	if _, body := get(t, open(cache.Options{Dir: dir}), s.url); body != "version 1 for " || s.asked.Load() != 2 {
		t.Errorf("body %q, asked %d times", body, s.asked.Load())
	}
	get(t, open(cache.Options{Dir: dir, Refresh: true}), s.url)
	if s.unchanged.Load() != 1 || s.last.Load().Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("%d unchanged, last asked with %v", s.unchanged.Load(), s.last.Load().Header)
	}
}

// TestValidationKeepsBody: what a 304 says of a body that it doesn't have is
// not taken for the stored one, and its age counts from now.
func TestValidationKeepsBody(t *testing.T) {
	t.Parallel()
	s := newSite(t, "Cache-Control: max-age=600", "Age: 700", `Etag: "0"`, "Content-Type: text/plain")
	dir := t.TempDir()
	get(t, open(cache.Options{Dir: dir}), s.url)
	s.header.Del("Age")
	s.header.Set("Content-Encoding", "gzip")
	s.header.Set("Content-Type", "image/png")
	for range 3 {
		resp, body := get(t, open(cache.Options{Dir: dir}), s.url)
		if resp.Header.Get("Content-Encoding") != "" || resp.Header.Get("Content-Type") != "text/plain" || body != "version 0 for " {
			t.Errorf("body %q with %v", body, resp.Header)
		}
	}
	if s.asked.Load() != 2 {
		t.Errorf("asked %d times, want 2: the validation made it fresh", s.asked.Load())
	}
}

func TestVary(t *testing.T) {
	t.Parallel()
	s := newSite(t, "Cache-Control: max-age=600", "Vary: Accept-Language")
	rt := open(cache.Options{Dir: t.TempDir()})
	for _, lang := range []string{"id", "en", "id", "en"} {
		if _, body := get(t, rt, s.url, "Accept-Language: "+lang); body != "version 0 for "+lang {
			t.Errorf("body %q for %s", body, lang)
		}
	}
	if s.asked.Load() != 2 {
		t.Errorf("asked %d times, want 2", s.asked.Load())
	}
}

// TestStatuses: what is missing or has moved may be kept, what is wrong for a
// moment not.
func TestStatuses(t *testing.T) {
	t.Parallel()
	for status, asked := range map[int]int32{200: 1, 301: 1, 404: 1, 302: 2, 403: 2, 429: 2, 500: 2, 503: 2} {
		s := newSite(t, "Last-Modified: "+ago(2400*time.Hour))
		s.status = status
		dir := t.TempDir()
		for range 2 {
			if resp, _ := get(t, open(cache.Options{Dir: dir}), s.url); resp.StatusCode != status {
				t.Errorf("status %d, want %d", resp.StatusCode, status)
			}
		}
		if s.asked.Load() != asked {
			t.Errorf("status %d: asked %d times, want %d", status, s.asked.Load(), asked)
		}
	}
}

// TestSecrets: what is asked for with credentials isn't kept, cookies that a
// site sets reach the client but not the disk, and files are for the user.
func TestSecrets(t *testing.T) {
	t.Parallel()
	for _, header := range []string{"Authorization: Bearer secret", "Cookie: id=secret", "X-Key: secret", "Range: bytes=0-1", `If-None-Match: "x"`, "If-Modified-Since: " + ago(0)} {
		s := newSite(t, "Cache-Control: max-age=600")
		dir := t.TempDir()
		for range 2 {
			get(t, open(cache.Options{Dir: dir, Secret: []string{"x-key"}}), s.url, header)
		}
		if u, err := cache.UsageOf(dir); s.asked.Load() != 2 || u != (cache.Usage{}) || err != nil {
			t.Errorf("%s: asked %d times, %+v kept, %v", header, s.asked.Load(), u, err)
		}
	}
	s := newSite(t, "Cache-Control: max-age=600", "Set-Cookie: id=secret", "X-User: secret")
	dir := filepath.Join(t.TempDir(), "http")
	first, _ := get(t, open(cache.Options{Dir: dir}), s.url)
	second, _ := get(t, open(cache.Options{Dir: dir}), s.url)
	if first.Header.Get("Set-Cookie") != "id=secret" || second.Header.Get("Set-Cookie") != "" {
		t.Errorf("cookies %q, then %q", first.Header.Get("Set-Cookie"), second.Header.Get("Set-Cookie"))
	}
	eachFile(t, dir, func(path string, d fs.DirEntry) {
		info, err := d.Info()
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		if d.IsDir() {
			return
		}
		if content, err := os.ReadFile(path); err != nil || strings.Contains(string(content), "secret") {
			t.Errorf("%s: %q, %v", path, content, err)
		}
	})
}

func eachFile(t *testing.T, dir string, do func(string, fs.DirEntry)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil {
			n++
			do(path, d)
		}
		return err
	})
	if err != nil || n == 0 {
		t.Fatalf("%d files in %s, %v", n, dir, err)
	}
}

// TestOffline: nobody is asked, and what is kept is given out whatever its
// server wants, with the date that it is of.
func TestOffline(t *testing.T) {
	t.Parallel()
	for _, control := range []string{"max-age=600", "no-cache", "max-age=0, must-revalidate", "max-age=1"} {
		date := ago(3 * time.Hour)
		s := newSite(t, "Cache-Control: "+control, `Etag: "1"`, "Date: "+date)
		dir := t.TempDir()
		rt := open(cache.Options{Dir: dir, Offline: true})
		if _, _, err := try(rt, s.url); !errors.Is(err, cache.ErrNotKept) {
			t.Errorf("%s: %v, want ErrNotKept", control, err)
		}
		get(t, open(cache.Options{Dir: dir}), s.url)
		for range 2 {
			if resp, body := get(t, rt, s.url); body != "version 0 for " || resp.Header.Get("Date") != date {
				t.Errorf("%s: body %q of %s, want %s", control, body, resp.Header.Get("Date"), date)
			}
		}
		if _, _, err := try(rt, s.url, "Cookie: a=b"); !errors.Is(err, cache.ErrNotKept) {
			t.Errorf("%s with a cookie: %v, want ErrNotKept", control, err)
		}
		if s.asked.Load() != 1 {
			t.Errorf("%s: asked %d times", control, s.asked.Load())
		}
	}
}

// TestErrorsPass: what fails on the way isn't kept.
func TestErrorsPass(t *testing.T) {
	t.Parallel()
	var cut atomic.Bool
	cut.Store(true)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "max-age=600")
		if cut.Load() {
			w.Header().Set("Content-Length", "100")
		}
		_, _ = io.WriteString(w, "half")
	}))
	t.Cleanup(server.Close)
	rt := open(cache.Options{Dir: t.TempDir()})
	if _, _, err := try(rt, server.URL); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v, want an unexpected EOF", err)
	}
	cut.Store(false)
	if _, body := get(t, rt, server.URL); body != "half" {
		t.Errorf("body %q", body)
	}
}

// TestUnusableFolder: without a folder there is no cache, but there are pages.
func TestUnusableFolder(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := newSite(t, "Cache-Control: max-age=600")
	for range 2 {
		if _, body := get(t, open(cache.Options{Dir: filepath.Join(blocked, "http")}), s.url); body != "version 0 for " {
			t.Errorf("body %q", body)
		}
	}
	if s.asked.Load() != 2 {
		t.Errorf("asked %d times, want 2", s.asked.Load())
	}
}

// TestTogether: several caches on one folder, as of several processes, read
// and write the same pages.
func TestTogether(t *testing.T) {
	t.Parallel()
	s := newSite(t, "Cache-Control: max-age=600")
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		rt := open(cache.Options{Dir: dir, MaxBytes: 20_000}) // pages come and go
		wg.Go(func() {
			for i := range 100 {
				if _, body, err := try(rt, fmt.Sprintf("%s/%d", s.url, i%50)); body != "version 0 for " || err != nil {
					t.Errorf("body %q, %v", body, err)
				}
			}
		})
	}
	wg.Wait()
}
