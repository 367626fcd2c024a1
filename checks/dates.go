package checks

import (
	"math"
	"strings"
	"time"

	"github.com/kilas-news/kilas/langs"
)

// findDates reads the dates of a text and marks the tokens they take.
func (r reading) findDates() ([]Date, []bool) {
	var dates []Date
	taken := make([]bool, len(r.tokens))
	take := func(d Date, from, to int) {
		d.Start, d.End = r.tokens[from].start, r.tokens[to-1].end
		for i := from; i < to; i++ {
			taken[i] = true
		}
		dates = append(dates, d)
	}
	for i := 0; i < len(r.tokens); i++ {
		if d, next, ok := r.numericDate(i); ok {
			take(d, i, next)
			i = next - 1
			continue
		}
		if d, from, next, ok := r.wordedDate(i, taken); ok {
			take(d, from, next)
			i = next - 1
			continue
		}
		if day, ok := r.calendarWord(i, kindWeekday); ok {
			take(Date{Weekday: day}, i, i+1)
		}
	}
	return dates, taken
}

// calendarWord returns the number of the month or weekday at token i. In
// languages that capitalise them, "may" and "minggu" (a week) are others. An
// ending may follow behind an apostrophe: "Monday's", "Ağustos'ta".
func (r reading) calendarWord(i int, kind string) (int, bool) {
	t := r.tokens[i]
	role, ok := r.vocabulary.role(t.fold, kind)
	if end := strings.IndexAny(t.fold, "'’"); !ok && end > 0 {
		role, ok = r.vocabulary.role(t.fold[:end], kind)
	}
	if !ok || t.kind != langs.Word || (r.vocabulary.capitals && !isCapitalised(t.text)) {
		return 0, false
	}
	if r.vocabulary.capitals && r.startsSentence(i) && r.vocabulary.isAmbiguous(t.fold) {
		return 0, false
	}
	return int(role.value), true
}

// isAmbiguous reports whether a word has several roles or is an ordinary word
// too when it begins a sentence.
func (v *vocabulary) isAmbiguous(fold string) bool {
	return len(v.roles[fold]) > 1 || fold == "may" || fold == "march"
}

// numericDate reads 4/8/2025, 4/8, 04.08.2025 and 2025-08-04. Day comes
// before month, except in English, where both orders are meant.
func (r reading) numericDate(i int) (d Date, next int, ok bool) {
	parts, next := r.numericParts(i)
	switch {
	case len(parts) == 3 && parts[0] > 31 && parts[1] <= 12:
		d = Date{Year: parts[0], Month: parts[1], Day: parts[2]}
	case len(parts) == 3 && parts[2] >= 1000 && parts[2] < 2200:
		d = Date{Year: parts[2], Month: parts[1], Day: parts[0]}
	case len(parts) == 2 && r.inBrackets(i, next) && parts[1] <= 12 && parts[1] > 0:
		d = Date{Month: parts[1], Day: parts[0]}
	default:
		return d, i, false
	}
	english := strings.HasPrefix(string(r.Lang), "en")
	if d.Month > 12 || (english && d.Day <= 12 && parts[0] <= 12) {
		d.Month, d.Day = d.Day, d.Month
		d.Swapped = d.Month <= 12 && d.Day <= 12
	}
	valid := d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= 31
	return d, next, valid
}

// numericParts reads up to three numbers with the same one of / - . between.
func (r reading) numericParts(i int) (parts []int, next int) {
	if r.tokens[i].kind != langs.Number {
		return nil, i
	}
	if fields := strings.Split(r.tokens[i].text, "."); len(fields) == 3 && len(fields[2]) == 4 {
		for _, f := range fields {
			v, _ := parseDigits(f, false)
			parts = append(parts, int(v))
		}
		return parts, i + 1
	}
	mark := ""
	for next = i; next < len(r.tokens) && len(parts) < 3; next += 2 {
		t := r.tokens[next]
		value, _ := parseDigits(t.text, false)
		if t.kind != langs.Number || len(t.text) > 4 || value != math.Trunc(value) {
			break
		}
		parts = append(parts, int(value))
		if next+1 >= len(r.tokens) || t.spaceAfter || r.tokens[next+1].spaceAfter {
			return parts, next + 1
		}
		if m := r.tokens[next+1].text; m != "/" && m != "-" || mark != "" && m != mark {
			return parts, next + 1
		} else {
			mark = m
		}
	}
	if mark == "-" && len(parts) == 2 {
		return nil, i
	}
	return parts, min(next, len(r.tokens))
}

// inBrackets reports whether the tokens [from, to) stand alone in brackets,
// as Indonesian newsrooms write the day: "Senin (4/8)".
func (r reading) inBrackets(from, to int) bool {
	return from > 0 && to < len(r.tokens) && r.tokens[from-1].text == "(" && r.tokens[to].text == ")"
}

// wordedDate reads a date whose month is the word at token i: "4 Agustus
// 2025", "August 4th, 2025", "August 2025", "8月4日".
func (r reading) wordedDate(i int, taken []bool) (d Date, from, next int, ok bool) {
	from, next = i, i+1
	month, ok := r.calendarWord(i, kindMonth)
	if !ok {
		month, ok = r.monthSign(i)
		next = i + 2
	}
	if !ok {
		return d, i, i, false
	}
	d.Month = month
	if r.vocabulary.spaceless {
		if next+1 < len(r.tokens) && strings.HasPrefix(r.tokens[next+1].text, "日") {
			if day, ok := r.plainNumber(next, 31); ok {
				d.Day, next = day, next+2
			}
		}
		return d, from, next, true
	}
	if day, ok := r.dayBefore(i, taken); ok {
		d.Day = r.numberOf(day)
		from = day
	} else if day, ok := r.plainNumber(next, 31); ok {
		d.Day = day
		next = r.skipSuffix(next + 1)
	}
	year := next
	if year < len(r.tokens) && (r.tokens[year].text == "," || r.tokens[year].fold == "de" || r.tokens[year].fold == "tahun") {
		year++
	}
	if y, ok := r.plainNumber(year, 2200); ok && y >= 1000 {
		d.Year, next = y, year+1
	}
	return d, from, next, true
}

// monthSign reads the number before the character 月.
func (r reading) monthSign(i int) (int, bool) {
	if !r.vocabulary.spaceless || i+1 >= len(r.tokens) || !strings.HasPrefix(r.tokens[i+1].text, "月") {
		return 0, false
	}
	return r.plainNumber(i, 12)
}

// dayBefore finds the day of the month before token i, skipping an ordinal
// suffix and the Spanish "de".
func (r reading) dayBefore(i int, taken []bool) (int, bool) {
	for j := i - 1; j >= max(0, i-3) && !taken[j]; j-- {
		if _, ok := r.plainNumber(j, 31); ok {
			return j, true
		}
		switch r.tokens[j].fold {
		case "st", "nd", "rd", "th", "de", "of", ".", "er", "hb":
		default:
			return 0, false
		}
	}
	return 0, false
}

func (r reading) numberOf(i int) int {
	v, _ := r.plainNumber(i, math.MaxInt32)
	return v
}

// plainNumber reads a whole number up to limit in digits at token i.
func (r reading) plainNumber(i, limit int) (int, bool) {
	if i >= len(r.tokens) || r.tokens[i].kind != langs.Number || len(r.tokens[i].text) > 12 {
		return 0, false
	}
	v, also := parseDigits(r.tokens[i].text, r.vocabulary.comma)
	n := int(v)
	return n, also == nil && float64(n) == v && n > 0 && n <= limit
}

// skipSuffix returns the token after an ordinal suffix at i.
func (r reading) skipSuffix(i int) int {
	if i < len(r.tokens) {
		switch r.tokens[i].fold {
		case "st", "nd", "rd", "th":
			return i + 1
		}
	}
	return i
}

// weekday returns the day of the week on which a full date falls that does not
// name it, or 0.
func (d Date) weekday() int {
	if d.Weekday != 0 || d.Year == 0 || d.Month == 0 || d.Day == 0 || d.Swapped {
		return 0
	}
	w := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Weekday()
	return (int(w)+6)%7 + 1
}

// Has reports whether a number is the year, month or day of a date.
func (d Date) Has(n Number) bool {
	for _, part := range []int{d.Year, d.Month, d.Day} {
		if part != 0 && n.Same(Number{Value: float64(part)}) {
			return true
		}
	}
	return false
}

// Agreement is how far two dates are the same, in [0,1]: 0 when any part
// contradicts, 1 when a day of a month or a weekday is the same.
func (d Date) Agreement(o Date) float64 {
	if d.Weekday == 0 {
		d.Weekday = d.weekday()
	}
	if o.Weekday == 0 {
		o.Weekday = o.weekday()
	}
	score := 0.0
	for _, part := range []struct {
		a, b   int
		weight float64
	}{{d.Year, o.Year, 0.5}, {d.Month, o.Month, 0.6}, {d.Day, o.Day, 0.4}, {d.Weekday, o.Weekday, 1}} {
		switch {
		case part.a == 0 || part.b == 0:
		case part.a == part.b:
			score += part.weight
		case !d.Swapped && !o.Swapped:
			return 0
		}
	}
	return min(1, score)
}
