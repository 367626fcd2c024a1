package fetch_test

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/kilas-news/kilas/fetch"
)

func TestRobots(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status  int
		body    string
		path    string
		allowed bool
	}{
		"forbidden to all":     {200, "User-agent: *\nDisallow: /private/\n", "/private/a", false},
		"elsewhere":            {200, "User-agent: *\nDisallow: /private/\n", "/public/a", true},
		"forbidden to kilas":   {200, "User-agent: kilas\nDisallow: /\n\nUser-agent: *\nAllow: /\n", "/a", false},
		"forbidden to another": {200, "User-agent: otherbot\nDisallow: /\n", "/a", true},
		"by query":             {200, "User-agent: *\nDisallow: /a?print\n", "/a?print=1", false},
		"no file":              {404, "", "/a", true},
		"server fault":         {500, "", "/a", false},
		"a page instead":       {200, "<html><body>Not found</body></html>", "/a", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var asked atomic.Int32
			base := server(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					asked.Add(1)
					w.WriteHeader(tc.status)
					_, _ = io.WriteString(w, tc.body)
					return
				}
				_, _ = io.WriteString(w, htmlPage)
			})
			opt := quick()
			opt.Robots = fetch.RobotsObey
			c := newClient(t, opt)
			for range 2 {
				items := c.Get(t.Context(), base+tc.path, "")
				if tc.allowed {
					one(t, items)
				} else if e := oneError(t, items); (e.Code != "robots") != (tc.status == 500) || !strings.Contains(e.Err, "robots.txt") {
					t.Errorf("error line %+v", e)
				}
			}
			if asked.Load() != 1 {
				t.Errorf("robots.txt was asked for %d times", asked.Load())
			}
			opt.Robots = fetch.RobotsAdvise
			if a := one(t, get(t, opt, base+tc.path)); hasWarning(a, "robots") == tc.allowed {
				t.Errorf("warnings %v", a.Warnings)
			}
		})
	}
}
