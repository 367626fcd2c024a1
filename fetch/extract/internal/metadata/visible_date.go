package metadata

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// monthNames maps the beginnings of month names, lower case and without
// accents' variety, to months. A name matches by its longest prefix here.
var monthNames = func() map[string]int {
	table := []string{
		"january jan januari januar janvier janv enero ene gennaio gen janeiro stycznia styczen января январь янв ιανουαριου ιανουαρίου ιανουάριος ιαν ocak січня leden ledna ianuarie يناير คม มกราคม tháng1",
		"february feb februari februar febr fevrier février févr fév febrero febbraio fevereiro fev lutego luty февраля февраль фев φεβρουαριου φεβρουαρίου φεβρουάριος φεβ şubat лютого únor února februarie فبراير กุมภาพันธ์",
		"march mar maret maart mars märz maerz mär mrz marzo março marco marca marzec марта март мар μαρτιου μαρτίου μάρτιος μαρ mart березня březen března martie مارس มีนาคม",
		"april apr avril avr abril abr aprile kwietnia kwiecien kwiecień апреля апрель апр απριλιου απριλίου απρίλιος απρ nisan квітня duben dubna aprilie أبريل ابريل เมษายน",
		"may mei mai mayo maggio mag maio maja maj мая май μαιου μαΐου μάιος μαι mayıs травня květen května مايو พฤษภาคม",
		"june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн ιουνιου ιουνίου ιούνιος ιουν haziran червня červen června iunie يونيو มิถุนายน",
		"july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл ιουλιου ιουλίου ιούλιος ιουλ temmuz липня červenec července iulie يوليو กรกฎาคม",
		"august aug agustus agt agu augustus août aout agosto ago sierpnia sierpien sierpień августа август авг αυγουστου αυγούστου αύγουστος αυγ ağustos серпня srpen srpna أغسطس สิงหาคม",
		"september sep sept septembre septiembre settembre set setembro wrzesnia września wrzesień сентября сентябрь сен сент σεπτεμβριου σεπτεμβρίου σεπτέμβριος σεπ eylül вересня září septembrie سبتمبر กันยายน",
		"october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika października październik октября октябрь окт οκτωβριου οκτωβρίου οκτώβριος οκτ ekim жовтня říjen října octombrie أكتوبر ตุลาคม",
		"november nov nopember novembre noviembre novembro listopada listopad ноября ноябрь ноя νοεμβριου νοεμβρίου νοέμβριος νοε kasım листопада listopadu noiembrie نوفمبر พฤศจิกายน",
		"december dec desember des dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia grudzien grudzień декабря декабрь дек δεκεμβριου δεκεμβρίου δεκέμβριος δεκ aralık грудня prosinec prosince decembrie ديسمبر ธันวาคม",
	}
	m := map[string]int{}
	for i, names := range table {
		for name := range strings.FieldsSeq(names) {
			m[name] = i + 1
		}
	}
	return m
}()

var (
	dayMonthYear = regexp.MustCompile(`(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?,?[\s/-]+(?:de |d'|of )?(\p{L}[\p{L}\p{M}]{2,12})\.?,?[\s/-]+(?:de |del )?((?:19|20)\d\d)`)
	monthDayYear = regexp.MustCompile(`(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)`)
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
	if len(s) > 400 || !strings.ContainsAny(s, "0123456789") {
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

// wordDate reads dates with the month as a word; rest is what follows.
func wordDate(s string) (string, string) {
	for _, m := range dayMonthYear.FindAllStringSubmatchIndex(s, 4) {
		if month := monthOf(s[m[4]:m[5]]); month > 0 {
			if d := day(s[m[6]:m[7]], strconv.Itoa(month), s[m[2]:m[3]]); d != "" {
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

// monthOf returns the month that name names in any of the languages, or 0.
func monthOf(name string) int {
	return monthNames[strings.TrimRight(strings.Map(unicode.ToLower, name), ".")]
}
