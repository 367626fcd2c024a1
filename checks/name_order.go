package checks

import (
	"fmt"
	"math"
	"strings"
)

// closeLength is the ratio of lengths up to which texts may be word for word
// translations, in which names keep their places.
const closeLength = 1.5

// nameOrder finds two names that changed places, which no other check sees:
// "Wong told Kaplan" beside "Kaplan told Wong". It looks at names that both
// texts spell the same and have once, in languages that order a clause alike. All others must be in the same order,
// and the two must not stand side by side, since "Utah Jazz" is "Jazz Utah".
func (c comparison) nameOrder() string {
	ratio := Width(c.target.Text.Text) / max(1, Width(c.source.Text.Text))
	if !c.isFamiliar() || math.Abs(math.Log(ratio)) > math.Log(closeLength) {
		return ""
	}
	source, target := c.source.placesOfNames(), c.target.placesOfNames()
	a, b := common(source, target), common(target, source)
	if len(a) != len(b) {
		return ""
	}
	var moved []int
	for k := range a {
		if a[k].word != b[k].word {
			moved = append(moved, k)
		}
	}
	if len(moved) != 2 || a[moved[0]].word != b[moved[1]].word || a[moved[1]].word != b[moved[0]].word {
		return ""
	}
	first, second := moved[0], moved[1]
	if a[second].at-a[first].at < 2 || b[second].at-b[first].at < 2 {
		return ""
	}
	return fmt.Sprintf("%s and %s changed places", a[first].word, a[second].word)
}

// placed is a word of a name with the number of its token.
type placed struct {
	word string
	at   int
}

// placesOfNames returns the words of names that occur once.
func (r reading) placesOfNames() []placed {
	count := map[string]int{}
	for _, t := range r.tokens {
		count[t.text]++
	}
	var list []placed
	for i, t := range r.tokens {
		if r.isNamePart(i) && count[t.text] == 1 && !strings.ContainsAny(t.text, "'’") {
			list = append(list, placed{t.text, i})
		}
	}
	return list
}

// common returns those of the list that the others have too.
func common(list, others []placed) []placed {
	has := map[string]bool{}
	for _, o := range others {
		has[o.word] = true
	}
	var shared []placed
	for _, p := range list {
		if has[p.word] {
			shared = append(shared, p)
		}
	}
	return shared
}
