package langs

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

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
