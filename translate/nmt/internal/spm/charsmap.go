package spm

import (
	"bytes"
	"encoding/binary"
	"errors"
	"unicode/utf8"
)

// charsmap is the table of a normalization: a trie of source strings in a
// double array (the Darts format: T. Yoshinaga's and S. Yata's darts-clone)
// whose values are offsets of NUL-terminated replacements.
type charsmap struct {
	units        []uint32
	replacements []byte
}

// newCharsmap reads a precompiled_charsmap; none means no replacements.
func newCharsmap(b []byte) (charsmap, error) {
	if len(b) == 0 {
		return charsmap{}, nil
	}
	if len(b) < 4 {
		return charsmap{}, errors.New("sentencepiece charsmap is cut short")
	}
	size := binary.LittleEndian.Uint32(b)
	b = b[4:]
	if uint64(size) > uint64(len(b)) || size%4 != 0 || size == 0 {
		return charsmap{}, errors.New("sentencepiece charsmap is cut short")
	}
	m := charsmap{units: make([]uint32, size/4), replacements: bytes.Clone(b[size:])}
	for i := range m.units {
		m.units[i] = binary.LittleEndian.Uint32(b[4*i:])
	}
	if n := len(m.replacements); n > 0 && m.replacements[n-1] != 0 {
		return charsmap{}, errors.New("sentencepiece charsmap does not end with a NUL")
	}
	return m, nil
}

// Parts of a unit of the double array.
func hasLeaf(unit uint32) bool       { return unit>>8&1 == 1 }
func label(unit uint32) uint32       { return unit & (1<<31 | 0xFF) }
func offset(unit uint32) uint32      { return unit >> 10 << (unit & (1 << 9) >> 6) }
func leafAt(unit uint32) uint32      { return unit & (1<<31 - 1) }
func (m charsmap) empty() bool       { return len(m.units) == 0 }
func (m charsmap) has(i uint32) bool { return uint64(i) < uint64(len(m.units)) }

// longest returns the replacement of the longest source string that s begins
// with and that string's length, 0 when there is none.
func (m charsmap) longest(s string) ([]byte, int) {
	if m.empty() {
		return nil, 0
	}
	var value uint32
	length := 0
	pos := offset(m.units[0])
	for i := range len(s) {
		pos ^= uint32(s[i])
		if !m.has(pos) || label(m.units[pos]) != uint32(s[i]) {
			break
		}
		unit := m.units[pos]
		pos ^= offset(unit)
		if !m.has(pos) {
			break
		}
		if hasLeaf(unit) {
			value, length = leafAt(m.units[pos]), i+1
		}
	}
	if length == 0 || uint64(value) >= uint64(len(m.replacements)) {
		return nil, 0
	}
	to := m.replacements[value:]
	return to[:bytes.IndexByte(to, 0)], length
}

var replacement = []byte(string(utf8.RuneError))

// next returns what the front of s, which isn't empty, is normalized to, and
// how many bytes of s that is for.
func (m charsmap) next(s string) ([]byte, int) {
	if to, n := m.longest(s); n > 0 {
		return to, n
	}
	r, n := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError && n == 1 {
		return replacement, 1
	}
	return []byte(s[:n]), n
}
