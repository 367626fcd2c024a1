package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

const http2Page = `<!doctype html><title>Bridge closes</title><article><h1>Bridge closes</h1><p>The stone bridge over the river closes on Monday for repairs that will last until the end of July, the city said on Friday, after inspectors found cracks in two of its five arches.</p><p>Drivers will have to take the ring road.</p></article>`

// TestHTTP2: the one transport, although it dials by itself, speaks HTTP/2
// where a server does, whatever coding the body has, over one connection; and
// what came so can be kept.
func TestHTTP2(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	remotes := map[string]bool{}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 2 {
			t.Errorf("%s came over %s", r.URL, r.Proto)
		}
		mu.Lock()
		remotes[r.RemoteAddr] = true
		mu.Unlock()
		coding := strings.TrimPrefix(r.URL.Path, "/")
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Cache-Control", "max-age=600")
		w.Header().Set("Content-Encoding", coding)
		_, _ = w.Write(encoded(t, coding))
	}))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)

	opt := Options{AllowPrivate: true, Timeout: 10 * time.Second, CacheDir: t.TempDir()}
	for _, offline := range []bool{false, true} {
		opt.Offline = offline
		c, err := New(opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.Close)
		roots := x509.NewCertPool()
		roots.AddCert(s.Certificate())
		c.guard.named.TLSClientConfig = &tls.Config{RootCAs: roots}
		for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
			items := c.Get(context.Background(), s.URL+"/"+coding, "")
			if items[0].Err != nil {
				t.Fatalf("%s, offline %v: %s", coding, offline, items[0].Err.Err)
			}
			if a := items[0].Article; !strings.HasPrefix(a.Text, "The stone bridge") {
				t.Errorf("%s, offline %v: text %q", coding, offline, a.Text)
			}
		}
	}
	if len(remotes) != 1 {
		t.Errorf("%d connections, want 1", len(remotes))
	}
}

func encoded(t *testing.T, coding string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			t.Fatal(err)
		}
		w = z
	default:
		return []byte(http2Page)
	}
	if _, err := io.WriteString(w, http2Page); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
