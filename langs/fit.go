package langs

import "slices"

// Confidence compares languages with each other; one of them is the best for
// any letters. The fit of a text is absolute: what its letters cost, as the
// negative logarithm of their probability in the best language, against what
// genuine text costs. The models are the chains of letters of Dunning,
// "Statistical Identification of Language" (1994), who only compares them; the
// bound is ours. A Latin letter of news costs 2 nats, and 3 in a list of
// foreign names; one of random letters or of base64 costs 3.8 to 5.6, since
// most pairs of letters are rare in every language. Code is made of words, and
// costs more by its signs.
const (
	fitSlack  = 8.0 // nats that any text may cost more: names and acronyms are odd and short
	signCost  = 8.0 // nats of a point of oddness
	freeSigns = 3   // points that cost nothing: "iPhone 12Pro", "B&amp;Bs"
)

// mostCost is what a letter of genuine text costs at most, in nats, on average
// over a text. It was chosen on development sentences and titles, so that one
// in a thousand beginnings of six words is refused at most.
var mostCost = map[script]float64{latin: 3.4, cyrillic: 3.4, arabic: 3.5, devanagari: 4.0}

// fits reports whether letters of a script, with their log-likelihood in the
// best language, and the oddness of a text may be genuine.
func (sc script) fits(best float64, letters, oddness int) bool {
	cost := -best + signCost*float64(max(0, oddness-freeSigns))
	return cost <= mostCost[sc]*float64(letters)+fitSlack
}

// explained returns the log-likelihood of letters in the language that explains
// them best. What languages without n-grams are behind by is no fault of theirs.
func (a *alphabet) explained(scores []float64, letters int) float64 {
	best := slices.Max(scores[:len(a.ngrams.langs)])
	for _, s := range scores[len(a.ngrams.langs):] {
		best = max(best, s+extraCost*float64(letters))
	}
	return best
}

// tellable reports a text with more than a letter of an alphabet, which is no
// word in most languages.
func (s *sample) tellable(sc script) bool {
	return s.letters[sc] > 1 || s.letters[sc] == 1 && sc.weight() > 1
}

// oddness returns how odd a character is after another one of the same field,
// in points: prose has few of what code, identifiers and encoded bytes are full
// of. White space stands for the beginning of the field.
func oddness(last, r rune) int {
	switch {
	case 'a' <= r && r <= 'z' && 'a' <= last && last <= 'z', r >= 0x80:
		return 0
	case isASCIILetter(r):
		return oddBeforeLetter(last, r)
	case isDigit(r):
		if isASCIILetter(last) {
			return 1
		}
		return 0
	}
	return oddSign(last, r)
}

// oddBeforeLetter is the oddness of a letter: "a1b", "aB", "a;b".
func oddBeforeLetter(last, letter rune) int {
	switch last {
	case ';', ':', ',', ')', ']', '}', '!', '*':
		return 2
	}
	if isDigit(last) || 'a' <= last && last <= 'z' && letter <= 'Z' {
		return 1
	}
	return 0
}

// oddSign is the oddness of a sign: "{", "a(", "a[", "&&".
func oddSign(last, sign rune) int {
	switch sign {
	case '{', '}', '=', '\\':
		return 2
	case ';':
		return 1
	case '<', '>', '|', '_', '^', '~':
		if last != ' ' {
			return 2
		}
	case '(', '[':
		if last != ' ' && last != '"' && last != '\'' {
			return 2
		}
	case '&', '+':
		if last == sign {
			return 2
		}
	}
	return 0
}

func isASCIILetter(r rune) bool { return 'a' <= r|0x20 && r|0x20 <= 'z' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }
