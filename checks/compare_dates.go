package checks

import "fmt"

// dates compares weekdays, months and days. A part that only one side gives
// is no contradiction: "Senin (4/8/2025)" is "on Monday".
func (c comparison) dates() string {
	source, target := c.source.facts.Dates, c.target.facts.Dates
	for _, part := range []struct {
		name string
		of   func(Date) int
	}{
		{"weekday", func(d Date) int { return d.Weekday }},
		{"month", func(d Date) int { return d.Month }},
		{"day", func(d Date) int { return d.Day }},
		{"year", func(d Date) int { return d.Year }},
	} {
		missing := absent(source, target, part.of)
		extra := absent(target, source, part.of)
		if missing != 0 && extra != 0 {
			return fmt.Sprintf("%s %d beside %d", part.name, missing, extra)
		}
	}
	return ""
}

// absent returns the first part of the dates that none of the others has, or
// 0. A full date has its day of the week; swapped ones have both orders.
func absent(dates, others []Date, part func(Date) int) int {
	for _, d := range dates {
		p := part(d)
		if p == 0 {
			continue
		}
		found := false
		for _, o := range others {
			swapped := Date{Month: o.Day, Day: o.Month}
			found = found || part(o) == p || part(Date{Weekday: o.weekday()}) == p ||
				(o.Swapped || d.Swapped) && part(swapped) == p
		}
		if !found {
			return p
		}
	}
	return 0
}
