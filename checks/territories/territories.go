// Package territories finds the countries that a text names, in any language.
//
// Start with [Of].
package territories

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/kilas-news/kilas"
)

// Names finds the countries that a text names, by the names that the
// Common Locale Data Repository of Unicode has for them in its language. A
// language stands for the country where most people speak it, since its name
// is mostly that of a people too: "alemán", German.
type Names struct {
	unspaced bool // words are written together
	inflects bool // names have endings
	by       map[rune][]territory
}

// territory is a name, and the code of what it means.
type territory struct{ name, code string }

// Lengths of names in runes: below the first none is looked for, from the
// second on one may stand without its last letter, when names have endings.
const (
	shortestTerritory  = 2
	inflectedTerritory = 5
	longestEnding      = 3
)

// worldwide are languages whose name says little about a country.
var worldwide = []string{"en", "ar", "pt", "zxx", "und", "mul"}

// Of returns the names in a language, gathered when first used. It reports
// false for a language that the repository lacks.
func Of(l kilas.Lang) (*Names, bool) {
	names, ok := namesIn[l]
	if !ok {
		return nil, false
	}
	return names(), true
}

var namesIn = func() map[kilas.Lang]func() *Names {
	m := map[kilas.Lang]func() *Names{}
	for _, tag := range display.Supported.Tags() {
		m[kilas.Lang(strings.ToLower(tag.String()))] = sync.OnceValue(func() *Names { return newNames(tag) })
	}
	return m
}()

func newNames(tag language.Tag) *Names {
	base, _ := tag.Base()
	t := &Names{by: map[rune][]territory{}}
	t.unspaced = slices.Contains([]string{"ja", "zh", "yue", "th", "lo", "km", "my"}, base.String())
	t.inflects = slices.Contains([]string{"ru", "uk", "bg", "sr", "pl", "cs", "sk", "tr", "fi", "hu"}, base.String())
	if names := display.Regions(tag); names != nil {
		for _, code := range display.Values.Regions() {
			if code.IsCountry() {
				t.add(names.Name(code), code.String())
			}
		}
	}
	if names := display.Languages(tag); names != nil {
		for _, b := range display.Values.BaseLanguages() {
			if region, confidence := language.Make(b.String()).Region(); confidence >= language.Low && !slices.Contains(worldwide, b.String()) {
				t.add(strings.TrimPrefix(names.Name(b), "Tiếng "), region.String())
			}
		}
	}
	for first, list := range t.by {
		slices.SortFunc(list, func(a, b territory) int {
			return cmp.Or(cmp.Compare(len(b.name), len(a.name)), cmp.Compare(a.name, b.name), cmp.Compare(a.code, b.code))
		})
		t.by[first] = slices.CompactFunc(list, func(a, b territory) bool { return a.name == b.name })
	}
	return t
}

func (t *Names) add(name, code string) {
	name = plainArabic.Replace(name)
	n := utf8.RuneCountInString(name)
	if n < shortestTerritory {
		return
	}
	if t.inflects && n >= inflectedTerritory {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	first, _ := utf8.DecodeRuneInString(name)
	t.by[first] = append(t.by[first], territory{name, code})
}

// plainArabic takes off what newspapers often leave out.
var plainArabic = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا")

// arabicPrefixes are words of one letter that Arabic writes with the next one.
const arabicPrefixes = "وبلفك"

// Each calls yield with the code of every territory that a text names.
func (t *Names) Each(text string, yield func(code string)) {
	text = plainArabic.Replace(text)
	before := ' '
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		starts := t.unspaced || !unicode.IsLetter(before)
		if starts {
			if name, ok := t.at(text[at:]); ok {
				yield(name.code)
				at += len(name.name)
				before, _ = utf8.DecodeLastRuneInString(name.name)
				continue
			}
			if strings.ContainsRune(arabicPrefixes, r) {
				r = ' ' // the word may begin behind it
			}
		}
		before = r
		at += size
	}
}

// at returns the longest name that a text begins with.
func (t *Names) at(text string) (territory, bool) {
	first, _ := utf8.DecodeRuneInString(text)
	for _, name := range t.by[first] {
		if rest, ok := strings.CutPrefix(text, name.name); ok && t.ends(name, rest) {
			return name, true
		}
	}
	return territory{}, false
}

// ends reports whether a word ends where a name ends.
func (t *Names) ends(name territory, rest string) bool {
	letters := 0
	for _, r := range rest {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		if letters++; letters > longestEnding {
			break
		}
	}
	return t.unspaced || letters == 0 || t.inflects && letters <= longestEnding && utf8.RuneCountInString(name.name) >= inflectedTerritory-1
}
