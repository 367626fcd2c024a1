// Package checks tells whether two texts that should say the same do: whether
// their numbers, dates, names, quotations and negation agree, each text is in
// its language, and neither is much too long. It compares quoted, translated
// and generated pairs alike, across languages and within one.
//
// Start with [Pair]; [FactsOf] gives the facts of one text in normal form. The
// checks are cautious: they report what contradicts, and let pass what they
// can't judge. All functions are safe for concurrent use.
package checks

import kilas "github.com/kilas-news/kilas"

// Text is a sentence or two with their language, which may be unknown.
type Text struct {
	Lang kilas.Lang
	Text string
}

// Names of the checks, in the order in which [Pair] returns them.
const (
	Numbers  = "numbers"
	Dates    = "dates"
	Names    = "names"
	Quotes   = "quotes"
	Negation = "negation"
	Language = "language"
	Length   = "length"
)

// Pair compares two texts that should say the same. It always returns all
// checks in the same order; the detail of a failed one says what differs.
func Pair(source, target Text) []kilas.Check {
	c := comparison{source: read(source), target: read(target)}
	outcomes := []struct {
		name   string
		detail string
	}{
		{Numbers, c.numbers()},
		{Dates, c.dates()},
		{Names, c.names()},
		{Quotes, c.quotes()},
		{Negation, c.negation()},
		{Language, c.language()},
		{Length, c.length()},
	}
	list := make([]kilas.Check, len(outcomes))
	for i, o := range outcomes {
		list[i] = kilas.Check{Name: o.name, OK: o.detail == "", Detail: o.detail}
	}
	return list
}

// comparison is two texts read for comparing. Each of its checks returns what
// differs, or nothing.
type comparison struct {
	source, target reading
}

// reading is a text with its tokens and facts.
type reading struct {
	Text
	vocabulary *vocabulary
	tokens     []token
	facts      Facts
}

func read(t Text) reading {
	v := vocabularyOf(t.Lang)
	r := reading{Text: t, vocabulary: v, tokens: scan(v, t.Text)}
	r.facts = r.collect()
	return r
}
