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
	// agencyLead are datelines without a dash: those of Chinese, Japanese and
	// Korean agencies, and a place, a date and an agency in brackets.
	agencyLead = regexp.MustCompile(`^(?:(?:新华社|新華社|中新社|中新网|中央社|人民网|央视网|法新社|路透社|美联社)[^，。：]{0,20}?[电電](?:[（(][^）)]{2,20}[）)])?[：:]?\s?` +
		`|[（(](?:中央社|中新社|新华社|新華社)[^）)]{2,30}[）)]\s?` +
		`|【[^】]{2,24}】\s?` +
		`|[\[(〔][^\])〕=]{2,12}=[^\])〕]{2,12}[\])〕][^=.]{0,20}=\s?` +
		`|[^.!?।(]{2,40}, \d{1,2} \p{L}[^\s(]* \([^)]{2,20}\)[:.।]? (?:(?:—|–|--|-) )?)`)
	placeAndDate = regexp.MustCompile(`^\p{Lu}[\p{L} .]{2,30}, (\p{L}+, )?(\d{1,2} \p{L}+|\p{L}+\.? \d{1,2}|\d{1,2}/\d{1,2})(,? \d{4}|/\d{2,4})?$`)
	agencyEnd    = regexp.MustCompile(`^([^()]{0,40})[(\[][^()\[\]]{2,30}[)\]]$`)
	outletName   = regexp.MustCompile(`(?i)(?:^|, |/)(?:CNN|CNBC|IDN|NU Online|Antara|Kompas|Tempo|detik\w*|Republika|Beritasatu|Bisnis|Okezone|Merdeka|Suara|Sindonews|Tribun\w*|Jawa ?Pos|` +
		`Gatra|Rimanews|Liputan6|Medcom|JPNN|Inilah\w*|VIVA|Kumparan|Tirto|Media Indonesia|Pos Kota|Reuters|AP|AFP|dpa|ANSA|EFE|Bernama|Xinhua|Interfax|Anadolu|Yonhap|Kyodo|PTI|ANI)(?: \p{Lu}\w*)?$`)
	siteLead = regexp.MustCompile(`^\p{L}[\p{L}\d]*\.(?:com|id|co\.id), `)
	siteName = regexp.MustCompile(`(?i)\b[\p{L}\d]+\.(?:com|id|co|net|org|tv|co\.id|news|ru|de|fr|vn|my)\b`)
)

// datelineLen returns the length of the dateline that a paragraph starts
// with, its dash included: "JAKARTA, KOMPAS.com –", "(Reuters) -". Before the
// dash stand a place in capitals, an agency in brackets or the name of a site,
// and no word in small letters.
func datelineLen(line string) int {
	if n := len(agencyLead.FindString(line)); n > 0 && n < len(line) {
		return n
	}
	if n := siteAndPlaceLen(line); n > 0 {
		return n
	}
	head, dash := cutDash(line)
	rest := line[len(head)+len(dash):]
	if dash == "" || rest == "" || head == "" {
		return 0
	}
	colon := strings.Contains(dash, ":")
	after, _ := utf8.DecodeRuneInString(rest)
	if isSmall(after) || utf8.RuneCountInString(head) > maxDatelineRunes || strings.ContainsAny(head, "!?“”\"«»") {
		return 0
	}
	agency := agencyEnd.FindStringSubmatch(head)
	named := agency != nil && len(strings.Fields(agency[1])) <= maxPlaceWords
	if !named && !placeAlone(head, dash) && (colon || !siteName.MatchString(head) && !outletName.MatchString(head) && !isAllCaps(firstPart(head))) {
		return 0
	}
	if colon && named && agency[1] != "" && !isAllCaps(agency[1]) {
		return 0
	}
	for w := range strings.FieldsSeq(head) {
		c, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(["))
		if isSmall(c) && !strings.ContainsAny(w, ".()") {
			return 0
		}
	}
	return len(head) + len(dash)
}

// longestPlace is the most words of a place, as in "Rio de Janeiro".
const longestPlace = 3

// siteAndPlaceLen returns the length of a dateline that ends without a mark:
// the name of a site, a known place, and then a word with a capital, as in
// "Kabarpagi.com, Jakarta Pemerintah menaikkan pajak".
func siteAndPlaceLen(line string) int {
	site := siteLead.FindString(line)
	if site == "" {
		return 0
	}
	words := strings.SplitAfterN(line[len(site):], " ", longestPlace+1)
	for n := min(longestPlace, len(words)-1); n > 0; n-- {
		place := strings.Join(words[:n], "")
		if !places.has(strings.ToLower(strings.TrimSuffix(place, " "))) {
			continue
		}
		next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(words[n], isOpener))
		if unicode.IsUpper(next) {
			return len(site) + len(place)
		}
		return 0
	}
	return 0
}

// placeAlone reports a known place before a dash or, in capitals, a colon; and
// a place with a date.
func placeAlone(head, dash string) bool {
	if placeAndDate.MatchString(head) && dash != "" && !strings.Contains(dash, ":") {
		return true
	}
	first := firstPart(head)
	return places.has(strings.ToLower(first)) && (len(first) == len(head) || isAllCaps(first)) &&
		(!strings.Contains(dash, ":") || isAllCaps(first)) && strings.HasSuffix(dash, " ")
}

// cutDash returns what stands before the first dash or colon that may end a
// dateline, and the mark with the white space around it: a long dash or two
// hyphens, a hyphen beside a space, a colon before one.
func cutDash(line string) (head, dash string) {
	for i, c := range line {
		if i > 4*maxDatelineRunes {
			break
		}
		mark := ""
		switch {
		case c == '—' || c == '–':
			mark = string(c)
		case strings.HasPrefix(line[i:], "--"):
			mark = "--"
		case c == '_' && strings.HasPrefix(line[i+1:], " "), c == '-' && (strings.HasPrefix(line[i+1:], " ") || i > 0 && line[i-1] == ' '), c == ':' && strings.HasPrefix(line[i+1:], " "):
			mark = line[i : i+1]
		default:
			continue
		}
		head = strings.TrimRightFunc(line[:i], isBlank)
		rest := line[i+len(mark):]
		end := i + len(mark) + len(prefixFunc(rest, isBlank))
		return head, line[len(head):end]
	}
	return "", ""
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
