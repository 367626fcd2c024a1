package feed

import "time"

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
