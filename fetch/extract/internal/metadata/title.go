package metadata

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// unescape undoes a second round of escaping ("&amp;quot;"), which metadata
// often has.
func unescape(s string) string {
	if strings.Contains(s, "&") {
		return html.UnescapeString(s)
	}
	return s
}

// findTitle chooses the article's title. The h1 that the page's other titles
// agree with is the best; else what was written for sharing, without the name
// of the site.
func (m *Metadata) findTitle() string {
	claims := []string{m.LD.Headline, m.one("og:title"), m.one("twitter:title"), m.TitleTag, m.prop("headline"), m.one("dc.title", "parsely-title", "sailthru.title")}
	site := m.site()
	for i := range claims {
		claims[i] = withoutSite(clean.Line(unescape(claims[i])), site, m.base.Hostname())
	}
	for _, h := range m.h1 {
		if m.agrees(h, claims) {
			return h
		}
	}
	for _, h := range m.headings {
		if key := layout.Fold(h); utf8.RuneCountInString(key) > 20 && strings.Contains(layout.Fold(m.TitleTag), key) {
			return h
		}
	}
	for _, c := range claims {
		if c == "" {
			continue
		}
		if h := m.likeliestH1(c); h != "" {
			return h
		}
		return c
	}
	if len(m.h1) > 0 {
		return m.h1[0]
	}
	return ""
}

// minTitleRunes is the length from which a text says that it is a title.
const minTitleRunes = 8

// agrees reports whether one of the claims has the heading in it, or is the
// beginning of it.
func (m *Metadata) agrees(heading string, claims []string) bool {
	key := layout.Fold(heading)
	if utf8.RuneCountInString(key) < minTitleRunes {
		return false
	}
	for _, c := range claims {
		c = layout.Fold(c)
		if strings.Contains(c, key) || utf8.RuneCountInString(c) >= minTitleRunes && strings.HasPrefix(key, c) {
			return true
		}
	}
	return false
}

// likeliestH1 returns an h1 that says nearly the same as the title.
func (m *Metadata) likeliestH1(title string) string {
	for _, h := range m.h1 {
		if layout.Overlap(layout.Fold(h), layout.Fold(title)) >= 0.6 {
			return h
		}
	}
	return ""
}

// separators stand between a title and the name of its site.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", " / ", " ‹ ", "_", "｜", " ~ "}

// withoutSite cuts the site's name (and its section's) off a title.
func withoutSite(title, site, host string) string {
	for range 3 {
		cut := false
		for _, sep := range separators {
			i := strings.LastIndex(title, sep)
			if i > 0 && isSite(title[i+len(sep):], site, host) {
				title, cut = strings.TrimSpace(title[:i]), true
			}
			if i = strings.Index(title, sep); i > 0 && isSite(title[:i], site, host) {
				title, cut = strings.TrimSpace(title[i+len(sep):]), true
			}
		}
		if !cut {
			break
		}
	}
	return title
}

// isSite reports whether part names the site: its name, a part of it, or its host.
func isSite(part, site, host string) bool {
	p, s := strings.ReplaceAll(layout.Fold(part), " ", ""), strings.ReplaceAll(layout.Fold(site), " ", "")
	h := strings.ReplaceAll(layout.Fold(strings.TrimPrefix(host, "www.")), " ", "")
	if p == "" {
		return true
	}
	if utf8.RuneCountInString(p) < 3 {
		return p == s
	}
	label, _, _ := strings.Cut(strings.TrimPrefix(host, "www."), ".")
	label = strings.ReplaceAll(layout.Fold(label), " ", "")
	return p == s || p == h || p == label || s != "" && strings.Contains(p, s) && len(p) < 2*len(s)+12 || strings.Contains(s, p) || strings.Contains(h, p)
}
