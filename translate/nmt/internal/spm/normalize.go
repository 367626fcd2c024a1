package spm

import (
	"bytes"
	"strings"
)

// space stands for a blank inside of pieces.
const space = "\u2581"

// normalized is a text in the form that pieces are looked for in. from maps
// each of its bytes, and its end, to a byte of the source.
type normalized struct {
	text []byte
	from []int
}

func (n *normalized) add(text string, from int) {
	n.text = append(n.text, text...)
	for range len(text) {
		n.from = append(n.from, from)
	}
}

// normalize applies the model's normalization to s: the character map, white
// space collapsed and trimmed, a blank put in front, blanks made visible.
func (m *Model) normalize(s string) normalized {
	rest := s
	blank := " "
	if m.def.escapeSpaces {
		blank = space
	}
	if m.def.removeExtra {
		for rest != "" {
			to, n := m.next(rest)
			if string(to) != " " {
				break
			}
			rest = rest[n:]
		}
	}
	out := normalized{text: make([]byte, 0, len(rest)+8), from: make([]int, 0, len(rest)+8)}
	if rest == "" {
		return out
	}
	at := len(s) - len(rest)
	if m.def.dummyPrefix {
		out.add(blank, at)
	}
	afterSpace := m.def.removeExtra
	for rest != "" {
		replaced, n := m.next(rest)
		to := string(replaced)
		if afterSpace {
			to = strings.TrimLeft(to, " ")
		}
		for part, more := to, true; more && to != ""; {
			var word string
			word, part, more = strings.Cut(part, " ")
			out.add(word, at)
			if more {
				out.add(blank, at)
			}
		}
		if to != "" {
			afterSpace = m.def.removeExtra && strings.HasSuffix(to, " ")
		}
		at, rest = at+n, rest[n:]
	}
	if m.def.removeExtra {
		for bytes.HasSuffix(out.text, []byte(blank)) {
			out.text = out.text[:len(out.text)-len(blank)]
			at = out.from[len(out.text)]
			out.from = out.from[:len(out.text)]
		}
	}
	out.from = append(out.from, at)
	return out
}

// next is the normalization of the front of s: a user-defined piece stays as
// it is, all else goes through the character map.
func (m *Model) next(s string) ([]byte, int) {
	if n := m.fixed.longest(s); n > 0 {
		return []byte(s[:n]), n
	}
	return m.chars.next(s)
}
