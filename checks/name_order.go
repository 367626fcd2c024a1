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
// texts spell the same and have equally often, in languages that order a
// clause alike. All others must be in the same order, and the two must not
// stand side by side, since "Utah Jazz" is "Jazz Utah", nor be parts of one
// name, since "Malindra Central Bank" is "Bank Sentral Malindra".
func (c comparison) nameOrder() string {
	ratio := Width(c.target.Text.Text) / max(1, Width(c.source.Text.Text))
	if !c.isFamiliar() || math.Abs(math.Log(ratio)) > math.Log(closeLength) {
		return ""
	}
	source, target := c.source.placesOfNames(), c.target.placesOfNames()
	a, b := common(source, target), common(target, source)
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
	headline := c.source.isTitle() || c.target.isTitle() // capitals bind nothing there
	if !headline && a[first].name == a[second].name && b[first].name == b[second].name {
		return ""
	}
	return fmt.Sprintf("%s and %s changed places", a[first].word, a[second].word)
}

// placed is a word of a name with the numbers of its token and of the first one
// of its name.
type placed struct {
	word     string
	at, name int
}

// placesOfNames returns the words of names, without the mark of a possessor.
func (r reading) placesOfNames() []placed {
	var list []placed
	name := 0
	for i, t := range r.tokens {
		if !r.isNamePart(i) {
			continue
		}
		if i == 0 || !r.tokens[i-1].spaceAfter || !r.isNamePart(i-1) {
			name = i
		}
		list = append(list, placed{withoutPossessive(t.text), i, name})
	}
	return list
}

func withoutPossessive(word string) string {
	if i := strings.IndexAny(word, "'’"); i > 0 && i >= len(word)-len("’s") {
		return word[:i]
	}
	return word
}

// common returns those of the list that the others have too, and just as
// often, so that both lists come out equally long.
func common(list, others []placed) []placed {
	surplus := map[string]int{}
	for _, p := range list {
		surplus[p.word]++
	}
	for _, o := range others {
		surplus[o.word]--
	}
	var shared []placed
	for _, p := range list {
		if surplus[p.word] == 0 {
			shared = append(shared, p)
		}
	}
	return shared
}
