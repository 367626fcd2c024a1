package translate

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// Bounds for a word to stand for a name, chosen by reading what they did to
// 2,610 pairs of sentences in both directions, of which five in eight are news:
// they mended some 110 names, and put the sentence's word in the place of some
// twenty pseudo-words. BLEU rose by up to 0.1.
const (
	minNameLetters = 4
	minNamePieces  = 3   // tokens; a word that a model knows has fewer
	minNameShare   = 0.1 // of attention
	minNameLike    = 0.6 // likeness
	// Or less alike, when the attention is clear.
	clearNameShare = 0.5
	clearNameLike  = 0.5
)

// derived are endings of words that languages share and spell in their own way,
// as "revitalisasi" and "revitalization" do, and of peoples. Names with them
// are left as the model has them.
var derived = map[kilas.Lang][]string{
	"en": {"ian", "ean", "ese", "ans", "ity", "ities", "ism", "ist", "ists", "tion", "tions", "sion", "ment", "ness", "logy", "al", "ive", "ic", "ics"},
	"id": {"si", "isme", "itas", "logi", "nik", "tik", "ika", "mia", "if", "al", "nya"},
	"ms": {"si", "isme", "iti", "logi", "nik", "tik", "ika", "mia", "if", "al", "nya"},
}

// names finds the names that the model misspelled.
func (w written) names() []edit {
	source, target := capitalised(w.sentence), capitalised(w.result.Text)
	lost := slices.DeleteFunc(slices.Clone(source), func(s span) bool {
		return w.has(target, s.text) || slices.ContainsFunc(derived[w.from], func(ending string) bool { return strings.HasSuffix(s.text, ending) })
	})
	made := slices.DeleteFunc(target, func(t span) bool { return w.targetWord(t.text) || w.repeats(source, t.text) })
	return w.exchange(lost, made, func(l, m span, share float64) float64 {
		like := likeness(l.text, m.text)
		switch {
		case share >= clearNameShare && (strings.HasPrefix(m.text, l.text) || hasInnerCapital(l.text) && hasInnerCapital(m.text)):
			return share // "Claudeary" for "Claude", "BukaAI" for "OpenAI"
		case w.sourceWord(l.text) || w.pieces(m) < minNamePieces:
			return 0
		case share >= minNameShare && like >= minNameLike || share >= clearNameShare && like > clearNameLike:
			return share * like
		}
		return 0
	})
}

// repeats reports whether a name in the translation is one of the sentence's,
// perhaps without the English plural.
func (w written) repeats(source []span, name string) bool {
	name = langs.Fold(name)
	return slices.ContainsFunc(source, func(s span) bool {
		word := langs.Fold(s.text)
		return word == name || w.from == "en" && strings.TrimSuffix(word, "s") == name
	})
}

// pieces counts the tokens of a part of the translation.
func (w written) pieces(part span) int {
	n := 0
	for _, t := range w.result.Target {
		if t.Start < part.end && part.start < t.End {
			n++
		}
	}
	return n
}

// capitalised returns the words that begin with a capital and go on in small
// letters, with hyphens and apostrophes inside them but no genitive.
func capitalised(text string) []span {
	var list []span
	for _, w := range wordSpans(text) {
		word := strings.TrimRight(w.text, "-'’")
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) && utf8.RuneCountInString(word) >= minNameLetters && strings.ContainsFunc(word, unicode.IsLower) {
			list = append(list, span{word, w.start, w.start + len(word)})
		}
	}
	return list
}

// clitics, and the endings of peoples and creeds, may be added to names.
var clitics = map[kilas.Lang][]string{
	"en": {"s", "es", "n", "ns", "an", "ans", "ian", "ians", "ese", "ic", "i", "is", "ism", "ist", "ists"},
	"id": {"nya", "lah", "kah", "pun"},
	"ms": {"nya", "lah", "kah", "pun"},
}

// has reports whether one of the translation's words is a name, alone, in a
// compound or with a clitic.
func (w written) has(words []span, name string) bool {
	name = langs.Fold(name)
	return slices.ContainsFunc(words, func(t span) bool {
		word := langs.Fold(t.text)
		rest, ok := strings.CutPrefix(word, name)
		return ok && (rest == "" || slices.Contains(clitics[w.to], rest)) || slices.Contains(strings.Split(word, "-"), name)
	})
}

// hasInnerCapital reports whether a word has a capital after a small letter, as
// "OpenAI".
func hasInnerCapital(word string) bool {
	small := strings.IndexFunc(word, unicode.IsLower)
	return small >= 0 && strings.ContainsFunc(word[small:], unicode.IsUpper)
}
