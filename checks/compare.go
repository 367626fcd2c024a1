package checks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	kilas "github.com/kilas-news/kilas"
)

// numbers compares the numbers of both sides. Numbers that each side has alone
// contradict; one that only one side has is a detail that the other leaves
// out, unless the other is as long. Dates count as places where a number may
// be found, but are not demanded, since a date is given in parts.
func (c comparison) numbers() string {
	source, target := c.source.facts.Numbers, c.target.facts.Numbers
	missing := c.unmatched(source, c.target)
	extra := c.unmatched(target, c.source)
	switch {
	case len(missing) > 0 && len(extra) > 0:
		return fmt.Sprintf("%s beside %s", join(c.source, missing), join(c.target, extra))
	case len(missing) > 0 && hasRoom(c.target, c.source):
		return fmt.Sprintf("%s is missing in the target", join(c.source, missing))
	case len(extra) > 0 && hasRoom(c.source, c.target):
		return fmt.Sprintf("%s is missing in the source", join(c.target, extra))
	}
	for _, n := range source {
		if m, ok := otherUnit(n, target); ok {
			return fmt.Sprintf("%s (%s) beside %s (%s)", c.source.slice(n), n.Unit, c.target.slice(m), m.Unit)
		}
	}
	return ""
}

// mostCounted is the number up to which languages may say otherwise what one
// says with a number: "both", "a pair", "the trio".
const mostCounted = 20

// unmatched returns the numbers that the other side has neither as a number
// nor in a date. One that is part of a name must be there where the name is.
func (c comparison) unmatched(numbers []Number, other reading) []Number {
	others, dates := other.facts.Numbers, other.facts.Dates
	var missing []Number
	for _, n := range numbers {
		if n.Of != "" && !other.says(n.Of) {
			continue
		}
		if n.Word && n.Value <= mostCounted && !c.isFamiliar() {
			continue
		}
		if !n.Loose && !n.isIn(others) && !n.isInDate(dates) && !n.isConverted(others) {
			missing = append(missing, n)
		}
	}
	return missing
}

// says reports whether a text has a word, in folded form.
func (r reading) says(fold string) bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool { return t.fold == fold })
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

// spare is how much longer than another a text may be and still have no room
// for details that the other lacks.
const spare = 1.2

// hasRoom reports whether r is long enough to say all that other says.
func hasRoom(r, other reading) bool {
	return Width(other.Text.Text) <= spare*Width(r.Text.Text)
}

// familiar are the languages whose words for numbers, names and negation are
// known well enough that a missing one tells something.
var familiar = map[kilas.Lang]bool{"en": true, "id": true}

func (c comparison) isFamiliar() bool { return familiar[c.source.Lang] && familiar[c.target.Lang] }
