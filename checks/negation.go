package checks

import (
	"strings"

	"github.com/kilas-news/kilas/langs"
)

// countNegation counts the words that deny what a text says.
func (r reading) countNegation() int {
	n := 0
	for i, t := range r.tokens {
		if r.isNegation(t) && !r.isNumberSign(i) {
			n++
		}
	}
	return n
}

// isNumberSign reports whether token i is the "No." of "No. 11".
func (r reading) isNumberSign(i int) bool {
	return r.tokens[i].text == "No" && i+2 < len(r.tokens) && r.tokens[i+1].text == "." && r.tokens[i+2].kind == langs.Number
}

func (r reading) isNegation(t token) bool {
	if _, ok := r.vocabulary.role(t.fold, kindNot); ok {
		return true
	}
	return strings.HasSuffix(t.fold, "n't") && strings.HasPrefix(string(r.Lang), "en")
}

// mayDeny reports whether a text denies in other words: "failed to",
// "unlikely", "treeless"; or in part, "not just".
func (r reading) mayDeny() bool {
	english := strings.HasPrefix(string(r.Lang), "en")
	for _, t := range r.tokens {
		_, weak := r.vocabulary.role(t.fold, kindWeak)
		_, part := r.vocabulary.role(t.fold, kindNeutral)
		if weak || part || english && hasDenyingAffix(t.fold) {
			return true
		}
	}
	return false
}

// hasDenyingAffix reports whether an English word is denied by its prefix or
// suffix. What begins with "un" by chance is left out as far as it is
// frequent.
func hasDenyingAffix(word string) bool {
	if strings.HasSuffix(word, "less") && len(word) > 6 || strings.HasPrefix(word, "non") && len(word) > 6 {
		return true
	}
	rest, ok := strings.CutPrefix(word, "un")
	if !ok || len(rest) < 4 {
		return false
	}
	for _, other := range []string{"der", "it", "iv", "io", "iq", "til", "cle", "less", "if"} {
		if strings.HasPrefix(rest, other) {
			return false
		}
	}
	return true
}
