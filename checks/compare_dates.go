package checks

import (
	"fmt"
	"slices"
)

// dates compares weekdays, months and days. A part that only one side gives
// is no contradiction: "Senin (4/8/2025)" is "on Monday".
func (c comparison) dates() string {
	source, target := withWeekdays(c.source.facts.Dates), withWeekdays(c.target.facts.Dates)
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
// 0. Those whose order is not known have both.
func absent(dates, others []Date, part func(Date) int) int {
	for _, d := range dates {
		p := part(d)
		if p == 0 {
			continue
		}
		found := false
		for _, o := range others {
			swapped := Date{Month: o.Day, Day: o.Month}
			found = found || part(o) == p ||
				(o.Swapped || d.Swapped) && part(swapped) == p
		}
		if !found {
			return p
		}
	}
	return 0
}

// withWeekdays adds the day of the week to full dates, unless the text names
// one itself.
func withWeekdays(dates []Date) []Date {
	if slices.ContainsFunc(dates, func(d Date) bool { return d.Weekday != 0 }) {
		return dates
	}
	known := slices.Clone(dates)
	for n := range known {
		known[n].Weekday = known[n].weekday()
	}
	return known
}
