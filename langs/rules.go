package langs

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// rules say where a language ends its sentences.
type rules struct {
	titles   wordSet
	numbered wordSet
	trailing wordSet
	says     wordSet
	starters wordSet // words that, capitalized, begin a sentence: "the", "ini"
	ordinals bool
	marks    string

	capitalNouns bool                     // nouns are capitalized, as in German
	pauses       bool                     // a full stop is a pause, as in Armenian
	glued        bool                     // words have no spaces between them
	bySpaces     func(block string) []int // for languages without end marks
}

type wordSet map[string]struct{}

func words(list string) wordSet {
	set := wordSet{}
	for _, w := range strings.Fields(list) {
		set[w] = struct{}{}
	}
	return set
}

func (w wordSet) has(s string) bool {
	_, ok := w[s]
	return ok
}

// sameRules are languages that share the abbreviations of another.
var sameRules = map[kilas.Lang]kilas.Lang{
	"bs": "hr", "sr-latn": "hr", "nn": "nb", "af": "nl", "gl": "pt", "jv": "id", "su": "id", "be": "ru", "mk": "bg",
	"mr": "hi", "ne": "hi", "az": "tr", "as": "bn", "yi": "he", "ti": "am", "lb": "de", "ceb": "tl", "kk": "ru", "ky": "ru",
}

// ruleTable makes the rules of a language when they are first needed.
var ruleTable = func() map[kilas.Lang]func() *rules {
	table := map[kilas.Lang]func() *rules{}
	add := func(l, from kilas.Lang) {
		table[l] = sync.OnceValue(func() *rules { return newRules(l, from) })
	}
	for l := range functionWords {
		add(l, base(l))
	}
	for l := range languageRules {
		add(l, l)
	}
	for l, from := range sameRules {
		add(l, from)
	}
	return table
}()

// Abbreviations of English names that news in all languages writes.
const (
	everyTitle    = " Mr Mrs Ms Dr Prof St v vs"
	everyTrailing = " Jr Sr Inc Ltd Corp"
)

// defaultRules are for languages without lists of their own.
var defaultRules = sync.OnceValue(func() *rules { return newRules("", "") })

// rulesOf returns the rules of a language.
func rulesOf(l kilas.Lang) *rules {
	for _, key := range []kilas.Lang{l, base(l)} {
		if r, ok := ruleTable[key]; ok {
			return r()
		}
	}
	return defaultRules()
}

// newRules makes the rules of language l from the lists of language from.
func newRules(l, from kilas.Lang) *rules {
	given := languageRules[from]
	r := &rules{
		titles: words(given.titles + everyTitle), numbered: words(given.numbered), trailing: words(given.trailing + everyTrailing),
		says: words(given.says), starters: words(functionWords[l]), ordinals: given.ordinals, marks: given.marks,
		capitalNouns: from == "de", pauses: from == "hy", glued: from == "zh" || from == "ja",
	}
	if from == "id" || from == "ms" {
		for w := range words(functionWords[l]) {
			r.starters[w+"nya"] = struct{}{} // "menurutnya", "sebelumnya"
		}
	}
	if l == "th" || l == "lo" {
		r.bySpaces = thaiBreaks
	}
	return r
}

// abbreviation reports whether a word is in a list of abbreviations, also when
// it is written in capitals or begins a sentence.
func abbreviation(list wordSet, word string) bool {
	if list.has(word) {
		return true
	}
	c, n := utf8.DecodeRuneInString(word)
	if n == len(word) || unicode.IsLower(c) {
		return false
	}
	return list.has(strings.ToLower(word[:n])+word[n:]) || strings.ToUpper(word) == word && list.has(word[:n]+strings.ToLower(word[n:]))
}

// endMarks are the marks that may end a sentence in every language.
const endMarks = ".!?…。！？｡．؟۔।॥።፧፨។៕။։‼⁇⁈⁉"

func (r *rules) isEndMark(c rune) bool {
	return strings.ContainsRune(endMarks, c) || strings.ContainsRune(r.marks, c)
}

// ends decides whether a sentence ends at b, uax being the opinion of UAX #29.
func (r *rules) ends(b stop, uax bool) bool {
	next := nextWord(b.right())
	switch {
	case isClosingCode(b.right()):
		return true
	case b.left() == "" || strings.TrimFunc(b.left(), notLetterOrDigit) == "":
		return r.isStrong(b) && uax && !isListNumber(b)
	case b.stop == "፡":
		return false
	case b.gap == "":
		return r.endsWithoutSpace(b, next, uax)
	case next.lower && bicameral(b.left()):
		return false
	case b.stop == "!" && b.close == "" && strings.EqualFold(lastWord(b.left()), "yahoo"):
		return r.starters.has(next.folded)
	case strings.ContainsAny(b.stop, "?!؟"):
		return !r.attributes(b, next)
	case b.stop == ".":
		return r.endsAtPeriod(b, next, uax)
	case strings.Contains(b.stop, "…") || strings.Contains(b.stop, ".."):
		return next.upper || next.quoted && !next.bracket
	}
	return uax || r.isStrong(b)
}

// isStrong reports an end mark that is used for nothing else.
func (r *rules) isStrong(b stop) bool { return b.stop != "." }

// endsAtPeriod decides at a single full stop that white space follows.
func (r *rules) endsAtPeriod(b stop, next following, uax bool) bool {
	if strings.ContainsAny(b.close, "”»\"’“") {
		return next.upper || next.digit || next.quoted || !r.attributes(b, next)
	}
	word := lastWord(b.left())
	if i := strings.LastIndexAny(word, "'’"); i >= 0 && !r.titles.has(word) {
		word = strings.TrimLeft(word[i:], "'’")
	}
	title, trailing := abbreviation(r.titles, word) && b.close == "", abbreviation(r.trailing, word)
	if title && trailing {
		title = !r.endsList(b.left(), word)
		trailing = !title
	}
	switch {
	case isListNumber(b), r.pauses && next.quoted:
		return false
	case abbreviation(r.numbered, word) && b.close == "" && (!title || next.digit):
		return !next.digit && !isRoman(next.word) && next.upper
	case trailing, !title && hasInnerPeriod(word):
		return r.endsAfterAbbreviation(word, next)
	case title:
		return abbreviation(r.numbered, word) && next.upper && r.starters.has(next.folded)
	case isInitial(word):
		return r.endsAfterInitial(b, next)
	case utf8.RuneCountInString(word) == 1 && next.dotted && isInitial(next.word):
		return false // "323 a. C."
	case r.ordinals && (isOrdinal(word) || isDigits(word) && next.digit):
		return next.upper && r.starters.has(next.folded)
	}
	return uax || next.upper || next.digit || next.quoted || !next.lower
}

// endsList reports whether an abbreviation that is a title before a name
// ("г. Москва", "др Петровић") has here its other sense, after a number or an
// "and" ("2009 г.", "и др.", "5 млн руб.").
func (r *rules) endsList(left, word string) bool {
	before := lastWord(strings.TrimRightFunc(left[:len(left)-len(word)], isBlank))
	c, _ := utf8.DecodeLastRuneInString(before)
	switch before {
	case "и", "та", "і", "й", "i", "y", "e", "a", "et", "și", "és":
		return true
	}
	return unicode.IsDigit(c) || utf8.RuneCountInString(before) > 1 && r.trailing.has(before)
}

// endsAfterAbbreviation decides after an abbreviation that may end a
// sentence: the next word is a known beginning, or opens a quotation. After
// one in small letters ("dll.", "etc.") a capital is enough, except where all
// nouns have one.
func (r *rules) endsAfterAbbreviation(word string, next following) bool {
	if next.dotted && abbreviation(r.numbered, next.word) {
		return false
	}
	if next.upper && r.starters.has(next.folded) || next.quoted && !next.bracket {
		return true
	}
	return next.upper && !r.capitalNouns && !hasInnerPeriod(word) && strings.ToLower(word) == word
}

// endsAfterInitial decides after a single capital letter: a sentence begins
// with a word that is no name ("vitamin C. Ini"), or with a quotation after a
// number ("Apollo X. “Pesawat"). After a number the letter is a unit.
func (r *rules) endsAfterInitial(b stop, next following) bool {
	word := lastWord(b.left())
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(b.left()[:len(b.left())-len(word)], isBlank))
	switch {
	case next.dotted && isInitial(next.word):
		return false
	case unicode.IsDigit(before):
		return next.upper
	}
	return next.upper && r.starters.has(next.folded) || next.quoted && isRoman(word)
}

// endsWithoutSpace decides where no white space follows the end mark.
func (r *rules) endsWithoutSpace(b stop, next following, uax bool) bool {
	c, _ := utf8.DecodeRuneInString(b.stop)
	if c > unicode.MaxLatin1 && c != '…' {
		return (uax || b.stop == "፡፡") && !r.attributes(b, next)
	}
	if b.close != "" && strings.ContainsAny(b.close, "”»\"") {
		return next.upper && !r.attributes(b, next)
	}
	word := lastWord(b.left())
	return startsWord(b.right()) && next.upper && next.titled && isLowerWord(word) && !isURLPart(b, next)
}

// maxAttributionBytes bounds where the verb of an attribution is looked for.
const maxAttributionBytes = 160

// attributes reports whether what follows a closed quotation says who said it:
// "“Apa?” tanya Wong", "“Why?” Ms Wong asked".
func (r *rules) attributes(b stop, next following) bool {
	if b.close == "" {
		return false
	}
	if r.glued {
		return r.attributesGlued(b.right())
	}
	for i, f := range strings.Fields(b.right()[:min(len(b.right()), maxAttributionBytes)]) {
		if i == 4 {
			break
		}
		if r.says.has(strings.ToLower(strings.TrimFunc(f, notLetterOrDigit))) {
			return true
		}
		if strings.ContainsAny(f, ".!?") && i > 0 {
			break
		}
	}
	return false
}

// attributesGlued is attributes for scripts without spaces: one of the words
// stands among the next few characters, in Japanese at once.
func (r *rules) attributesGlued(right string) bool {
	n := 0
	for i, c := range right {
		if n == maxGluedRunes || !unicode.IsLetter(c) && c != '・' {
			break
		}
		n++
		for w := range r.says {
			if strings.HasPrefix(right[i:], w) && (i == 0 || !unicode.In(c, unicode.Hiragana)) {
				return true
			}
		}
	}
	return false
}

// maxGluedRunes bounds the name of a speaker before the verb.
const maxGluedRunes = 8
