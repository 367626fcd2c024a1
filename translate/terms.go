package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// occurrence is a place of a term in a sentence: the bytes from start to end,
// with the ending that the word has there.
type occurrence struct {
	term       Term
	start, end int
	plural     bool // "bupati-bupati", "para bupati", "regents"
}

// find returns the places of the glossary's terms in a sentence, in order and
// disjoint; a longer term goes before a shorter one. A term is whole words,
// which may have one of the endings that leave a word what it is.
func (g *Glossary) find(sentence string) []occurrence {
	if g == nil {
		return nil
	}
	taken := make([]bool, len(sentence))
	var out []occurrence
	for _, t := range g.Terms {
		for at := 0; at < len(sentence); {
			i, n := indexTerm(sentence[at:], t)
			if i < 0 {
				break
			}
			start, end := at+i, at+i+n
			at = end
			o, ok := g.occurrence(sentence, t, start, end)
			if !ok || anyTaken(taken[o.start:o.end]) {
				continue
			}
			for k := o.start; k < o.end; k++ {
				taken[k] = true
			}
			out = append(out, o)
			at = o.end
		}
	}
	sortOccurrences(out)
	return out
}

// pluralWords stand before what there are many of.
var pluralWords = map[kilas.Lang]string{
	"id": " para sejumlah beberapa banyak semua berbagai seluruh kedua ketiga ",
	"ms": " para sejumlah beberapa banyak semua pelbagai seluruh kedua-dua ",
}

// occurrence is the term at a place, unless it is only a part of a word there.
func (g *Glossary) occurrence(sentence string, t Term, start, end int) (occurrence, bool) {
	o := occurrence{term: t, start: start, end: end}
	if joined(g.From) {
		return o, true
	}
	if r, _ := utf8.DecodeLastRuneInString(sentence[:start]); wordRune(r) {
		return o, false
	}
	ending, ok := endingOf(g.From, sentence[end:])
	if !ok {
		return o, false
	}
	o.plural = (g.From == "en" && strings.TrimLeft(ending, "e") == "s")
	o.end += len(ending)
	if word := sentence[start:end]; strings.HasPrefix(sentence[end:], "-") && len(sentence) > end+len(word) && strings.EqualFold(sentence[end+1:end+1+len(word)], word) {
		if rest, ok := endingOf(g.From, sentence[end+1+len(word):]); ok {
			o.end, o.plural = end+1+len(word)+len(rest), true
		}
	}
	if fields := strings.Fields(sentence[:start]); len(fields) > 0 {
		o.plural = o.plural || strings.Contains(pluralWords[g.From], " "+strings.ToLower(fields[len(fields)-1])+" ")
	}
	return o, true
}

// endings leave a word what it is, for the language of the text.
var endings = map[kilas.Lang][]string{
	"en": {"s", "es", "'s", "’s", "'", "’"},
	"id": {"nya", "lah", "kah", "pun", "ku", "mu"},
	"ms": {"nya", "lah", "kah", "pun", "ku", "mu"},
}

// endingOf returns the ending that rest, what follows a term, begins with: ""
// when no letter follows. It reports false when the term is part of a word.
func endingOf(l kilas.Lang, rest string) (string, bool) {
	for _, e := range endings[l] {
		if len(rest) >= len(e) && strings.EqualFold(rest[:len(e)], e) {
			if r, _ := utf8.DecodeRuneInString(rest[len(e):]); !wordRune(r) {
				return rest[:len(e)], true
			}
		}
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return "", !wordRune(r)
}

// joined languages write no spaces between words.
func joined(l kilas.Lang) bool {
	switch l {
	case "zh", "zh-hans", "zh-hant", "ja", "th", "lo", "km", "my", "yue", "bo":
		return true
	}
	return false
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r))
}

// indexTerm returns where a term first is in a text and how many bytes it has
// there, -1 when nowhere.
func indexTerm(text string, t Term) (at, length int) {
	if t.Exact {
		return strings.Index(text, t.Source), len(t.Source)
	}
	return indexFold(text, t.Source)
}

// indexFold is strings.Index under Unicode's simple case folding.
func indexFold(text, term string) (at, length int) {
	first, _ := utf8.DecodeRuneInString(term)
	for i, r := range text {
		if r != first && unicode.ToLower(r) != unicode.ToLower(first) {
			continue
		}
		if n := foldPrefix(text[i:], term); n > 0 {
			return i, n
		}
	}
	return -1, 0
}

// foldPrefix returns how many bytes of text are term, 0 when it begins
// otherwise.
func foldPrefix(text, term string) int {
	n := 0
	for _, want := range term {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || r != want && unicode.ToLower(r) != unicode.ToLower(want) {
			return 0
		}
		n += size
	}
	return n
}

// maxInflection is how many letters a word may have more than the term that
// it is a form of.
const maxInflection = 3

// renders reports whether a text has a term's translation in it, in any case
// and perhaps inflected: with up to three letters more at its end, and in
// languages that change the ending, without its last letter.
func renders(l kilas.Lang, text string, t Term) bool {
	stems := []string{t.Target}
	last, size := utf8.DecodeLastRuneInString(t.Target)
	const longEnough = 5 // runes
	if l != "id" && l != "ms" && (l != "en" || last == 'y') && unicode.IsLower(last) && utf8.RuneCountInString(t.Target) >= longEnough {
		stems = append(stems, t.Target[:len(t.Target)-size])
	}
	for _, stem := range stems {
		for at := 0; at < len(text); {
			i, n := indexFold(text[at:], stem)
			if i < 0 {
				break
			}
			start, end := at+i, at+i+n
			at = end
			before, _ := utf8.DecodeLastRuneInString(text[:start])
			more := strings.IndexFunc(text[end:], func(r rune) bool { return !wordRune(r) })
			if more < 0 {
				more = len(text) - end
			}
			if joined(l) || !wordRune(before) && utf8.RuneCountInString(text[end:end+more]) <= maxInflection {
				return true
			}
		}
	}
	return false
}
