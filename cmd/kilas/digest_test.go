package main

import (
	"fmt"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/digest"
)

// digestFeed serves /digest/LANG, a feed of the pages of testdata in a language.
// The sites are reached through the server as a proxy, so that they have public
// names.
func digestFeed(w http.ResponseWriter, r *http.Request, root string) {
	lang := path.Base(r.URL.Path)
	pages, err := os.ReadDir(filepath.Join(root, "pages", lang))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprintf(w, `<rss version="2.0"><channel><title>Site %s</title><link>http://%s/</link><language>%s</language>`, lang, r.Host, lang)
	for _, p := range pages {
		fmt.Fprintf(w, `<item><title>%s</title><link>http://%s/pages/%s/%s</link><guid>%s</guid><pubDate>Sun, 15 Mar 2026 04:00:00 GMT</pubDate></item>`,
			strings.TrimSuffix(p.Name(), ".html"), r.Host, lang, p.Name(), p.Name())
	}
	fmt.Fprint(w, `</channel></rss>`)
}

func TestDigestStatus(t *testing.T) {
	ownState(t)
	for _, tt := range []struct {
		name string
		args []string
		want int
	}{
		{"no feeds", []string{"digest", "run"}, exitOK},
		{"a feed that fails", []string{"digest", "run", "--offline", "--always"}, exitOK},
		{"an argument", []string{"digest", "run", "https://example.com/feed"}, exitUsage},
		{"no command", []string{"digest"}, exitUsage},
		{"bad age", []string{"digest", "run", "--since", "yesterday"}, exitUsage},
		{"negative number", []string{"digest", "run", "--max-stories", "-1"}, exitUsage},
		{"no format", []string{"digest", "run", "-o", "digest"}, exitUsage},
		{"unknown format", []string{"digest", "run", "-f", "pdf"}, exitUsage},
		{"one output twice", []string{"digest", "run", "-o", "a.html", "-o", "a.html"}, exitUsage},
		{"mail without a server", []string{"digest", "run", "--mail", "you@example.com"}, exitUsage},
		{"history", []string{"digest", "history"}, exitOK},
		{"cron", []string{"digest", "cron"}, exitOK},
		{"cron at no time", []string{"digest", "cron", "--at", "dawn"}, exitUsage},
		{"mark-read", []string{"digest", "mark-read"}, exitOK},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if code, _, stderr := call(t, "", tt.args...); code != tt.want {
				t.Errorf("kilas %q: status %d, want %d; stderr:\n%s", tt.args, code, tt.want, stderr)
			}
		})
	}
	release, err := digest.Lock(t.Context(), statePath(), 0)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if code, stdout, stderr := call(t, "", "digest", "run"); code != exitLocked || stdout != "" {
		t.Errorf("a second run: status %d, want %d; stderr:\n%s", code, exitLocked, stderr)
	}
}
