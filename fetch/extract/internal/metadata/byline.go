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
var bylinePrefix = regexp.MustCompile(`(?i)^(?:(?:written |reported |posted |story |text |words )?by|oleh|penulis|laporan|reporter|penerjemah|editor|von|par|por|de|di|door|av|af|autor(?:in|a)?|auteur|author|автор|текст|γράφει|του|كتبت|كتب|بقلم|作者|記者|记者|文)\s*[:：]?\s+`)

// labelled finds a name behind its label in a line of other things.
var labelled = regexp.MustCompile(`(?:作者|撰文|記者|记者|文)\s*[:：/／]\s*(\p{Han}{2,4})(?:\P{Han}|$)|(?:^|[|•·])\s*(?:[Bb]y|Oleh|Penulis|Von|Par|Por|Door|Автор|Текст)\s*:?\s+(\p{Lu}[\p{L}'’.-]+(?:\s+\p{Lu}[\p{L}'’.-]+){1,3})\s*(?:$|[|•·,(])`)

// findByline returns the names of the authors, joined by ", ". near holds the
// texts beside the story.
func (m *Metadata) findByline(near []string) string {
	for _, names := range [][]string{
		m.LD.Authors,
		m.meta["author"], m.meta["article:author"], m.meta["parsely-author"], m.meta["sailthru.author"], m.meta["dc.creator"], m.meta["byl"],
		m.props["author"], m.bylines[:min(1, len(m.bylines))],
	} {
		if s := m.joinNames(names); s != "" {
			return s
		}
	}
	for _, t := range near {
		if g := labelled.FindStringSubmatch(t); len(t) < 300 && g != nil {
			return m.joinNames([]string{first(g[1], g[2])})
		}
	}
	return ""
}

// IsByline reports whether a line says no more than who wrote the article.
func IsByline(line, byline string) bool {
	if byline == "" || len(line) > 2*len(byline)+40 {
		return false
	}
	rest := bylinePrefix.ReplaceAllString(line, "")
	for name := range strings.SplitSeq(byline, ", ") {
		rest = strings.ReplaceAll(rest, name, "")
	}
	rest = layout.Fold(rest)
	return rest == "" || len(rest) < 5 && len(rest) < len(line)/2
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
