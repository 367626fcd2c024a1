// Package spm splits text into the pieces of a SentencePiece unigram model
// and joins pieces into text (Kudo and Richardson, SentencePiece, 2018; Kudo,
// Subword Regularization, 2018). Start with [Load], [Model.Encode] and
// [Model.Decode]. It gives the pieces that the original program gives;
// models of other types are refused.
package spm

import (
	"errors"
	"fmt"
	"math"
)

// Model is a loaded vocabulary, safe for concurrent use.
type Model struct {
	def    *definition
	chars  charsmap
	pieces *trie // normal and user-defined ones
	fixed  *trie // user-defined ones alone

	unk                int
	bytes              [256]int32 // ids of the byte pieces, when there is byte fallback
	minScore, maxScore float32
}

// Token is a piece of a text: text[Start:End].
type Token struct{ ID, Start, End int }

// Load reads a SentencePiece model file. It keeps no reference to it.
func Load(file []byte) (*Model, error) {
	def, err := parse(file)
	if err != nil {
		return nil, err
	}
	chars, err := newCharsmap(def.charsmap)
	if err != nil {
		return nil, err
	}
	def.charsmap = nil
	// The original's highest score is never below the least positive float32.
	m := &Model{def: def, chars: chars, unk: none, minScore: math.MaxFloat32, maxScore: 0x1p-126}
	if err := m.index(); err != nil {
		return nil, err
	}
	return m, nil
}

// index finds the special pieces and builds the tries.
func (m *Model) index() error {
	var all, fixed []entry
	seen := make(map[string]bool, len(m.def.pieces))
	for i := range m.bytes {
		m.bytes[i] = none
	}
	byteNames := byteNames()
	for id, p := range m.def.pieces {
		if seen[p.text] {
			return fmt.Errorf("piece %q is there twice", p.text)
		}
		seen[p.text] = true
		switch p.kind {
		case normal:
			m.minScore, m.maxScore = min(m.minScore, p.score), max(m.maxScore, p.score)
			all = append(all, entry{p.text, int32(id)})
		case userDefined:
			all = append(all, entry{p.text, int32(id)})
			fixed = append(fixed, entry{p.text, int32(id)})
		case unknown:
			if m.unk != none {
				return errors.New("two unknown pieces")
			}
			m.unk = id
		case byteValue:
			b, ok := byteNames[p.text]
			if !ok {
				return fmt.Errorf("piece %q: not a byte", p.text)
			}
			m.bytes[b] = int32(id)
			m.def.pieces[id].value = b
		case control, unused: // never part of a text
		}
	}
	if m.unk == none {
		return errors.New("sentencepiece model has no unknown piece")
	}
	if m.def.byteFallback {
		for b, id := range m.bytes {
			if id == none {
				return fmt.Errorf("sentencepiece model has byte fallback but no piece for byte %#02x", b)
			}
		}
	}
	m.pieces, m.fixed = newTrie(all), newTrie(fixed)
	return nil
}

// byteNames maps the texts of byte pieces to their bytes.
func byteNames() map[string]byte {
	names := make(map[string]byte, 256)
	for b := range 256 {
		names[fmt.Sprintf("<0x%02X>", b)] = byte(b)
	}
	return names
}

// Len returns the number of pieces.
func (m *Model) Len() int { return len(m.def.pieces) }

// Piece returns the text of a piece, "" for an id that there is none of.
func (m *Model) Piece(id int) string {
	if id < 0 || id >= len(m.def.pieces) {
		return ""
	}
	return m.def.pieces[id].text
}

// Unknown returns the id of the unknown piece.
func (m *Model) Unknown() int { return m.unk }
