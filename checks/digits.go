package checks

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

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
