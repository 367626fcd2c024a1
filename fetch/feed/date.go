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
