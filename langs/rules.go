package langs

import (
	"regexp"
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

// rulesFor remembers the rules of each language; see [rulesOf].
var rulesFor sync.Map

// rulesOf returns the rules of a language. Those that have none of their own
// share the titles of English, which news in many languages writes.
func rulesOf(l kilas.Lang) *rules {
	if r, ok := rulesFor.Load(l); ok {
		return r.(*rules)
	}
	key := base(l)
	if same, ok := sameRules[l]; ok {
		key = same
	}
	given, ok := languageRules[key]
	if !ok {
		given = languageRule{titles: "Dr Prof Mr Mrs Ms St"}
	}
	r := &rules{
		titles: words(given.titles), numbered: words(given.numbered), trailing: words(given.trailing),
		says: words(given.says), ordinals: given.ordinals, marks: given.marks,
	}
	r.starters = words(functionWords[base(l)])
	if key == "id" || key == "ms" {
		for w := range words(functionWords[base(l)]) {
			r.starters[w+"nya"] = struct{}{} // "menurutnya", "sebelumnya"
		}
	}
	r.capitalNouns, r.pauses = key == "de", key == "hy"
	r.glued = key == "zh" || key == "ja" || key == "yue"
	if base(l) == "th" || base(l) == "lo" {
		r.bySpaces = thaiBreaks
	}
	rulesFor.Store(l, r)
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

// attributes reports whether what follows a closed quotation says who said it:
// "“Apa?” tanya Wong", "“Why?” Ms Wong asked".
func (r *rules) attributes(b stop, next following) bool {
	if b.close == "" {
		return false
	}
	if r.glued {
		return r.attributesGlued(b.right())
	}
	fields := strings.Fields(b.right())
	for i, f := range fields {
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

// following describes what comes after a possible end.
type following struct {
	word, folded        string
	upper, lower, digit bool
	titled              bool // a capital followed by a small letter
	quoted              bool // a quotation or bracket opens before the word
	bracket             bool // it is a bracket
	dotted              bool // a full stop follows the word
}

func nextWord(s string) following {
	var f following
	trimmed := strings.TrimLeftFunc(s, notLetterOrDigit)
	lead := s[:len(s)-len(trimmed)]
	f.quoted = strings.ContainsAny(lead, "“\"‘«„»「『([—–•¿¡")
	f.bracket = strings.ContainsAny(lead, "([")
	f.word = prefixFunc(trimmed, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '\'' || r == '’'
	})
	f.folded = strings.ToLower(f.word)
	f.dotted = strings.HasPrefix(trimmed[len(f.word):], ".")
	c, n := utf8.DecodeRuneInString(f.word)
	f.upper = unicode.IsUpper(c) || unicode.IsTitle(c)
	f.lower = isSmall(c)
	f.digit = unicode.IsDigit(c)
	second, _ := utf8.DecodeRuneInString(f.word[n:])
	f.titled = f.upper && unicode.IsLower(second)
	return f
}

func isNotBlank(r rune) bool { return !isBlank(r) }

func notLetterOrDigit(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// lastWord returns the word that a text ends with: all up to white space, an
// opening quotation mark or bracket, or a slash.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool {
		return isBlank(r) || strings.ContainsRune("(“\"‘„«»[/—–", r)
	})
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

func bicameral(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s, notLetterOrDigit))
	return unicode.IsUpper(r) || isSmall(r) || unicode.IsDigit(r)
}

// isSmall reports a small letter of a script that begins sentences with a
// capital. Georgian letters have capitals in Unicode, but not in use.
func isSmall(r rune) bool { return unicode.IsLower(r) && !unicode.Is(unicode.Georgian, r) }

// initials are single capitals, as in "J. K. Rowling" and "J.-P.", and single
// letters of scripts without capitals.
var initials = regexp.MustCompile(`^((\p{Lu}\.-)?\p{Lu}|[\p{Arabic}\p{Hebrew}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Telugu}])$`)

func isInitial(word string) bool { return initials.MatchString(word) }

// hasInnerPeriod reports an abbreviation such as "S.H", "a.n" or "U.S".
func hasInnerPeriod(word string) bool {
	i := strings.LastIndexByte(word, '.')
	if i <= 0 || i == len(word)-1 {
		return false
	}
	for _, part := range strings.Split(word, ".") {
		if utf8.RuneCountInString(part) > 4 || strings.ContainsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			return false
		}
	}
	return true
}

// isListNumber reports a full stop after the number of a list item: "1. " or
// "a. " at the beginning of a sentence or after a colon.
func isListNumber(b stop) bool {
	sentence := strings.TrimSpace(b.left()[b.from:])
	word := lastWord(sentence)
	if b.stop != "." || word == "" {
		return false
	}
	if word != sentence && !strings.HasSuffix(strings.TrimRightFunc(sentence[:len(sentence)-len(word)], isBlank), ":") {
		return false
	}
	return len(word) == 1 && (word == sentence || isDigits(word)) || len(word) <= 3 && isDigits(word)
}

// isOrdinal reports a number of at most three digits or a Roman one.
func isOrdinal(word string) bool {
	return isDigits(word) && len(word) <= 3 || isRoman(word)
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func isRoman(s string) bool {
	return s != "" && strings.Trim(s, "IVXLCM") == ""
}

// isLowerWord reports a word of at least three letters that ends in small ones.
func isLowerWord(s string) bool {
	runes := []rune(s)
	if len(runes) < 3 {
		return false
	}
	for i, r := range runes {
		if !unicode.IsLower(r) && (i > 0 || !unicode.IsUpper(r)) {
			return false
		}
	}
	return true
}

// isURLPart reports that the full stop is inside of an address or a site's
// name: "Kompas.Com", "Jurnalzone.Id".
func isURLPart(b stop, next following) bool {
	switch next.folded {
	case "com", "co", "id", "net", "org", "tv", "js", "go", "ac", "my", "io", "ai", "news", "info":
		return true
	}
	left := b.left()
	i := strings.LastIndexFunc(left, isBlank) + 1
	return strings.Contains(prefixFunc(b.right(), isNotBlank), "@") || strings.Contains(left[i:], "/") || strings.Contains(left[i:], "@") || strings.HasPrefix(left[i:], "www.")
}
