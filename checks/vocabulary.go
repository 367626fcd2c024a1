package checks

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// Vocabularies are one file a language. A line is "kind value: words", or a
// flag alone:
//
//	comma      1,5 is one and a half
//	capitals   names of months and weekdays begin with a capital letter
//	nouns      all nouns begin with a capital letter
//	unsure     negation is mostly not a word of its own
//	spaceless  words are not separated
//
// The kinds are those of [role].
//
//go:embed vocabulary/*.txt
var vocabularyFiles embed.FS

// role is what a word does in numbers, dates and negation.
type role struct {
	kind  string
	value float64
	unit  string
}

// Kinds of roles.
const (
	kindNumber   = "number"   // three
	kindTeen     = "teen"     // belas: adds to what precedes
	kindTimes    = "times"    // hundred: multiplies what precedes
	kindScale    = "scale"    // million: multiplies and closes a group
	kindVague    = "vague"    // millions
	kindOrdinal  = "ordinal"  // third
	kindFraction = "fraction" // half
	kindMonth    = "month"
	kindWeekday  = "weekday"
	kindUnit     = "unit"
	kindPM       = "afternoon"
	kindNot      = "not"
	kindWeak     = "weak"    // may say a negation in other words
	kindNeutral  = "neutral" // looks like a negation and is none
)

// vocabulary is the words of one language, folded. A word can have several
// roles: "second" is an ordinal and a unit.
type vocabulary struct {
	comma, capitals, nouns, spaceless, unsure bool
	roles                                     map[string][]role
	longest                                   int // of all phrases, in words; in spaceless languages in runes
}

// none is the vocabulary of languages without a file.
var none = &vocabulary{}

var vocabularies = func() map[kilas.Lang]func() *vocabulary {
	files, err := vocabularyFiles.ReadDir("vocabulary")
	if err != nil {
		panic(err)
	}
	m := make(map[kilas.Lang]func() *vocabulary, len(files))
	for _, f := range files {
		name := f.Name()
		m[kilas.Lang(strings.TrimSuffix(name, ".txt"))] = sync.OnceValue(func() *vocabulary {
			text, err := vocabularyFiles.ReadFile("vocabulary/" + name)
			if err != nil {
				panic(err)
			}
			v, err := parseVocabulary(string(text))
			if err != nil {
				panic(fmt.Sprintf("%s: %v", name, err)) // a test parses them all
			}
			return v
		})
	}
	return m
}()

// vocabularyOf returns the vocabulary of a language, regions and scripts
// aside.
func vocabularyOf(l kilas.Lang) *vocabulary {
	base, _, _ := strings.Cut(string(l), "-")
	if v, ok := vocabularies[kilas.Lang(base)]; ok {
		return v()
	}
	return none
}

func parseVocabulary(text string) (*vocabulary, error) {
	v := &vocabulary{roles: map[string][]role{}}
	for n, line := range strings.Split(text, "\n") {
		head, words, isEntry := strings.Cut(line, ":")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case line == "comma":
			v.comma = true
		case line == "capitals":
			v.capitals = true
		case line == "unsure":
			v.unsure = true
		case line == "nouns":
			v.nouns = true
		case line == "spaceless":
			v.spaceless = true
		case !isEntry:
			return nil, fmt.Errorf("line %d: no colon", n+1)
		default:
			r, err := parseRole(head)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", n+1, err)
			}
			for _, w := range strings.Fields(words) {
				v.add(langs.Fold(strings.ReplaceAll(w, "_", " ")), r)
			}
		}
	}
	return v, nil
}

func parseRole(head string) (role, error) {
	kind, value, _ := strings.Cut(head, " ")
	switch kind {
	case kindNot, kindWeak, kindNeutral, kindPM:
		return role{kind: kind}, nil
	case kindUnit:
		return role{kind: kind, unit: value}, nil
	case kindNumber, kindTeen, kindTimes, kindScale, kindVague, kindOrdinal, kindFraction, kindMonth, kindWeekday:
		x, err := strconv.ParseFloat(value, 64)
		return role{kind: kind, value: x}, err
	}
	return role{}, fmt.Errorf("unknown kind %q", kind)
}

func (v *vocabulary) add(phrase string, r role) {
	v.roles[phrase] = append(v.roles[phrase], r)
	n := strings.Count(phrase, " ") + 1
	if v.spaceless {
		n = len([]rune(phrase))
	}
	v.longest = max(v.longest, n)
}

// role returns the role of the given kind that a folded word has.
func (v *vocabulary) role(word, kind string) (role, bool) {
	for _, r := range v.roles[word] {
		if r.kind == kind {
			return r, true
		}
	}
	return role{}, false
}
