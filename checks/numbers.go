package checks

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/langs"
)

// findNumbers reads the numbers among the tokens that no date has taken.
func (r reading) findNumbers(taken []bool) []Number {
	var numbers []Number
	for i := 0; i < len(r.tokens); {
		if taken[i] {
			i++
			continue
		}
		n, next, ok := r.numberAt(i)
		if !ok {
			i++
			continue
		}
		n.Start, n.End = r.tokens[i].start, r.tokens[next-1].end
		n.Unit, n.Of = r.unitAround(i, next, n.Loose), r.designated(i)
		if n.Unit == "" && r.isAfternoon(next) {
			n.Also = append(n.Also, n.Value+12)
		}
		numbers = append(numbers, n)
		i = next
	}
	return numbers
}

// designated returns the word before a number that is tied to it by a hyphen
// and has a capital letter, as in "GPT-5" or "F-16"; such a number counts
// nothing.
func (r reading) designated(i int) string {
	if i < 2 || r.tokens[i-1].text != "-" || r.tokens[i-1].spaceAfter || r.tokens[i-2].spaceAfter || r.tokens[i-2].kind != langs.Word {
		return ""
	}
	if first, _ := utf8.DecodeRuneInString(r.tokens[i-2].text); !unicode.IsUpper(first) {
		return ""
	}
	return r.tokens[i-2].fold
}

// numberAt reads a number that starts at token i and returns the token after
// it.
func (r reading) numberAt(i int) (n Number, next int, ok bool) {
	switch t := r.tokens[i]; t.kind {
	case langs.Number:
		n.Value, n.Also = parseDigits(t.text, r.vocabulary.comma)
		next = i + 1
		if decade, after, ok := r.decade(n.Value, next); ok {
			n.Also, next = append(n.Also, decade...), after
		}
		return r.scaled(n, next)
	case langs.Word:
		if n, next, ok = r.wordsAt(i); ok {
			return r.scaled(n, next)
		}
		if value := roman(t.text); value > 0 {
			return Number{Value: value, Loose: true}, i + 1, true
		}
	}
	return n, i, false
}

// scaled multiplies a number by the scales that follow it: "1,5 juta",
// "2.3bn", "5百万".
func (r reading) scaled(n Number, i int) (Number, int, bool) {
	for i < len(r.tokens) {
		t := r.tokens[i]
		s, ok := r.vocabulary.role(t.fold, kindScale)
		if !ok {
			if s, ok = r.vocabulary.role(t.fold, kindTimes); !ok || s.value < 12 || n.Value >= s.value {
				break
			}
		}
		n.Value *= s.value
		for k := range n.Also {
			n.Also[k] *= s.value
		}
		n.Loose = false
		i++
	}
	return n, i, true
}

// wordsAt reads a number in words that starts at token i: units are added,
// hundreds multiply what precedes them, scales close a group.
func (r reading) wordsAt(i int) (n Number, next int, ok bool) {
	if n, ok := r.singleWord(r.tokens[i]); ok {
		return n, i + 1, true
	}
	total, group, last, seen := 0.0, 0.0, math.Inf(1), false
	start := i
	for ; i < len(r.tokens); i++ {
		t := r.tokens[i]
		if t.kind != langs.Word {
			if seen && t.text == "-" && i+1 < len(r.tokens) && r.isNumeral(r.tokens[i+1]) && !r.tokens[i-1].spaceAfter {
				continue // twenty-one
			}
			break
		}
		role, isNumber := r.numeral(t)
		if !isNumber {
			if seen && t.fold == "and" && i+1 < len(r.tokens) && r.isNumeral(r.tokens[i+1]) && last >= 100 {
				continue // two hundred and five
			}
			break
		}
		if role.kind == kindNumber && seen && role.value >= last {
			break // "two, three": another number
		}
		switch role.kind {
		case kindNumber:
			group += role.value
			last = lowestPlace(role.value)
		case kindTeen:
			group += role.value
			last = 1
		case kindTimes:
			below := math.Mod(group, role.value)
			group += max(1, below)*role.value - below
			last = role.value
		case kindScale:
			total += max(1, group) * role.value
			group, last = 0, role.value
		}
		seen = true
	}
	for i > start && r.tokens[i-1].kind != langs.Word {
		i--
	}
	value := total + group
	loose := value <= 1 || (r.vocabulary.spaceless && value < 10)
	return Number{Value: value, Loose: loose, Word: true}, i, seen
}

// lowestPlace is the value that the next word of the same number stays below:
// after "twenty" only units may follow.
func lowestPlace(v float64) float64 {
	if v >= 20 && math.Mod(v, 10) == 0 {
		if v >= 100 {
			return 100
		}
		return 10
	}
	return 1
}

func (r reading) isNumeral(t token) bool {
	_, ok := r.numeral(t)
	return ok
}

func (r reading) numeral(t token) (role, bool) {
	for _, role := range r.vocabulary.roles[t.fold] {
		switch role.kind {
		case kindNumber, kindTeen, kindTimes, kindScale:
			return role, true
		}
	}
	return role{}, false
}

// singleWord reads ordinals, fractions and vague numbers.
func (r reading) singleWord(t token) (Number, bool) {
	for _, role := range r.vocabulary.roles[t.fold] {
		switch role.kind {
		case kindOrdinal:
			n := Number{Value: role.value, Loose: role.value <= 2, Word: true}
			if role.value > 2 {
				n.Also = []float64{1 / role.value} // a third
			}
			return n, true
		case kindFraction:
			return Number{Value: role.value, Loose: true}, true
		case kindVague:
			return Number{Value: role.value, Loose: role.value < 1e3, Word: true}, true
		}
	}
	return Number{}, false
}

// decade reads what makes a year a decade ("1990s", "1990-an"), whose other
// reading is its last two digits.
func (r reading) decade(value float64, i int) (also []float64, next int, ok bool) {
	if math.Mod(value, 10) != 0 || value < 10 || value > 2100 {
		return nil, i, false
	}
	if i+1 < len(r.tokens) && r.tokens[i].text == "-" && (r.tokens[i+1].fold == "an" || r.tokens[i+1].fold == "x") {
		i++
	} else if i >= len(r.tokens) || r.tokens[i].fold != "s" || r.tokens[i-1].spaceAfter {
		return nil, i, false
	}
	if value < 100 {
		return []float64{1900 + value}, i + 1, true
	}
	return []float64{math.Mod(value, 100)}, i + 1, true
}

// isAfternoon reports whether the token at i makes the hour before it one of
// the second half of the day.
func (r reading) isAfternoon(i int) bool {
	if i >= len(r.tokens) || r.tokens[i].kind != langs.Word {
		return false
	}
	_, ok := r.vocabulary.role(r.tokens[i].fold, kindPM)
	return ok || r.tokens[i].fold == "p"
}
