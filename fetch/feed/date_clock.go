package feed

import (
	"strings"
	"time"
)

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
