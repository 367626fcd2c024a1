package metadata

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// bylinePrefix is what comes before the names in several languages.
var bylinePrefix = regexp.MustCompile(`(?i)^(?:(?:written |reported |posted |story |text |words )?by|oleh|penulis|laporan|reporter|penerjemah|editor|von|par|por|de|di|door|av|af|autor(?:in|a)?|auteur|author|автор|текст|γράφει|του|作者|記者|记者|文)\s*[:：]?\s+`)

// findByline returns the names of the authors, joined by ", ".
func (m *Metadata) findByline() string {
	for _, names := range [][]string{
		m.LD.Authors,
		m.meta["author"], m.meta["article:author"], m.meta["parsely-author"], m.meta["sailthru.author"], m.meta["dc.creator"], m.meta["byl"],
		m.props["author"], m.bylines[:min(1, len(m.bylines))],
	} {
		if s := m.joinNames(names); s != "" {
			return s
		}
	}
	return ""
}

func (m *Metadata) joinNames(names []string) string {
	var all []string
	seen := map[string]bool{layout.Fold(m.site()): true}
	for _, n := range names {
		n = cleanName(n)
		if n != "" && !seen[layout.Fold(n)] && len(all) < 8 {
			seen[layout.Fold(n)] = true
			all = append(all, n)
		}
	}
	return strings.Join(all, ", ")
}

// cleanName returns a person's or agency's name, or "" if s is none.
func cleanName(s string) string {
	s = clean.Line(unescape(s))
	s = strings.TrimSpace(bylinePrefix.ReplaceAllString(s, ""))
	if i := strings.IndexAny(s, "|•·@\t"); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	s = strings.Trim(s, " ,;:-–—/")
	n := utf8.RuneCountInString(s)
	switch {
	case n < 2 || n > 100, strings.Contains(s, "://"), strings.HasPrefix(s, "/"), strings.Contains(s, "{"):
		return ""
	case len(strings.Fields(s)) > 12:
		return ""
	}
	digits := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if digits > 3 {
		return ""
	}
	switch layout.Fold(s) {
	case "admin", "administrator", "redaksi", "redaktion", "editor", "unknown", "null", "undefined", "none", "author", "guest", "root", "webmaster":
		return ""
	}
	return s
}
