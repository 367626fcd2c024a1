package checks

import (
	"math"
	"slices"
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
// dollars", "a 48-year-old", "a quarter of a percentage point").
func (r reading) unitAround(from, to int, fraction bool) string {
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
		if t.kind != langs.Word && t.text != "-" || t.kind == langs.Word && !isQualifier(t.fold) && !(fraction && (t.fold == "of" || t.fold == "a")) {
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
}

// measure is a unit in terms of the first one of its dimension.
type measure struct {
	dimension string
	size      float64
}

var measures = map[string]measure{
	"km": {"length", 1000}, "m": {"length", 1}, "cm": {"length", 0.01}, "mm": {"length", 0.001},
	"mile": {"length", 1609.344}, "foot": {"length", 0.3048}, "inch": {"length", 0.0254},
	"kg": {"mass", 1}, "g": {"mass", 0.001}, "ton": {"mass", 1000}, "pound": {"mass", 0.45359},
	"hectare": {"area", 10000}, "acre": {"area", 4046.86},
	"litre": {"volume", 1}, "gallon": {"volume", 3.785},
	"percent": {"share", 1}, "basis_point": {"share", 0.01},
}

// rounding is the relative error that newsrooms allow themselves when
// they convert a measure.
const rounding = 0.02

// isConverted reports whether the others have the same measure in another
// unit, rounded: 3,000 miles are 4,800 km.
func (n Number) isConverted(others []Number) bool {
	a, ok := measures[n.Unit]
	if !ok {
		return false
	}
	return slices.ContainsFunc(others, func(m Number) bool {
		b, ok := measures[m.Unit]
		return ok && m.Unit != n.Unit && a.dimension == b.dimension &&
			math.Abs(n.Value*a.size-m.Value*b.size) <= rounding*n.Value*a.size
	})
}
