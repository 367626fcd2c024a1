package spm

import (
	"slices"
	"unicode/utf8"
)

// unknownPenalty is how far below the worst piece an unknown character scores.
const unknownPenalty = 10

// best is the best way to split the text up to one of its bytes.
type best struct {
	score float32
	start int // where the last piece starts, none when there is no way
	id    int32
}

// Encode splits s into pieces. Their spans follow each other without gaps,
// from the first character to the last that isn't white space.
func (m *Model) Encode(s string) []Token {
	n := m.normalize(s)
	if len(n.text) == 0 {
		return nil
	}
	ends := m.viterbi(n.text)
	var out []Token // from the last to the first
	for end := len(n.text); end > 0; end = ends[end].start {
		b := ends[end]
		from, to := n.from[b.start], n.from[end]
		switch {
		case int(b.id) != m.unk:
			out = append(out, Token{int(b.id), from, to})
		case m.def.byteFallback:
			out = m.appendBytes(out, n.text[b.start:end], from, to)
		case len(out) > 0 && out[len(out)-1].ID == m.unk:
			out[len(out)-1].Start = from
		default:
			out = append(out, Token{m.unk, from, to})
		}
	}
	slices.Reverse(out)
	return out
}

// appendBytes adds a character's byte pieces in reverse. The last one has the
// whole span of the character, those before it are empty.
func (m *Model) appendBytes(out []Token, char []byte, from, to int) []Token {
	for _, b := range slices.Backward(char) {
		out = append(out, Token{int(m.bytes[b]), from, to})
		to = from
	}
	return out
}

// viterbi returns for each byte position the best way to get there. Scores
// are compared in double precision but kept in single, like the original:
// that decides ties.
func (m *Model) viterbi(text []byte) []best {
	ends := make([]best, len(text)+1)
	for i := range ends {
		ends[i].start = none
	}
	unknownScore := m.minScore - unknownPenalty
	for start := 0; start < len(text); {
		_, char := utf8.DecodeRune(text[start:])
		here := ends[start].score
		covered := false
		var node int32
		for i := start; i < len(text); i++ {
			if node = m.pieces.child(node, text[i]); node == none {
				break
			}
			id := m.pieces.values[node]
			if id == none {
				continue
			}
			length := i + 1 - start
			improve(&ends[i+1], m.score(id, length)+float64(here), start, id)
			covered = covered || length == char
		}
		if !covered {
			improve(&ends[start+char], float64(unknownScore+here), start, int32(m.unk))
		}
		start += char
	}
	return ends
}

func improve(b *best, score float64, start int, id int32) {
	if b.start == none || score > float64(b.score) {
		*b = best{float32(score), start, id}
	}
}

func (m *Model) score(id int32, length int) float64 {
	p := m.def.pieces[id]
	if p.kind == userDefined {
		return float64(float32(length)*m.maxScore) - 0.1
	}
	return float64(p.score)
}
