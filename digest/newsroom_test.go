package digest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/store"
	"github.com/kilas-news/kilas/langs"
)

// morning is when the tests begin.
var morning = time.Date(2026, 11, 22, 6, 30, 0, 0, time.UTC)

// newsroom is a world of news sites behind one proxy on loopback, so that their
// names are public ones. A page is known by its address without the scheme.
type newsroom struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]string
	fails map[string]int // status by host
	down  bool           // connections break at once
	asked map[string]int // by address
}

func newNewsroom(t *testing.T) *newsroom {
	t.Helper()
	n := &newsroom{pages: map[string]string{}, fails: map[string]int{}, asked: map[string]int{}}
	n.Server = httptest.NewServer(n)
	t.Cleanup(n.Close)
	return n
}

// setDown breaks every connection from now on, or lets all be well again.
func (n *newsroom) setDown(down bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.down = down
}

// setFails answers for a host with a status from now on; 0 is none.
func (n *newsroom) setFails(host string, status int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fails[host] = status
}

// setPage puts a page, or a feed, at an address.
func (n *newsroom) setPage(address, page string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.pages[address] = page
}

// timesAsked is how often an address was asked for.
func (n *newsroom) timesAsked(address string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.asked[address]
}

func (n *newsroom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	address := r.URL.Host + r.URL.Path
	n.asked[address]++
	page, ok := n.pages[address]
	status, down := n.fails[r.URL.Host], n.down
	n.mu.Unlock()
	switch {
	case down:
		panic(http.ErrAbortHandler)
	case status != 0:
		w.WriteHeader(status)
	case !ok:
		http.NotFound(w, r)
	default:
		if strings.HasPrefix(page, "<?xml") {
			w.Header().Set("Content-Type", "application/rss+xml")
			etag := fmt.Sprintf(`"%x"`, sha256.Sum256([]byte(page)))
			if w.Header().Set("ETag", etag); r.Header.Get("If-None-Match") == etag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
		} else {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		_, _ = io.WriteString(w, page) // the client may be gone
	}
}

// item is an entry of a feed.
type item struct {
	guid, link, title, text string
	at                      time.Time
}

// publish gives a site a feed of items and their pages. A page that is there
// already stays.
func (n *newsroom) publish(host, lang string, items ...item) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0"><channel><title>%s</title><link>http://%s/</link><language>%s</language>`, host, host, lang)
	for _, it := range items {
		link := it.link
		if !strings.Contains(link, "/") {
			link = host + "/" + link
		}
		fmt.Fprintf(&b, "<item><guid isPermaLink=\"false\">%s</guid><link>http://%s</link><title>%s</title><pubDate>%s</pubDate></item>", it.guid, link, it.title, it.at.Format(time.RFC1123Z))
		if it.text != "" {
			path, _, _ := strings.Cut(link, "?")
			n.pages[path] = page(lang, it.title, it.text, it.at)
		}
	}
	b.WriteString("</channel></rss>")
	n.pages[host+"/rss"] = b.String()
}

func page(lang, title, text string, at time.Time) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="%s"><head><meta charset="utf-8"><title>%s</title><meta property="og:type" content="article"><meta property="article:published_time" content="%s"></head><body><nav><a href="/">Home</a></nav><article><h1>%s</h1>`,
		lang, title, at.Format(time.RFC3339), title)
	for p := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(p) != "" {
			fmt.Fprintf(&b, "<p>%s</p>\n", p)
		}
	}
	b.WriteString("</article></body></html>")
	return b.String()
}

// told is an event of testdata as one newsroom tells it.
func told(t *testing.T, event, lang string) (title, text string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../testdata/articles", event, lang+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	title, text, _ = strings.Cut(string(data), "\n")
	return title, text
}

// reporter publishes the events of testdata in two sites, an Indonesian and an
// English one.
func (n *newsroom) reportEvents(t *testing.T, at time.Time, events ...string) {
	t.Helper()
	for host, lang := range map[string]string{"pesisirpos.example": "id", "javaseamonitor.example": "en"} {
		var items []item
		for i, e := range events {
			title, text := told(t, e, lang)
			items = append(items, item{e, "news/" + e, title, text, at.Add(-time.Duration(i) * time.Hour)})
		}
		for i := range items {
			items[i].link = host + "/" + items[i].link
		}
		n.publish(host, lang, items...)
	}
}

// desk is a reader: a state with subscriptions, and what runs give.
type desk struct {
	t      *testing.T
	runner *Runner
	dir    string
	stdout strings.Builder
}

func newDesk(t *testing.T, n *newsroom, hosts ...string) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir()}
	d.runner = newRunner(t, n.URL, filepath.Join(d.dir, "state", "state.db"))
	d.runner.Stdout = &d.stdout
	var feeds []store.Feed
	for _, h := range hosts {
		feeds = append(feeds, store.Feed{URL: "http://" + h + "/rss", Added: morning})
	}
	if _, err := d.runner.State.AddFeeds(t.Context(), feeds...); err != nil {
		t.Fatal(err)
	}
	return d
}

// newRunner makes what the command makes, with JSON for all formats.
func newRunner(t *testing.T, proxy, path string) *Runner {
	t.Helper()
	state, err := store.OpenState(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = state.Close() })
	return &Runner{
		State: state, Fetch: newClient(t, proxy),
		Pipeline: &pipeline.Pipeline{Detector: langs.NewDetector(), Jobs: 2, Now: func() time.Time { return morning }},
		Render: func(w io.Writer, _ store.Target, d kilas.Digest, earlier []kilas.Story) error {
			d.Stories = slices.Concat(d.Stories, earlier)
			enc := json.NewEncoder(w)
			return enc.Encode(d)
		},
	}
}

// newClient is a client such as each process has.
func newClient(t *testing.T, proxy string) *fetch.Client {
	t.Helper()
	client, err := fetch.New(fetch.Options{Proxy: proxy, Retries: -1, Timeout: 5 * time.Second, Robots: fetch.RobotsObey})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return client
}

// options are those of a run that writes files into the folder of the desk.
func (d *desk) options(now time.Time) Options {
	return Options{Now: now, Timeout: time.Minute, Targets: []Target{{Kind: store.TargetFile, Path: filepath.Join(d.dir, "out", "digest-{date}.json"), Format: "json"}}}
}

func (d *desk) run(opt Options) Outcome {
	d.t.Helper()
	out, err := d.runner.Run(d.t.Context(), opt)
	if err != nil {
		d.t.Fatal(err)
	}
	return out
}

// written returns the digests in the folder of the desk by file name.
func (d *desk) written() map[string]kilas.Digest {
	d.t.Helper()
	return readDigests(d.t, filepath.Join(d.dir, "out"))
}

func readDigests(t *testing.T, dir string) map[string]kilas.Digest {
	t.Helper()
	out := map[string]kilas.Digest{}
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		var digest kilas.Digest
		if err := json.Unmarshal(data, &digest); err != nil {
			t.Fatalf("%s: %v", e.Name(), err)
		}
		out[e.Name()] = digest
	}
	return out
}

// titles are the titles of a digest's articles, by story.
func titles(d *kilas.Digest) [][]string {
	if d == nil {
		return nil
	}
	var out [][]string
	for _, s := range d.Stories {
		var list []string
		for _, a := range s.Brief.Articles {
			list = append(list, a.Title)
		}
		out = append(out, list)
	}
	return out
}
