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
// has one that the other lacks, they tell of different people or places.
// Scripts without capitals show no names and are not compared.
func (c comparison) names() string {
	source, target := newNameFinder(c.source, c.target), newNameFinder(c.target, c.source)
	missing, extra := source.missing(), target.missing()
	if len(missing) == 0 || len(extra) == 0 {
		return ""
	}
	return fmt.Sprintf("%s beside %s", strings.Join(missing, ", "), strings.Join(extra, ", "))
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

// missing returns the words of names that the other text does not have.
func (f *nameFinder) missing() []string {
	var missing []string
	for i, t := range f.tokens {
		if f.tellsName(i) && !f.isFound(t) && !slices.Contains(missing, t.text) {
			missing = append(missing, t.text)
		}
	}
	return missing
}

// tellsName reports whether token i is a word of a name for sure: capitalised
// inside of a sentence, and not a word that is mostly written small ("the
// Supreme Court"), which may be translated in many ways.
func (f *nameFinder) tellsName(i int) bool {
	t := f.tokens[i]
	if !f.isNamePart(i) || utf8.RuneCountInString(t.text) < 3 {
		return false
	}
	if f.startsSentence(i) && !hasInnerCapital(t.text) && !f.isProper(t) {
		return false
	}
	for _, word := range lexicon.Units(f.Lang, t.text) {
		if len(word) > 2 && !f.isOrdinary(word) {
			return true
		}
	}
	return false
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

// isOrdinary reports whether the dictionary knows a word, and knows it mostly
// in small letters.
func (f *nameFinder) isOrdinary(word string) bool {
	if f.table == nil {
		return false
	}
	find, proper := f.table.Find, f.table.Proper
	if f.backwards {
		find, proper = f.table.FindTarget, f.table.TargetProper
	}
	n, ok := find(word)
	return ok && (f.vocabulary.nouns || !proper(n))
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
