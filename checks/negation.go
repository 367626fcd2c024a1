package checks

import "strings"

// countNegation counts the words that deny what a text says.
func (r reading) countNegation() int {
	n := 0
	for _, t := range r.tokens {
		if r.isNegation(t) {
			n++
		}
	}
	return n
}

func (r reading) isNegation(t token) bool {
	if _, ok := r.vocabulary.role(t.fold, kindNot); ok {
		return true
	}
	return strings.HasSuffix(t.fold, "n't") && strings.HasPrefix(string(r.Lang), "en")
}

// mayDeny reports whether a text denies in other words: "failed to",
// "unlikely", "few".
func (r reading) mayDeny() bool {
	for _, t := range r.tokens {
		if _, ok := r.vocabulary.role(t.fold, kindWeak); ok {
			return true
		}
	}
	return false
}
