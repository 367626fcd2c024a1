package fetch_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

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
		}, "too-large"},
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
