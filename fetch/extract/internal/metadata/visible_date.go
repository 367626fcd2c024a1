package metadata

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

var (
	dayMonthYear = regexp.MustCompile(`(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?,?[\s/-]+(?:de |d'|d’|of )?(\p{L}[\p{L}\p{M}]{1,14}(?: (?:الأول|الثاني))?)\.?[,،]?[\s/-]+(?:de |del )?((?:19|20|25)\d\d)`)
	monthDayYear = regexp.MustCompile(`(\p{L}[\p{L}\p{M}]{2,14})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)`)
	yearMonthDay = regexp.MustCompile(`((?:19|20)\d\d)(?:\.| m\.|\. gada| оны)?\s+(?:gada )?(\d{1,2}\. )?(\p{L}{3,14})(?:\s+(\d{1,2}))?`)
	vietnamese   = regexp.MustCompile(`(?i)(\d{1,2}) tháng (\d{1,2}),? (?:năm )?((?:19|20)\d\d)`)
	cjkDay       = regexp.MustCompile(`((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]`)
	yearFirst    = regexp.MustCompile(`((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})`)
	yearLast     = regexp.MustCompile(`(\d{1,2})([-./])(\d{1,2})[-./]((?:19|20)\d\d)`)
	clockTime    = regexp.MustCompile(`(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*([AaPp]\.?[Mm]\.?)?\s*(WIB|WITA|WIT|GMT|UTC|CET|CEST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|MSK|JST|KST|IST|SGT|HKT)?\b`)
)

// zones are the offsets of the zone names that articles print; names that mean
// different zones in different countries are left out, or read as news in the
// language that prints them does.
var zones = map[string]string{
	"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00", "GMT": "Z", "UTC": "Z", "CET": "+01:00", "CEST": "+02:00",
	"EST": "-05:00", "EDT": "-04:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
	"BST": "+01:00", "MSK": "+03:00", "JST": "+09:00", "KST": "+09:00", "SGT": "+08:00", "HKT": "+08:00",
}

// findDate finds a date that people read in s, in several languages: "Senin, 4
// Agustus 2025 10:30 WIB", "August 4, 2025", "2025年8月4日". Times are kept only
// with a zone; a day that could be two ("04/08/2025") is read as day first
// unless that can't be.
func findDate(s string) string {
	if len(s) > 400 {
		return ""
	}
	s = strings.Map(asciiDigit, s)
	if !strings.ContainsAny(s, "0123456789") {
		return ""
	}
	for _, read := range []func(string) (string, string){wordDate, numberDate} {
		if date, rest := read(s); date != "" {
			return date + clock(date, rest)
		}
	}
	return ""
}

// maxDateLine is the length in bytes of a line that may say no more than when.
const maxDateLine = 80

// IsDateLine reports whether a line says no more than when the article was
// published: a date, with few letters beside it.
func IsDateLine(line string) bool {
	if len(line) > maxDateLine || strings.HasSuffix(line, ".") || findDate(line) == "" {
		return false
	}
	letters := 0
	for _, r := range line {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters <= 40
}

// digitZeros are the zeros of the digits that dates are printed in: Arabic,
// Persian, Devanagari, Bengali, Thai, and full width.
const digitZeros = "\u0660\u06f0\u0966\u09e6\u0e50\uff10"

// asciiDigit makes a digit of any script one of ASCII.
func asciiDigit(r rune) rune {
	if r < utf8.RuneSelf {
		return r
	}
	for _, zero := range digitZeros {
		if r >= zero && r <= zero+9 {
			return '0' + r - zero
		}
	}
	return r
}

// buddhistEra is how far Thailand's years are ahead.
const buddhistEra = 543

// commonYear returns the year that a date's year is, which is in the Buddhist
// era beside a Thai month and can't be elsewhere; "" if it is none.
func commonYear(year, month string) string {
	if !strings.HasPrefix(year, "25") {
		return year
	}
	r, _ := utf8.DecodeRuneInString(month)
	n, err := strconv.Atoi(year)
	if err != nil || !unicode.Is(unicode.Thai, r) {
		return ""
	}
	return strconv.Itoa(n - buddhistEra)
}

// wordDate reads dates with the month as a word; rest is what follows.
func wordDate(s string) (string, string) {
	for _, m := range dayMonthYear.FindAllStringSubmatchIndex(s, 4) {
		if month := monthOf(s[m[4]:m[5]]); month > 0 {
			if d := day(commonYear(s[m[6]:m[7]], s[m[4]:m[5]]), strconv.Itoa(month), s[m[2]:m[3]]); d != "" {
				return d, s[m[1]:]
			}
		}
	}
	for _, m := range monthDayYear.FindAllStringSubmatchIndex(s, 4) {
		if month := monthOf(s[m[2]:m[3]]); month > 0 {
			if d := day(s[m[6]:m[7]], strconv.Itoa(month), s[m[4]:m[5]]); d != "" {
				return d, s[m[1]:]
			}
		}
	}
	return yearFirstDate(s)
}

// yearFirstDate reads dates as "2025. augusztus 4." and "2025 m. rugpjūčio 4 d.".
func yearFirstDate(s string) (string, string) {
	for _, m := range yearMonthDay.FindAllStringSubmatch(s, 4) {
		month := monthOf(m[3])
		number := strings.Trim(first(m[4], m[2]), ". ")
		if d := day(m[1], strconv.Itoa(month), number); month > 0 && number != "" && d != "" {
			return d, s[strings.Index(s, m[0])+len(m[0]):]
		}
	}
	return "", ""
}

// numberDate reads dates of numbers alone.
func numberDate(s string) (string, string) {
	for _, re := range []*regexp.Regexp{cjkDay, yearFirst} {
		if m := re.FindStringSubmatchIndex(s); m != nil {
			if d := day(s[m[2]:m[3]], s[m[4]:m[5]], s[m[6]:m[7]]); d != "" {
				return d, s[m[1]:]
			}
		}
	}
	if m := vietnamese.FindStringSubmatch(s); m != nil {
		if d := day(m[3], m[2], m[1]); d != "" {
			return d, ""
		}
	}
	if m := yearLast.FindStringSubmatchIndex(s); m != nil {
		a, b, year := s[m[2]:m[3]], s[m[6]:m[7]], s[m[8]:m[9]]
		if d := day(year, b, a); d != "" {
			return d, s[m[1]:]
		}
		if d := day(year, a, b); d != "" {
			return d, s[m[1]:]
		}
	}
	return "", ""
}

// clock reads the time of day that follows a date, if it comes with a zone.
func clock(date, rest string) string {
	if len(rest) > 40 {
		rest = rest[:40]
	}
	m := clockTime.FindStringSubmatch(rest)
	if m == nil {
		return ""
	}
	zone, known := zones[m[4]]
	hour, err := strconv.Atoi(m[1])
	if err != nil || !known {
		return ""
	}
	switch half := strings.ToLower(m[3]); {
	case strings.HasPrefix(half, "p") && hour < 12:
		hour += 12
	case strings.HasPrefix(half, "a") && hour == 12:
		hour = 0
	}
	t := "T" + pad(hour) + ":" + m[2] + ":00" + zone
	if _, err := time.Parse(time.RFC3339, date+t); err != nil {
		return ""
	}
	return t
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
