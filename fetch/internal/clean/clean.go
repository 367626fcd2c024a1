// Package clean takes out of foreign text what must never reach a terminal or
// hide what a reader sees: control characters, escape sequences' introducers,
// bidirectional overrides and other invisible format characters. Letters,
// marks, and the joiners that Persian, Indic scripts and emoji need stay.
package clean

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line returns s as one line: valid UTF-8, white space collapsed to single
// spaces and trimmed, unsafe characters dropped.
func Line(s string) string {
	if isLine(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	AppendLine(&b, s)
	return strings.TrimSuffix(b.String(), " ")
}

// escapes are the control sequences of terminals (ECMA-48): CSI with its
// parameters, and the operating system commands that set titles and links.
var escapes = regexp.MustCompile("(?:\x1b\\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\x1b\\]|\u009d)[^\x07\x1b\u009c\n]*(?:\x07|\x1b\\\\|\u009c)|\x1b[ -/]*[0-~]")

// AppendLine adds s to the line that b holds, as [Line] would have it. A space
// at the end of s is kept, one at the start only where b doesn't end in one,
// so that the pieces of a line can be added one by one.
func AppendLine(b *strings.Builder, s string) {
	if strings.ContainsAny(s, "\x1b\u009b\u009d") {
		s = escapes.ReplaceAllString(s, "")
	}
	space := b.Len() == 0 || strings.HasSuffix(b.String(), " ")
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			if !space {
				b.WriteByte(' ')
				space = true
			}
		case r == utf8.RuneError || Unsafe(r):
		default:
			b.WriteRune(r)
			space = false
		}
	}
}

// Text is [Line] for each line of s: lines are kept, line ends become "\n".
func Text(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Line(l)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// Unsafe reports whether r is a control or format character that has no
// business in an article: C0 and C1 controls, soft hyphens, zero-width spaces,
// bidirectional embeddings, overrides and isolates (UAX #9, section 2), byte
// order marks, interlinear annotations, and tag characters.
func Unsafe(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == 0xad:
		return true
	case r < 0x200b:
		return r == 0x61c || r == 0x180e
	case r == 0x200b, r >= 0x202a && r <= 0x202e, r >= 0x2060 && r <= 0x206f:
		return true
	case r == 0xfeff, r >= 0xfff9 && r <= 0xfffc, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

// isLine reports whether s needs no cleaning; most short ASCII texts don't.
func isLine(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space || s == ""
}
