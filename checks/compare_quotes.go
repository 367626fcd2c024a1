package checks

import (
	"fmt"

	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/langs"
)

// quotes compares quotations: both sides quote or neither does, and of what
// one side quotes, the other says at least something. Marks whose partner
// stands in another sentence count as quoting, but their text is not compared.
func (c comparison) quotes() string {
	source, target := c.source.Text.Text, c.target.Text.Text
	switch {
	case !hasQuotationMark(source) && longest(c.target.facts.Quotes) >= leastQuoteWidth:
		return fmt.Sprintf("only the target quotes %q", c.target.facts.Quotes[0].Text)
	case !hasQuotationMark(target) && longest(c.source.facts.Quotes) >= leastQuoteWidth:
		return fmt.Sprintf("only the source quotes %q", c.source.facts.Quotes[0].Text)
	}
	if q, ok := newNameFinder(c.source, c.target).strangeQuote(); ok {
		return fmt.Sprintf("the target has nothing of %q", q.Text)
	}
	if q, ok := newNameFinder(c.target, c.source).strangeQuote(); ok {
		return fmt.Sprintf("the source has nothing of %q", q.Text)
	}
	if c.quoteApart() {
		return fmt.Sprintf("%q beside %q", c.source.facts.Quotes[0].Text, c.target.facts.Quotes[0].Text)
	}
	return ""
}

// quoteApart reports whether the only quotation of each side has no word of
// the other. What a quotation says is often said around it too, so that it is
// found in the other text though its quotation is another one.
func (c comparison) quoteApart() bool {
	a, b := c.source.facts.Quotes, c.target.facts.Quotes
	if !c.isFamiliar() || len(a) != 1 || len(b) != 1 || !isBalanced(c.source.Text.Text) || !isBalanced(c.target.Text.Text) {
		return false
	}
	source, target := read(Text{c.source.Lang, a[0].Text}), read(Text{c.target.Lang, b[0].Text})
	words, found := newNameFinder(source, target).look(a[0].Text)
	more, alsoFound := newNameFinder(target, source).look(b[0].Text)
	return words+more >= leastApartWords && found+alsoFound == 0
}

// leastApartWords is how many content words two quotations have together that
// must share one.
const leastApartWords = 5

// leastQuoteWidth is the length from which marks are those of a quotation, not
// of a title or a word at a distance.
const leastQuoteWidth = 12

func longest(quotes []Quote) float64 {
	most := 0.0
	for _, q := range quotes {
		most = max(most, Width(q.Text))
	}
	return most
}

// A quotation of fewer content words than leastQuoteWords is not compared, and
// one of which less than leastQuoteShare is found is another one.
const (
	leastQuoteWords = 3
	leastQuoteShare = 0.3
)

// strangeQuote finds a quotation of whose words the other text has hardly any.
// Without a dictionary only texts of one language can be compared.
func (f *nameFinder) strangeQuote() (Quote, bool) {
	if f.table == nil && f.Lang != f.other.Lang || !isBalanced(f.Text.Text) {
		return Quote{}, false
	}
	for _, q := range f.facts.Quotes {
		words, found := f.look(q.Text)
		if words >= leastQuoteWords && float64(found) < leastQuoteShare*float64(words) {
			return q, true
		}
	}
	return Quote{}, false
}

// look counts the content words of a part of the text, and those that the
// other text has.
func (f *nameFinder) look(part string) (words, found int) {
	for _, word := range lexicon.Units(f.Lang, part) {
		if langs.StopWord(f.Lang, word) || len(word) < 3 {
			continue
		}
		words++
		if f.hasWord(word) {
			found++
		}
	}
	return words, found
}
