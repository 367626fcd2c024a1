package render

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// Clean makes text harmless on one line, as all formats for people do.
func Clean(s string) string { return clean(s) }

// clean makes text of an article harmless on one line of a terminal or page:
// line breaks and tabs become spaces, control characters their pictures (U+2400
// block), invalid UTF-8, C1 controls and the two characters that XML forbids
// besides them (U+FFFE, U+FFFF) become U+FFFD. Directional embeddings,
// overrides and isolates (UAX #9) are dropped, because one that is not closed
// turns around whatever follows; so are soft hyphens and byte order marks.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case isBreak(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case isInvisible(r):
			continue
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7f:
			b.WriteRune(0x2421)
		case r >= 0x80 && r < 0xa0, r == 0xfffe, r == 0xffff:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r) // U+FFFD for invalid bytes
		}
		space = r == ' '
	}
	return strings.Trim(b.String(), " ")
}

func isClean(s string) bool {
	for _, r := range s {
		if isControl(r) || isInvisible(r) || isBreak(r) {
			return false
		}
	}
	return utf8.ValidString(s) && s == strings.Trim(s, " ")
}

// settled ends text that ends in a script written from right to left with a
// left-to-right mark (UAX #9, 2.6), so that a number or comma after it stays
// where English has it.
func settled(s string) string {
	for rest := s; rest != ""; {
		r, size := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-size]
		switch class, _ := bidi.LookupRune(r); class.Class() {
		case bidi.R, bidi.AL:
			return s + "\u200e"
		case bidi.L:
			return s
		}
	}
	return s
}

// isBreak reports whether r breaks a line or jumps to a tab stop.
func isBreak(r rune) bool {
	return r >= '\t' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029
}

func isControl(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0xfffe || r == 0xffff
}

func isInvisible(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	case r == 0xad, r == 0xfeff:
		return true
	}
	return false
}
