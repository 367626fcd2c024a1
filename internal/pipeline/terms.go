package pipeline

import (
	"hash/fnv"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/checks/territories"
	"github.com/kilas-news/kilas/checks/translit"
	"github.com/kilas-news/kilas/langs"
)

// maxTerms bounds the terms of an article, and termSentences the sentences that
// they come from: news says first what it is about.
const (
	maxTerms      = 480
	termSentences = 10
	headSentences = 2
)

// Terms returns hashes of what an annotated article is about, for finding
// others on the same: its words, what they are in English as far as the
// embedded dictionaries know, its names as they sound, and its numbers. So
// articles in different languages and scripts have terms in common. They are
// sorted, each once; the last bits of each are its [termKind].
func Terms(a kilas.Article) []uint32 {
	t := terms{lang: a.Lang, seen: map[uint32]bool{}}
	if names, ok := territories.Of(a.Lang); ok {
		t.territories = names
	}
	if a.Lang != "en" {
		t.table, t.backwards, _ = lexicon.Between(a.Lang, "en")
	}
	t.add(a.Title, true)
	n := 0
	for _, s := range a.Sentences {
		if n < termSentences && tells(a, s) {
			t.add(s.Text, n < headSentences)
			n++
		}
	}
	out := t.list[:min(len(t.list), maxTerms)]
	slices.Sort(out)
	return out
}

// terms gathers the terms of one article in the order of its text.
type terms struct {
	lang        kilas.Lang
	table       *lexicon.Table
	backwards   bool
	territories *territories.Names
	seen        map[uint32]bool
	list        []uint32
}

func (t *terms) add(text string, head bool) {
	facts := checks.FactsOf(checks.Text{Lang: t.lang, Text: text})
	for _, n := range facts.Numbers {
		if v := n.Value; !n.Loose && v >= 10 && !(v == math.Trunc(v) && v >= 1900 && v <= 2100) {
			t.put(numberTerm, strconv.FormatFloat(v, 'g', 6, 64))
		}
	}
	for _, n := range facts.Names {
		for word := range strings.FieldsSeq(n.Key) {
			s := translit.Skeleton(word)
			if len(s) < minSkeleton {
				s = "=" + word
			}
			if utf8.RuneCountInString(word) >= minName {
				t.put(nameTerm, s)
				if head {
					t.put(headTerm, s)
				}
				t.echo(word)
			}
		}
	}
	if t.territories != nil {
		t.territories.Each(text, func(code string) { t.put(placeTerm, code) })
	}
	before := "" // the syllable before, in Vietnamese
	for _, unit := range lexicon.Units(t.lang, text) {
		if langs.StopWord(t.lang, unit) || utf8.RuneCountInString(unit) < 2 {
			before = ""
			continue
		}
		t.put(wordTerm, string(t.lang)+" "+unit)
		if t.lang == "vi" {
			if before != "" {
				t.put(wordTerm, "vi "+before+" "+unit)
			}
			before = unit
		}
		if t.lang == "en" {
			t.put(englishTerm, stem(unit))
		} else {
			t.english(unit)
		}
		if latin := translit.Latin(unit); latin != unit {
			latin = langs.Fold(latin)
			if s := translit.Skeleton(latin); len(s) >= minSkeleton {
				t.put(nameTerm, s)
				if head && isKatakana(unit) {
					t.put(headTerm, s)
				}
			}
			t.echo(latin)
			if rest, ok := arabicArticle(unit); ok {
				t.echo(langs.Fold(translit.Latin(rest)))
			}
		}
	}
}

// minSkeleton is the length of a name's skeleton below which it says little.
const (
	minSkeleton = 4
	minEcho     = 3
	minName     = 3 // letters
)

// isKatakana reports whether a unit is in the letters in which Japanese writes
// foreign names.
func isKatakana(unit string) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	return unicode.Is(unicode.Katakana, r)
}

// echo puts a name as it may be heard in any language: what scripts write in
// many ways is left out.
func (t *terms) echo(word string) {
	s := translit.Skeleton(strings.ReplaceAll(word, "w", ""))
	if s = strings.ReplaceAll(s, "m", "n"); len(s) >= minEcho {
		t.put(echoTerm, s)
	}
}

// arabicArticle takes the article, and a word of one letter before it, off an
// Arabic word.
func arabicArticle(word string) (string, bool) {
	for _, prefix := range []string{"ال", "وال", "بال", "فال", "كال", "لل", "و", "ب", "ل"} {
		if rest, ok := strings.CutPrefix(word, prefix); ok && utf8.RuneCountInString(rest) >= minName {
			return rest, true
		}
	}
	return "", false
}

// english puts what a unit likely is in English, if the dictionary has it.
// Tables are read from their source only.
func (t *terms) english(unit string) {
	if t.table == nil || t.backwards {
		return
	}
	for _, form := range append([]string{unit}, lexicon.Variants(t.lang, unit)...) {
		n, ok := t.table.Find(form)
		if !ok {
			continue
		}
		t.table.Links(n, func(l lexicon.Link) bool {
			if word := t.table.Target(l.Target); l.Forward >= leastForward && !langs.StopWord("en", word) {
				t.put(englishTerm, stem(word))
			}
			return true
		})
		return
	}
}

// leastForward is the probability from which a translation counts.
const leastForward = 0.25

// stem is the stem of an English word, or the word.
func stem(word string) string {
	if s := lexicon.Stem("en", word); s != "" {
		return s
	}
	return word
}

// termKind is what a term stands for.
type termKind uint32

// Kinds of terms.
const (
	wordTerm    termKind = iota // a word of the article's language
	englishTerm                 // a word in English
	nameTerm                    // a name by its sound
	numberTerm
	headTerm  // a name in the title or the first sentences
	placeTerm // a country
	echoTerm  // a name by its sound, more roughly
	termKinds = 7

	kindMask = 7
)

func kindOf(term uint32) termKind { return min(termKind(term&kindMask), termKinds-1) }

func (t *terms) put(kind termKind, word string) {
	h := fnv.New32a()
	_, _ = io.WriteString(h, word) // a hash never fails
	term := h.Sum32()&^kindMask | uint32(kind)
	if !t.seen[term] {
		t.seen[term] = true
		t.list = append(t.list, term)
	}
}
