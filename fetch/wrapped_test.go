package fetch_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/kilas-news/kilas/fetch"
)

// web is a proxy that stands for all hosts, and notes the last it was asked for.
func web(t *testing.T, pages map[string]string) (fetch.Options, *atomic.Value) {
	t.Helper()
	var last atomic.Value
	proxy := server(t, func(w http.ResponseWriter, r *http.Request) {
		last.Store(r.URL.Host)
		page, ok := pages[r.URL.Host+r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, page)
	})
	return fetch.Options{Proxy: proxy, Retries: -1}, &last
}

// TestGoogleNewsPage: a link without an address in it leads where its page
// says, and is an error with a way out where it doesn't.
func TestGoogleNewsPage(t *testing.T) {
	t.Parallel()
	const scripts = `<html><head><title>Google News</title></head><body><c-wiz data-n-a-sg="AZ5r3e"></c-wiz><script>1</script></body></html>`
	opt, _ := web(t, map[string]string{
		"news.google.com/rss/articles/CBMiKnown": `<html><body><c-wiz data-n-au="http://a.example/story"></c-wiz></body></html>`,
		"news.google.com/rss/articles/CBMiOther": scripts,
		"a.example/story":                        htmlPage,
	})
	const known, other = "http://news.google.com/rss/articles/CBMiKnown?oc=5", "http://news.google.com/rss/articles/CBMiOther?oc=5"
	a := one(t, get(t, opt, known))
	if a.URL != "http://a.example/story" || a.Source != known || !strings.HasPrefix(a.Text, paragraph) {
		t.Errorf("article %+v", a)
	}
	e := oneError(t, get(t, opt, other))
	if e.Code != "js-required" || !strings.Contains(e.Err, "Google News") || !strings.Contains(e.Hint, "--browser") {
		t.Errorf("error line %+v", e)
	}
	opt.Render = func(_ context.Context, address, _ string) ([]byte, string, error) {
		if address != other {
			t.Errorf("rendered %s", address)
		}
		return []byte(htmlPage), "http://a.example/story", nil
	}
	if a := one(t, get(t, opt, other)); a.URL != "http://a.example/story" {
		t.Errorf("rendered at %s", a.URL)
	}
}

// TestInternationalHosts: a host is asked for in ASCII however it is written,
// and a page without a name of its own is called by it as people write it.
func TestInternationalHosts(t *testing.T) {
	t.Parallel()
	opt, last := web(t, map[string]string{"xn--bcher-kva.example/story": htmlPage})
	for _, address := range []string{"http://bücher.example/story", "http://BÜCHER.example/story", "http://xn--bcher-kva.example/story", "http://b%C3%BCcher.example/story", "http://bu\u0308cher\uff0eexample/story"} {
		a := one(t, get(t, opt, address))
		if last.Load() != "xn--bcher-kva.example" || a.URL != "http://xn--bcher-kva.example/story" || a.Site != "bücher.example" {
			t.Errorf("%s: asked %v, article of %s at %s", address, last.Load(), a.Site, a.URL)
		}
	}
}

// TestDisguisedHosts: what names a private host in other letters is private,
// also where a proxy would resolve it.
func TestDisguisedHosts(t *testing.T) {
	t.Parallel()
	opt, last := web(t, nil)
	for _, host := range []string{"\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "\uff4cocalhost", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "metadata.google\uff0einternal"} {
		if e := oneError(t, get(t, opt, "http://"+host+"/")); e.Code != "private-address" {
			t.Errorf("%s: error line %+v", host, e)
		}
	}
	if last.Load() != nil {
		t.Errorf("the proxy was asked for %v", last.Load())
	}
	for _, host := range []string{"a\u202eb.example", "xn--a.example", strings.Repeat("a", 300) + ".example"} {
		if e := oneError(t, get(t, fetch.Options{Retries: -1, Offline: false}, "http://"+host+"/")); e.Code != "bad-url" && e.Code != "dns" {
			t.Errorf("%q: error line %+v", host, e)
		}
	}
}
