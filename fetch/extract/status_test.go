package extract_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract"
)

// TestWalls reads pages that stand in an article's place, or show a part of it.
func TestWalls(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		file   string
		err    error
		reason string
		status kilas.Status
	}{
		{"challenge", extract.ErrBlocked, "challenge", ""},
		{"denied", extract.ErrBlocked, "challenge", ""},
		{"consent", extract.ErrBlocked, "consent", ""},
		{"consent-de", extract.ErrBlocked, "consent", ""},
		{"login", extract.ErrBlocked, "login", ""},
		{"error-page", extract.ErrBlocked, "error-page", ""},
		{"js-required", extract.ErrScripts, "", ""},
		{"no-article", extract.ErrNoArticle, "", ""},
		{"no-article-video", extract.ErrNoArticle, "", ""},
		{"paywalled", nil, "", kilas.StatusPaywalled},
		{"partial", nil, "", kilas.StatusPartial},
	} {
		t.Run(tc.file, func(t *testing.T) {
			t.Parallel()
			p, err := extract.Article(read(t, "testdata/walls/"+tc.file+".html"), "https://news.example/story")
			if !errors.Is(err, tc.err) {
				t.Fatalf("Article: error %v, want %v (text %q)", err, tc.err, p.Article.Text)
			}
			var blocked *extract.BlockedError
			if errors.As(err, &blocked) && blocked.Reason != tc.reason {
				t.Errorf("Article: reason %q, want %q", blocked.Reason, tc.reason)
			}
			if p.Article.Status != tc.status {
				t.Errorf("Article: status %q, want %q", p.Article.Status, tc.status)
			}
			if err != nil && p.Article.Text != "" {
				t.Errorf("Article: text %q beside the error %v", p.Article.Text, err)
			}
		})
	}
}

// TestAllWallsTested fails when a page is added that no test reads.
func TestAllWallsTested(t *testing.T) {
	t.Parallel()
	if n := len(glob(t, "testdata/walls/*.html")); n != 11 {
		t.Errorf("%d pages in testdata/walls, want 11", n)
	}
}

// TestArticleAboutWalls: an article that talks of cookies, robots and paywalls
// is an article.
func TestArticleAboutWalls(t *testing.T) {
	t.Parallel()
	paragraph := "<p>Regulators said on Tuesday that sites may no longer ask readers to accept all cookies before they see a page, and that a wall which wants people to subscribe to continue must say so first. Publishers answered that they verify you are human for good reasons, and that their partners store and/or access information lawfully.</p>"
	page := "<html><head><title>Regulators turn on cookie walls</title></head><body><article><h1>Regulators turn on cookie walls</h1>" + strings.Repeat(paragraph+"<p>The ruling names eleven sites, which have until the end of the month to answer it in writing, and three that have already changed what they do.</p>", 4) + "<p>The fines start in June.</p></article></body></html>"
	p, err := extract.Article([]byte(page), "https://news.example/walls")
	if err != nil || p.Article.Status != kilas.StatusFull {
		t.Errorf("Article: status %q, error %v", p.Article.Status, err)
	}
}

func TestDeepMarkup(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"div", "b", "table", "ul"} {
		_, err := extract.Article([]byte(strings.Repeat("<"+tag+">", 20_000)+"text"), "")
		if err == nil {
			t.Errorf("Article(20000 nested %s): no error", tag)
		}
	}
}

// TestNoControls: what could confuse a terminal doesn't survive.
func TestNoControls(t *testing.T) {
	t.Parallel()
	bad := "\x1b[31mred\x1b[0m \u202eevil\u202c \u2066iso\u2069 soft\u00adhyphen \u0007bell \u009b31m"
	page := "<html><head><title>T" + bad + "</title><meta name=author content='A" + bad + "'></head><body><article><h1>A title " + bad + "</h1>" +
		strings.Repeat("<p>A paragraph that is long enough to be told from the rest of the page, and it has "+bad+" in it, said the editor.</p>", 5) + "</article></body></html>"
	p, err := extract.Article([]byte(page), "")
	if err != nil {
		t.Fatal(err)
	}
	a := p.Article
	for name, s := range map[string]string{"title": a.Title, "byline": a.Byline, "text": a.Text} {
		if s == "" || strings.ContainsAny(s, "\x1b\u202e\u202c\u2066\u2069\u00ad\u0007\u009b") {
			t.Errorf("%s is %q", name, s)
		}
	}
	if strings.Contains(a.Text, "[31m") {
		t.Errorf("text has the rest of an escape sequence: %q", a.Text)
	}
}
