package langs

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxDatelineRunes bounds what stands before the dash of a dateline.
const maxDatelineRunes = 70

var (
	datelineDash = regexp.MustCompile(`^(.{2,140}?)\s*(?:—|–|--|\s-\s|-\s|\s-|:)\s*`)
	agency       = regexp.MustCompile(`\((?:Reuters|AP|AFP|dpa|ANSA|EFE|ANTARA|Bernama|UPI|CNN|[A-Z][A-Za-z .]{1,20})(?:[/,][^)]{1,20})?\)`)
	siteName     = regexp.MustCompile(`(?i)\b[\p{L}\d]+\.(?:com|id|co|net|org|tv|co\.id|news|ru|de|fr|vn|my)\b`)
)

// datelineLen returns the length of the dateline that a paragraph starts
// with, its dash included: "JAKARTA, KOMPAS.com –", "(Reuters) -".
func datelineLen(line string) int {
	m := datelineDash.FindStringSubmatchIndex(line)
	if m == nil {
		return 0
	}
	head := line[m[2]:m[3]]
	dash := strings.TrimSpace(line[m[3]:m[1]])
	if after, _ := utf8.DecodeRuneInString(line[m[1]:]); m[1] == len(line) || unicode.IsLower(after) || utf8.RuneCountInString(head) > maxDatelineRunes {
		return 0
	}
	if dash == ":" || strings.ContainsAny(head, "!?“”\"") {
		return 0
	}
	strong := agency.MatchString(head) || siteName.MatchString(head)
	if !strong && !(isAllCaps(firstPart(head)) && dash != ":") {
		return 0
	}
	for _, w := range strings.Fields(head) {
		c, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(["))
		if unicode.IsLower(c) && !strings.Contains(w, ".") && !strings.Contains(w, "(") {
			return 0
		}
	}
	return m[1]
}

func firstPart(s string) string {
	if i := strings.IndexAny(s, ",("); i > 0 {
		return strings.TrimSpace(s[:i])
	}
	return s
}

func isAllCaps(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 3
}
