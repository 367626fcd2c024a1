package fetch_test

import (
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/kilas-news/kilas/fetch"
)

// A server that doesn't begin to answer is given up soon and not asked again,
// for its robots.txt as for its pages; one that is slow to finish is not.
func TestFirstByte(t *testing.T) {
	t.Parallel()
	const soon = 500 * time.Millisecond
	hangs := func(path string) (string, *atomic.Int32) {
		var calls atomic.Int32
		end := make(chan struct{})
		base := server(t, func(w http.ResponseWriter, r *http.Request) {
			if calls.Add(1); r.URL.Path == path {
				<-end
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if r.URL.Path == "/slow" {
				w.(http.Flusher).Flush()
				time.Sleep(3 * soon / 2)
			}
			_, _ = io.WriteString(w, htmlPage)
		})
		t.Cleanup(func() { close(end) }) // before the server waits for it
		return base, &calls
	}
	opt := quick()
	opt.FirstByte, opt.Retries, opt.Robots = soon, 2, fetch.RobotsObey
	for _, tt := range []struct {
		name, hangs, page, code string
		calls                   int32
	}{
		{"page", "/story", "/story", "timeout", 2},
		{"robots.txt", "/robots.txt", "/story", "timeout", 1},
		{"slow body", "", "/slow", "", 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			base, calls := hangs(tt.hangs)
			items := get(t, opt, base+tt.page)
			switch {
			case tt.code == "":
				one(t, items)
			case oneError(t, items).Code != tt.code:
				t.Errorf("error line %+v, want code %q", items[0].Err, tt.code)
			}
			if n := calls.Load(); n != tt.calls {
				t.Errorf("the server was asked %d times, want %d", n, tt.calls)
			}
		})
	}
}

// A server that stops in the middle of a page costs one timeout, not one for
// each try.
func TestStopsInTheMiddle(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	end := make(chan struct{})
	base := server(t, func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, htmlPage[:len(htmlPage)/2]) // the client may be gone
		w.(http.Flusher).Flush()
		<-end
	})
	t.Cleanup(func() { close(end) }) // before the server waits for it
	opt := quick()
	opt.Timeout, opt.Retries = 300*time.Millisecond, 2
	if e := oneError(t, get(t, opt, base+"/story")); e.Code != "timeout" {
		t.Errorf("error line %+v, want code timeout", e)
	}
	if n := calls.Load(); n != 1 {
		t.Errorf("the server was asked %d times, want once", n)
	}
}
