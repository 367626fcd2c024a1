package checks

import (
	"math"
	"slices"
	"strings"
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

// parseDigits reads a number in digits of any script. The language decides
// which separator is the decimal one; the other reading comes along when the
// digits allow it, since newsrooms mix both.
func parseDigits(text string, comma bool) (value float64, also []float64) {
	digits := make([]byte, 0, len(text))
	var marks []rune
	var at []int // number of digits before each mark
	for _, r := range text {
		if d, ok := digitValue(r); ok {
			digits = append(digits, d)
			continue
		}
		marks, at = append(marks, r), append(at, len(digits))
	}
	whole := decimal(digits, len(digits))
	if len(marks) == 0 {
		return whole, nil
	}
	last := len(marks) - 1
	fraction := decimal(digits, at[last])
	grouped := len(digits)-at[last] == 3
	for i := 1; i <= last; i++ {
		grouped = grouped && at[i]-at[i-1] == 3 && marks[i] == marks[0]
	}
	switch {
	case len(marks) > 1 && grouped:
		return whole, nil
	case !grouped:
		return fraction, nil
	case strings.ContainsRune("'’ \u00a0\u202f\u2009٬", marks[last]):
		return whole, nil
	case (marks[last] == ',' || marks[last] == '٫') == comma:
		return fraction, []float64{whole}
	}
	return whole, []float64{fraction}
}

// decimal is the number that digits form with the point after n of them.
func decimal(digits []byte, n int) float64 {
	v := 0.0
	for _, d := range digits {
		v = v*10 + float64(d)
	}
	return v / math.Pow10(len(digits)-n)
}

// digitValue returns the value of a decimal digit of any script. Unicode
// keeps the ten digits of a script together, in order.
func digitValue(r rune) (byte, bool) {
	if r >= '0' && r <= '9' {
		return byte(r - '0'), true
	}
	if !unicode.IsDigit(r) {
		return 0, false
	}
	zero := r
	for unicode.IsDigit(zero-1) && r-zero < 9 {
		zero--
	}
	return byte(r - zero), true
}

// roman reads a Roman numeral of at least two letters, or returns 0.
func roman(text string) float64 {
	if len(text) < 2 || strings.Trim(text, "IVX") != "" {
		return 0
	}
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	total := 0
	for i := range len(text) {
		v := values[text[i]]
		if i+1 < len(text) && v < values[text[i+1]] {
			v = -v
		}
		total += v
	}
	return float64(total)
}

// Same reports whether two numbers have a reading in common.
func (n Number) Same(m Number) bool {
	return slices.ContainsFunc(n.readings(), func(v float64) bool {
		return slices.ContainsFunc(m.readings(), func(w float64) bool {
			return math.Abs(v-w) <= 1e-6*max(1e-9, math.Abs(v))
		})
	})
}

func (n Number) readings() []float64 { return append([]float64{n.Value}, n.Also...) }
