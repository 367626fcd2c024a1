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
	datelineDash = regexp.MustCompile(`^(.{2,140}?)(?:\s*(?:—|–|--)\s*|\s-\s*|-\s|:\s)`)
	agencyEnd    = regexp.MustCompile(`^([^()]{0,40})[(\[][^()\[\]]{2,30}[)\]]$`)
	outletName   = regexp.MustCompile(`(?i)(?:^|, |/)(?:CNN|CNBC|IDN|NU Online|Antara|Kompas|Tempo|detik\w*|Republika|Beritasatu|Bisnis|Okezone|Merdeka|Suara|Sindonews|Tribun\w*|Jawa ?Pos|` +
		`Gatra|Rimanews|Liputan6|Medcom|JPNN|Inilah\w*|VIVA|Kumparan|Tirto|Media Indonesia|Pos Kota|Reuters|AP|AFP|dpa|ANSA|EFE|Bernama|Xinhua|Interfax|Anadolu|Yonhap|Kyodo|PTI|ANI)(?: \p{Lu}\w*)?$`)
	siteName = regexp.MustCompile(`(?i)\b[\p{L}\d]+\.(?:com|id|co|net|org|tv|co\.id|news|ru|de|fr|vn|my)\b`)
)

// datelineLen returns the length of the dateline that a paragraph starts
// with, its dash included: "JAKARTA, KOMPAS.com –", "(Reuters) -". Before the
// dash stand a place in capitals, an agency in brackets or the name of a site,
// and no word in small letters.
func datelineLen(line string) int {
	m := datelineDash.FindStringSubmatchIndex(line)
	if m == nil || m[1] == len(line) {
		return 0
	}
	head := line[m[2]:m[3]]
	colon := strings.Contains(line[m[3]:m[1]], ":")
	after, _ := utf8.DecodeRuneInString(line[m[1]:])
	if isSmall(after) || utf8.RuneCountInString(head) > maxDatelineRunes || strings.ContainsAny(head, "!?“”\"«»") {
		return 0
	}
	agency := agencyEnd.FindStringSubmatch(head)
	named := agency != nil && len(strings.Fields(agency[1])) <= maxPlaceWords
	if !named && (colon || !siteName.MatchString(head) && !outletName.MatchString(head) && !isAllCaps(firstPart(head))) {
		return 0
	}
	if colon && agency[1] != "" && !isAllCaps(agency[1]) {
		return 0
	}
	for w := range strings.FieldsSeq(head) {
		c, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(["))
		if isSmall(c) && !strings.ContainsAny(w, ".()") {
			return 0
		}
	}
	return m[1]
}

// maxPlaceWords bounds the words before an agency in brackets.
const maxPlaceWords = 6

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
