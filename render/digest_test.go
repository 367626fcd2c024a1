package render

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"github.com/kilas-news/kilas"
)

// saidOfDigest lists what every format for people must say of a digest: all
// that its briefs say, but for the addresses that are links, and its own words.
func saidOfDigest(d kilas.Digest) []string {
	var list []string
	if d.Title != "" {
		list = append(list, clean(d.Title))
	}
	for _, s := range d.Stories {
		for _, text := range said(s.Brief) {
			if !strings.Contains(text, "://") {
				list = append(list, text)
			}
		}
		list = append(list, clean(s.Section))
		for _, topic := range s.Topics {
			list = append(list, clean(topic))
		}
		if s.Updated {
			list = append(list, "pdated")
		}
	}
	for _, e := range d.Problems {
		list = append(list, clean(e.Source), clean(e.Err), clean(e.Hint))
	}
	for _, w := range d.Warnings {
		list = append(list, clean(w.Code))
	}
	if d.LeftOut > 0 {
		list = append(list, "left out")
	}
	return list
}

// shownBy returns what a reader sees of a digest in each format.
func shownBy(t *testing.T, d kilas.Digest) map[string]string {
	t.Helper()
	page := func(write func(io.Writer, kilas.Digest, Options) error) string {
		return shownText(parse(t, func(w io.Writer) error { return write(w, d, Options{}) }))
	}
	var text, source bytes.Buffer
	if err := DigestText(&text, d, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := DigestMarkdown(&source, d, Options{}); err != nil {
		t.Fatal(err)
	}
	markdown := parse(t, func(w io.Writer) error {
		return goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(source.Bytes(), w)
	})
	allowed := " html head body h1 h2 h3 h4 hr ol ul li p strong em a br "
	for n := range markdown.Descendants() {
		if n.Type == html.CommentNode || n.Type == html.ElementNode && !strings.Contains(allowed, " "+n.Data+" ") {
			t.Errorf("a text became <%s> in Markdown", n.Data)
		}
	}
	return map[string]string{"text": text.String(), "markdown": shownText(markdown), "html": page(DigestHTML), "mail": page(mailPage)}
}

func TestDigestSaysAll(t *testing.T) {
	t.Parallel()
	for _, name := range names(t, "testdata/digests/*.json") {
		d := readDigest(t, name)
		for format, shown := range shownBy(t, d) {
			for _, want := range saidOfDigest(d) {
				if !strings.Contains(shown, want) {
					t.Errorf("%s as %s lacks %q", name, format, want)
				}
			}
			for _, r := range shown {
				if r != '\n' && (isControl(r) || isInvisible(r)) {
					t.Errorf("%s as %s has the character %U", name, format, r)
				}
			}
		}
	}
}

func TestDigestTextFits(t *testing.T) {
	t.Parallel()
	address := regexp.MustCompile(`^ *(https?|javascript):\S*$`)
	for _, name := range names(t, "testdata/digests/*.json") {
		for _, width := range []int{24, 40, 88, 100, 140} {
			var got strings.Builder
			if err := DigestText(&got, readDigest(t, name), Options{Width: width, Verbose: true}); err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(got.String(), "\n") {
				if n := columns(line); n > width && !address.MatchString(line) {
					t.Errorf("%s at width %d: a line of %d columns: %q", name, width, n, line)
				}
			}
		}
	}
}

func TestLede(t *testing.T) {
	t.Parallel()
	story := func(updated bool, sites ...string) kilas.Story {
		s := kilas.Story{Updated: updated}
		for _, site := range sites {
			s.Brief.Articles = append(s.Brief.Articles, kilas.Article{Site: site, Lang: kilas.Lang(site[:2])})
		}
		return s
	}
	failed := story(false, "id 1")
	failed.Brief.Points = []kilas.Point{{Checks: []kilas.Check{{Name: "numbers"}, {Name: "names", OK: true}}}}
	tests := map[string]kilas.Digest{
		"Nothing new.":                   {},
		"Nothing new since 20 May 2026.": {Since: "2026-05-20"},
		"1 story from 1 article of 1 publisher. 1 check failed: read both sides there.": {Stories: []kilas.Story{failed}},
		"2 stories (1 updated) from 3 articles of 2 publishers in 2 languages, new since 20 May 2026, 06:00 UTC.": {
			Since: "2026-05-20T06:00:00Z", Stories: []kilas.Story{story(true, "id 1", "en 2"), story(false, "id 1")},
		},
	}
	for want, d := range tests {
		if got := lede(d); got != want {
			t.Errorf("lede = %q, want %q", got, want)
		}
	}
}
