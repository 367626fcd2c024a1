package spm

import (
	"strings"
	"unicode/utf8"
)

// Decode joins pieces into text and returns where each of them is in it. An
// id that there is no piece of counts as unknown.
func (m *Model) Decode(ids []int) (string, []Token) {
	var out strings.Builder
	tokens := make([]Token, len(ids))
	// The blank that encoding put in front is dropped: at most one, unless the
	// model takes no blanks there anyway.
	drop := m.def.dummyPrefix || m.def.removeExtra
	for i := 0; i < len(ids); {
		if n := m.byteRun(ids[i:]); n > 0 {
			m.decodeBytes(&out, ids[i:i+n], tokens[i:])
			i += n
			continue
		}
		start := out.Len()
		text := m.surface(ids[i])
		if drop && start == 0 {
			var dropped bool
			text, dropped = strings.CutPrefix(text, space)
			drop = m.def.removeExtra || !dropped
		}
		out.WriteString(strings.ReplaceAll(text, space, " "))
		tokens[i] = Token{ids[i], start, out.Len()}
		i++
	}
	return out.String(), tokens
}

// surface returns the text of a piece that isn't a byte, blanks visible.
func (m *Model) surface(id int) string {
	if id < 0 || id >= len(m.def.pieces) {
		return m.def.unkSurface
	}
	switch p := m.def.pieces[id]; p.kind {
	case control:
		return ""
	case unknown:
		return m.def.unkSurface
	default:
		return p.text
	}
}

// byteRun returns how many byte pieces ids begins with.
func (m *Model) byteRun(ids []int) int {
	for i, id := range ids {
		if id < 0 || id >= len(m.def.pieces) || m.def.pieces[id].kind != byteValue {
			return i
		}
	}
	return len(ids)
}

// decodeBytes writes a run of byte pieces: whole characters as such, every
// byte that belongs to none as U+FFFD. A character's text is its last byte's.
func (m *Model) decodeBytes(out *strings.Builder, ids []int, tokens []Token) {
	run := make([]byte, len(ids))
	for i, id := range ids {
		run[i] = m.def.pieces[id].value
	}
	for i := 0; i < len(run); {
		r, n := utf8.DecodeRune(run[i:])
		for k := range n - 1 {
			tokens[i+k] = Token{ids[i+k], out.Len(), out.Len()}
		}
		start := out.Len()
		out.WriteRune(r)
		i += n
		tokens[i-1] = Token{ids[i-1], start, out.Len()}
	}
}
