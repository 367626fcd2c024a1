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
var bylinePrefix = regexp.MustCompile(`(?i)^(?:(?:written |reported |posted |story |text |words )?by|oleh|penulis|laporan|reporter|penerjemah|editor|von|par|por|de|di|door|av|af|autor(?:in|a)?|auteur|authors?|автор|текст|γράφει|του|كتبت|كتب|بقلم|作者|記者|记者|文)(?:\s*[:：]\s*|\s+)`)

// writtenBy ends what stands before the names, such as a date; "bySmith" is what
// is left of two elements.
var writtenBy = regexp.MustCompile(`(?:^|\s)(?:[Ww]ritten [Bb]y\s*:?\s*|[Bb]y)(\p{Lu})`)

// credit begins what names a photographer, a picture's source or an agency.
var credit = regexp.MustCompile(`(?i)^[(\[]?\s*(?:foto|photo|picture|image|bild|quelle|source|sumber|copyright|©)(?:s|er|graf|grapher)?\b\s*(?:by\b|:|/|©|$)`)

// nobody are accounts that anybody may have written by, folded.
var nobody = map[string]bool{
	"admin": true, "administrator": true, "redaksi": true, "redaktion": true, "editor": true, "unknown": true, "null": true, "undefined": true,
	"none": true, "author": true, "the author": true, "guest": true, "root": true, "webmaster": true, "written by": true, "about the author": true,
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
	if g := writtenBy.FindAllStringSubmatchIndex(s, -1); g != nil {
		s = s[g[len(g)-1][2]:]
	}
	s = strings.TrimSpace(bylinePrefix.ReplaceAllString(s, ""))
	if i := strings.IndexAny(s, "|•·@\t"); i > 0 {
		s = strings.TrimSpace(s[:i])
	}
	s = strings.Trim(s, " ,;:&-–—/")
	n := utf8.RuneCountInString(s)
	switch {
	case n < 2 || n > 100, strings.Contains(s, "://"), strings.HasPrefix(s, "/"), strings.Contains(s, "{"):
		return ""
	case len(strings.Fields(s)) > 12, nobody[layout.Fold(s)], label.MatchString(s), credit.MatchString(s), strings.HasSuffix(s, " says"):
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
	return s
}
