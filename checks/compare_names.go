package checks

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/checks/translit"
	"github.com/kilas-news/kilas/langs"
)

// names compares the words of names. A name that one side lacks is no
// contradiction, since texts say "he" and "the minister"; but when each side
// has one that the other lacks, they tell of different people or places. One
// of the two may be an ordinary word in capitals, as in "Deutsche Bank". A
// country or city that only the shorter text has is an addition.
// Scripts without capitals show no names and are not compared, nor are
// languages without a large dictionary, since a small one lacks too many
// countries.
func (c comparison) names() string {
	if !c.knowsNames() {
		return ""
	}
	if c.source.isTitle() || c.target.isTitle() {
		return c.nameOrder()
	}
	missing, missingWords := newNameFinder(c.source, c.target).missing()
	extra, extraWords := newNameFinder(c.target, c.source).missing()
	if !c.isFamiliar() {
		missingWords, extraWords = nil, nil
	}
	if len(missing) > 0 && len(extra)+len(extraWords) > 0 || len(extra) > 0 && len(missingWords) > 0 {
		return fmt.Sprintf("%s beside %s", strings.Join(append(missing, missingWords...), ", "), strings.Join(append(extra, extraWords...), ", "))
	}
	if only := newNameFinder(c.source, c.target).known(missing); len(only) > 0 && c.isFamiliar() && hasRoom(c.target, c.source) {
		return fmt.Sprintf("%s is missing in the target", strings.Join(only, ", "))
	}
	if only := newNameFinder(c.target, c.source).known(extra); len(only) > 0 && c.isFamiliar() && hasRoom(c.source, c.target) {
		return fmt.Sprintf("%s is missing in the source", strings.Join(only, ", "))
	}
	if len(missing)+len(extra) == 0 {
		return c.nameOrder()
	}
	return ""
}

// knowsNames reports whether names of the two languages can be compared.
func (c comparison) knowsNames() bool {
	if c.source.Lang == c.target.Lang {
		return true
	}
	table, _, ok := lexicon.Between(c.source.Lang, c.target.Lang)
	return ok && table.Large()
}

// known returns the names that the dictionary can translate: countries,
// peoples, cities. They would have been found if they were there.
func (f *nameFinder) known(names []string) []string {
	var known []string
	for _, name := range names {
		if units := lexicon.Units(f.Lang, name); f.table != nil && len(units) > 0 && f.isKnown(units[0]) {
			known = append(known, name)
		}
	}
	return known
}

// nameFinder looks for the names of one text in another.
type nameFinder struct {
	reading
	other     reading
	table     *lexicon.Table
	backwards bool
	words     map[string]bool // of the other text, folded, in Latin letters; true for those that may be names
	units     []string
}

func newNameFinder(r, other reading) *nameFinder {
	f := &nameFinder{reading: r, other: other, words: map[string]bool{}}
	f.table, f.backwards, _ = lexicon.Between(r.Lang, other.Lang)
	for _, t := range other.tokens {
		first, _ := utf8.DecodeRuneInString(t.text)
		for _, unit := range lexicon.Units(other.Lang, t.text) {
			f.units = append(f.units, unit)
			latin := langs.Fold(translit.Latin(unit))
			f.words[latin] = f.words[latin] || !unicode.IsLower(first)
		}
	}
	return f
}

// missing returns the words of names that the other text does not have: names
// for sure, and ordinary words in capitals ("the Supreme Court"), which may be
// translated in many ways.
func (f *nameFinder) missing() (names, words []string) {
	for i, t := range f.tokens {
		if !f.isNamePart(i) || utf8.RuneCountInString(t.text) < 3 || f.isFound(t) {
			continue
		}
		sure := !f.startsSentence(i) || hasInnerCapital(t.text) || f.isProper(t)
		switch {
		case !sure || slices.Contains(names, t.text) || slices.Contains(words, t.text):
		case f.isName(t):
			names = append(names, t.text)
		default:
			words = append(words, t.text)
		}
	}
	return names, words
}

// isName reports whether the dictionary does not know a capitalised word as an
// ordinary one.
func (f *nameFinder) isName(t token) bool {
	if f.Lang != f.other.Lang && isAcronym(t.text) {
		return false // "PBB" is the UN
	}
	return slices.ContainsFunc(lexicon.Units(f.Lang, t.text), func(word string) bool {
		return len(word) > 2 && !f.isOrdinary(word)
	})
}

// isAcronym reports whether a word is a few capitals.
func isAcronym(word string) bool {
	const longest = 5
	return utf8.RuneCountInString(word) <= longest && strings.ToUpper(word) == word
}

// isTitle reports whether most words of a text are capitalised, as in English
// headlines, so that capitals tell nothing of names.
func (r reading) isTitle() bool {
	words, capitals := 0, 0
	for _, t := range r.tokens {
		if t.kind != langs.Word || langs.StopWord(r.Lang, t.fold) {
			continue
		}
		words++
		if isCapitalised(t.text) {
			capitals++
		}
	}
	return words >= 4 && 6*capitals > 5*words
}

// isProper reports whether the dictionary knows a word as one that is mostly
// capitalised.
func (f *nameFinder) isProper(t token) bool {
	units := lexicon.Units(f.Lang, t.text)
	return f.table != nil && len(units) > 0 && f.isKnown(units[0]) && !f.isOrdinary(units[0])
}

// isKnown reports whether the dictionary has a word.
func (f *nameFinder) isKnown(word string) bool {
	find := f.table.Find
	if f.backwards {
		find = f.table.FindTarget
	}
	_, ok := find(word)
	return ok
}

// isOrdinary reports whether the dictionary knows a word or another form of it,
// and knows it mostly in small letters.
func (f *nameFinder) isOrdinary(word string) bool {
	if f.table == nil {
		return false
	}
	find, proper := f.table.Find, f.table.Proper
	if f.backwards {
		find, proper = f.table.FindTarget, f.table.TargetProper
	}
	if n, ok := find(word); ok {
		return f.vocabulary.nouns || !proper(n)
	}
	return slices.ContainsFunc(lexicon.Variants(f.Lang, word), func(form string) bool {
		n, ok := find(form)
		return ok && !proper(n)
	})
}

// leastLikeness is the share of letters that two spellings of a name have in
// common.
const leastLikeness = 0.65

func (f *nameFinder) isFound(t token) bool {
	for _, word := range lexicon.Units(f.Lang, t.text) {
		if len(word) > 1 && !f.hasWord(word) { // "Obama's"
			return false
		}
	}
	return true
}

func (f *nameFinder) hasWord(word string) bool {
	latin := langs.Fold(translit.Latin(word))
	if _, ok := f.words[latin]; ok || f.isTranslated(word) {
		return true
	}
	sounds := translit.Skeleton(latin)
	for other, mayBeName := range f.words {
		if !mayBeName {
			continue
		}
		if translit.Likeness(latin, other) >= leastLikeness && sameInitial(latin, other) {
			return true
		}
		if len(sounds) >= 3 && strings.HasPrefix(translit.Skeleton(other), sounds) {
			return true
		}
	}
	return false
}

// isTranslated reports whether the dictionary knows a word of the other text
// as a translation.
func (f *nameFinder) isTranslated(word string) bool {
	if f.table == nil {
		return false
	}
	if f.backwards {
		for _, unit := range f.units {
			if hasLink(f.table, unit, word) {
				return true
			}
		}
		return false
	}
	for _, unit := range f.units {
		if hasLink(f.table, word, unit) {
			return true
		}
	}
	return false
}

func hasLink(table *lexicon.Table, source, target string) bool {
	n, ok := table.Find(source)
	if !ok {
		return false
	}
	found := false
	table.Links(n, func(l lexicon.Link) bool {
		found = table.Target(l.Target) == target
		return !found
	})
	return found
}

func sameInitial(a, b string) bool {
	r, _ := utf8.DecodeRuneInString(a)
	s, _ := utf8.DecodeRuneInString(b)
	return unicode.ToLower(r) == unicode.ToLower(s)
}
