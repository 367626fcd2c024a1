package checks

import (
	"unicode/utf8"

	"github.com/kilas-news/kilas/langs"
)

// symbols are units written with a sign or an abbreviation that is the same
// in all languages, folded.
var symbols = map[string]string{
	"%": "percent", "٪": "percent", "％": "percent",
	"$": "usd", "€": "eur", "£": "gbp", "¥": "yen", "₹": "inr", "₽": "rub", "₩": "krw",
	"rp": "idr", "rm": "myr", "usd": "usd", "us$": "usd", "eur": "eur", "idr": "idr",
	"km": "km", "cm": "cm", "mm": "mm", "kg": "kg",
}

// unitAround finds the unit of a number that spans the tokens [from, to): the
// currency before it, or the unit within two words after it ("10 million US
// dollars", "a 48-year-old").
func (r reading) unitAround(from, to int) string {
	if from > 0 && !isFar(r.tokens[from-1], r.tokens[from]) {
		if u, ok := symbols[r.tokens[from-1].fold]; ok && isCurrency(u) {
			return u
		}
	}
	for i := to; i < min(to+3, len(r.tokens)); i++ {
		t := r.tokens[i]
		if u, ok := symbols[t.fold]; ok {
			return u
		}
		if u, ok := r.vocabulary.role(t.fold, kindUnit); ok {
			return u.unit
		}
		if t.kind != langs.Word && t.text != "-" || t.kind == langs.Word && !isQualifier(t.fold) {
			break
		}
	}
	return ""
}

// isQualifier reports whether a word may stand between a number and its unit.
func isQualifier(fold string) bool {
	switch fold {
	case "us", "u", "s", "as", "american", "amerika", "square", "cubic":
		return true
	}
	return false
}

// isFar reports whether more than one character separates two tokens.
func isFar(a, b token) bool { return b.start-a.end > utf8.UTFMax }

func isCurrency(unit string) bool {
	switch unit {
	case "usd", "eur", "gbp", "yen", "inr", "rub", "krw", "idr", "myr":
		return true
	}
	return false
}

// sameUnit reports whether two units may be the same. An unknown unit may be
// any; so may currencies that share a word or a sign.
func sameUnit(a, b string) bool {
	if a == "" || b == "" || a == b {
		return true
	}
	return alike[[2]string{a, b}] || alike[[2]string{b, a}]
}

var alike = map[[2]string]bool{
	{"gbp", "pound"}: true, {"yen", "jpy"}: true, {"yen", "cny"}: true,
	{"m", "mile"}: false, {"second", "minute"}: false,
}
