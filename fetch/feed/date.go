package feed

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// parseDate reads a date in any of the forms that feeds have it: RFC 3339, RFC
// 822 and what is made of them, names of months in other languages, numbers in
// local orders, Unix time. It reads the parts rather than trying layouts. A
// date without a zone counts as UTC; one without a time is its midnight. It
// returns the zero time for what is no date, or none that a feed can mean:
// before 1990 or after 2100.
func parseDate(s string) time.Time {
	if len(s) > 200 {
		return time.Time{}
	}
	s = strings.Map(asciiDigit, strings.TrimSpace(s))
	t, ok := unixTime(s)
	if !ok {
		d := dateParts{}
		d.read(s)
		t, ok = d.time()
	}
	if !ok || t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}
	}
	return t
}

// asciiDigit turns other decimal digits, such as Arabic ones, and full-width
// signs into ASCII.
func asciiDigit(r rune) rune {
	switch {
	case r < 0x80:
		return r
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case r >= '०' && r <= '९':
		return '0' + r - '०'
	case r >= '০' && r <= '৯':
		return '0' + r - '০'
	case r >= '0' && r <= '9':
		return '0' + r - '0'
	case r == '：':
		return ':'
	case r == '−':
		return '-'
	}
	return r
}

// unixTime reads seconds or milliseconds since 1970.
func unixTime(s string) (time.Time, bool) {
	if len(s) != 10 && len(s) != 13 {
		return time.Time{}, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return time.Time{}, false
	}
	if len(s) == 13 {
		return time.UnixMilli(n).UTC(), true
	}
	return time.Unix(n, 0).UTC(), true
}

// dateParts are the parts of a date as they are found.
type dateParts struct {
	numbers   []datePart // of the day, before they are told apart
	month     time.Month // by name
	clock     bool
	hour      int
	minute    int
	second    int
	nano      int
	afternoon string // "am", "pm" or ""
	zone      *time.Location
}

// datePart is a number, how many digits it had, and the sign before it.
type datePart struct {
	n, digits int
	sign      byte
	unit      rune // 年, 月 or 日 behind it, or 0
}

// read finds the parts of s.
func (d *dateParts) read(s string) {
	for s != "" {
		switch r := rune(s[0]); {
		case r >= '0' && r <= '9':
			s = d.readNumber(s, 0)
		case (r == '+' || r == '-') && d.clock && d.zone == nil:
			s = d.readOffset(s)
		case r == '-' || r == '/' || r == '.':
			if len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
				s = d.readNumber(s[1:], s[0])
				continue
			}
			s = s[1:]
		case r < 0x80 && !unicode.IsLetter(r):
			s = s[1:]
		default:
			s = d.readWord(s)
		}
	}
}

// readNumber reads a number of the day or a clock.
func (d *dateParts) readNumber(s string, sign byte) string {
	n, digits := leading(s)
	rest := s[digits:]
	if d.clock || digits > 2 || !d.readClock(n, rest) {
		switch {
		case d.clock && len(d.numbers) >= 3:
			return rest // behind the date and the time: nothing known
		case digits == 6 && !d.clock && d.complete(): // 073000
			d.clock, d.hour, d.minute, d.second = true, n/10000, n/100%100, n%100
			return rest
		case digits == 8 && len(d.numbers) == 0: // 20260315
			d.numbers = append(d.numbers, datePart{n: n / 10000, digits: 4}, datePart{n: n / 100 % 100, digits: 2}, datePart{n: n % 100, digits: 2})
			return rest
		case digits == 14 && len(d.numbers) == 0: // 20260315070000
			day, clock := n/1000000, n%1000000
			d.numbers = append(d.numbers, datePart{n: day / 10000, digits: 4}, datePart{n: day / 100 % 100, digits: 2}, datePart{n: day % 100, digits: 2})
			d.clock, d.hour, d.minute, d.second = true, clock/10000, clock/100%100, clock%100
			return rest
		}
		p := datePart{n: n, digits: digits, sign: sign}
		for _, unit := range []rune{'年', '月', '日', '년', '월', '일'} {
			if strings.HasPrefix(rest, string(unit)) {
				p.unit = unit
			}
		}
		d.numbers = append(d.numbers, p)
		return rest
	}
	return d.skipClock(rest)
}

// readClock reads hours that are followed by minutes: "15:04", "15.04" behind
// a date, "15h04", "15時04分".
func (d *dateParts) readClock(hour int, rest string) bool {
	for _, sign := range []string{":", ".", "h", "時", "时", "시 ", "시"} {
		after, ok := strings.CutPrefix(rest, sign)
		minute, digits := leading(after)
		if !ok || digits == 0 || digits > 2 || hour > 24 || minute > 59 {
			continue
		}
		if sign == "." && (!d.complete() || strings.HasPrefix(after[digits:], ".")) {
			continue // the day and month of 15.03.2026
		}
		d.clock, d.hour, d.minute = true, hour, minute
		return true
	}
	return false
}

// complete reports whether the day is known before its time.
func (d *dateParts) complete() bool {
	return len(d.numbers) >= 3 || d.month != 0 && len(d.numbers) >= 2
}

// skipClock reads what follows the hours of a clock.
func (d *dateParts) skipClock(rest string) string {
	rest = strings.TrimLeft(rest, ":.h時时시 ")
	_, digits := leading(rest)
	rest = rest[digits:]
	for _, sign := range []string{":", ".", "分", "분"} {
		after, ok := strings.CutPrefix(rest, sign)
		second, digits := leading(strings.TrimLeft(after, " "))
		if !ok || digits == 0 || digits > 2 || second > 60 {
			continue
		}
		d.second = min(second, 59)
		rest = strings.TrimLeft(after, " ")[digits:]
		break
	}
	if after, ok := strings.CutPrefix(strings.Replace(rest, ",", ".", 1), "."); ok {
		if _, digits := leading(after); digits > 0 {
			d.nano = fraction(after[:digits])
			rest = after[digits:]
		}
	}
	return rest
}

// fraction reads the digits behind a second's point as nanoseconds.
func fraction(digits string) int {
	digits = (digits + "000000000")[:9]
	n, _ := leading(digits)
	return n
}

// readOffset reads "+07:00", "-0700", "+07", "+7".
func (d *dateParts) readOffset(s string) string {
	n, digits := leading(s[1:])
	rest := s[1+digits:]
	hours, minutes := n, 0
	switch {
	case digits == 0 || digits > 4:
		return rest
	case digits > 2:
		hours, minutes = n/100, n%100
	default:
		if after, ok := strings.CutPrefix(rest, ":"); ok {
			m, d := leading(after)
			minutes, rest = m, after[d:]
		}
	}
	if hours > 14 || minutes > 59 {
		return rest
	}
	offset := hours*3600 + minutes*60
	if s[0] == '-' {
		offset = -offset
	}
	d.zone = time.FixedZone("", offset)
	return rest
}

// leading reads the digits at the start of s, up to 14.
func leading(s string) (n, digits int) {
	for digits < len(s) && digits < 14 && s[digits] >= '0' && s[digits] <= '9' {
		n = n*10 + int(s[digits]-'0')
		digits++
	}
	return n, digits
}

// readWord reads a name: of a month, of a zone, of half a day, or of nothing
// that matters.
func (d *dateParts) readWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' })
	if end < 0 {
		end = len(s)
	}
	if end == 0 {
		_, size := firstRune(s)
		return s[size:]
	}
	word := s[:end]
	lower := strings.ToLower(word)
	switch {
	case lower == "t":
	case lower == "z" && d.clock:
		d.setZone(0)
	case lower == "am" || lower == "a" && strings.HasPrefix(s[end:], ".m"):
		d.afternoon = "am"
	case lower == "pm" || lower == "p" && strings.HasPrefix(s[end:], ".m"), lower == "午後", lower == "下午", lower == "오후":
		d.afternoon = "pm"
	case lower == "午前", lower == "上午", lower == "오전":
		d.afternoon = "am"
	default:
		if m, ok := months[lower]; ok && d.month == 0 {
			d.month = m
		} else if minutes, ok := zones[strings.ToUpper(word)]; ok && d.clock {
			d.setZone(minutes * 60)
		}
	}
	return s[end:]
}

// setZone keeps a zone's offset unless a number told it: "GMT+0700" is seven
// hours, and so is "+0700 (WIB)".
func (d *dateParts) setZone(seconds int) {
	if d.zone == nil && seconds != 0 {
		d.zone = time.FixedZone("", seconds)
	}
}

func firstRune(s string) (rune, int) {
	for i, r := range s {
		if i > 0 {
			return r, i
		}
	}
	return 0, len(s)
}

// time puts the parts together.
func (d *dateParts) time() (time.Time, bool) {
	year, month, day, ok := d.day()
	if !ok {
		return time.Time{}, false
	}
	hour := d.hour
	if hour > 24 || d.minute > 59 || d.second > 59 {
		return time.Time{}, false
	}
	switch {
	case d.afternoon == "pm" && hour < 12:
		hour += 12
	case d.afternoon == "am" && hour == 12:
		hour = 0
	}
	zone := d.zone
	if zone == nil {
		zone = time.UTC
	}
	t := time.Date(year, month, day, hour, d.minute, d.second, d.nano, zone)
	if hour < 24 && t.Day() != day { // the 31st of a month of thirty days
		return time.Time{}, false
	}
	return t, true
}

// day tells the numbers of a day apart. With a named month the one of four
// digits, or the second, is the year. Without one: year first if it has four
// digits; else day, month, year, as most of the world writes it, unless only
// month, day, year is possible or slashes come with am or pm.
func (d *dateParts) day() (year int, month time.Month, day int, ok bool) {
	n := d.numbers
	if d.month != 0 && len(n) >= 2 {
		first, second := n[0], n[1]
		if first.digits == 4 {
			first, second = second, first
		}
		return fullYear(second), d.month, first.n, valid(d.month, first.n)
	}
	if len(n) < 3 {
		return 0, 0, 0, false
	}
	a, b, c := n[0], n[1], n[2]
	switch {
	case a.digits == 4 || a.unit == '年' || a.unit == '년':
		year, month, day = fullYear(a), time.Month(b.n), c.n
	case b.n > 12 || b.sign == '/' && d.afternoon != "" && a.n <= 12:
		year, month, day = fullYear(c), time.Month(a.n), b.n
	default:
		year, month, day = fullYear(c), time.Month(b.n), a.n
	}
	return year, month, day, valid(month, day)
}

func valid(m time.Month, day int) bool {
	return m >= time.January && m <= time.December && day >= 1 && day <= 31
}

// fullYear reads years of two digits as RFC 2822 (section 4.3) does, and those
// of the Buddhist calendar, which Thai sites count in.
func fullYear(p datePart) int {
	switch {
	case p.digits <= 2 && p.n < 50:
		return 2000 + p.n
	case p.digits <= 2:
		return 1900 + p.n
	case p.n > 2400 && p.n < 2700:
		return p.n - 543
	}
	return p.n
}
