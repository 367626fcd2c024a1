package checks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// numbers compares the numbers of both sides. Those in dates count as places
// where a number may be found, but are not demanded, since a date is given in
// parts.
func (c comparison) numbers() string {
	source, target := c.source.facts.Numbers, c.target.facts.Numbers
	missing := unmatched(source, target, c.target.facts.Dates)
	extra := unmatched(target, source, c.source.facts.Dates)
	switch {
	case len(missing) > 0 && len(extra) > 0:
		return fmt.Sprintf("%s beside %s", join(c.source, missing), join(c.target, extra))
	case len(missing) > 0:
		return fmt.Sprintf("%s is missing in the target", join(c.source, missing))
	case len(extra) > 0:
		return fmt.Sprintf("%s is missing in the source", join(c.target, extra))
	}
	for _, n := range source {
		if m, ok := otherUnit(n, target); ok {
			return fmt.Sprintf("%s (%s) beside %s (%s)", c.source.slice(n), n.Unit, c.target.slice(m), m.Unit)
		}
	}
	return ""
}

// unmatched returns the numbers that the other side has neither as a number
// nor in a date.
func unmatched(numbers, others []Number, dates []Date) []Number {
	var missing []Number
	for _, n := range numbers {
		if !n.Loose && !n.isIn(others) && !n.isInDate(dates) && !n.isConverted(others) {
			missing = append(missing, n)
		}
	}
	return missing
}

func (n Number) isIn(others []Number) bool {
	for _, m := range others {
		if n.Same(m) {
			return true
		}
	}
	return false
}

func (n Number) isInDate(dates []Date) bool {
	return slices.ContainsFunc(dates, func(d Date) bool { return d.Has(n) })
}

// otherUnit finds the number that equals n but counts something else, when
// none equals it that may count the same.
func otherUnit(n Number, others []Number) (Number, bool) {
	var other Number
	found := false
	for _, m := range others {
		if !n.Same(m) {
			continue
		}
		if sameUnit(n.Unit, m.Unit) {
			return Number{}, false
		}
		other, found = m, true
	}
	return other, found
}

func (r reading) slice(n Number) string { return r.Text.Text[n.Start:n.End] }

func join(r reading, numbers []Number) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.Quote(r.slice(n))
	}
	return strings.Join(words, ", ")
}
