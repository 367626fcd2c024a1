package nmt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// shortlist is a lexical table: for every source word the target words that
// it is likely translated with. Only words that the table offers for some
// word of a sentence are candidates for its translation.
type shortlist struct {
	frequent int // the first target words are always candidates
	words    int // of the target vocabulary
	offsets  []uint32
	ids      []uint32
	joint    bool // source words are candidates too
}

const (
	shortlistMagic  = 0xF11A48D5013417F5
	shortlistHeader = 6 * 8
	// columnMultiple is what the number of candidates is rounded up to.
	columnMultiple = 8
)

// newShortlist reads a binary table for the given vocabularies.
func newShortlist(file []byte, source, target int, joint bool) (*shortlist, error) {
	if len(file) < shortlistHeader {
		return nil, errors.New("shortlist is cut short")
	}
	var header [6]uint64
	for i := range header {
		header[i] = binary.LittleEndian.Uint64(file[8*i:])
	}
	frequent, offsets, ids := header[2], header[4], header[5]
	size := uint64(len(file) - shortlistHeader)
	switch {
	case header[0] != shortlistMagic:
		return nil, errors.New("not a binary shortlist")
	case offsets > size/8 || ids > size/4 || 8*offsets+4*ids != size:
		return nil, fmt.Errorf("shortlist has %d bytes, not those of %d offsets and %d ids", len(file), offsets, ids)
	case header[1] != shortlistSum(file[16:]):
		return nil, errors.New("shortlist has a wrong checksum")
	case offsets != uint64(source)+1:
		return nil, fmt.Errorf("shortlist is for %d source words, the model has %d", int64(offsets)-1, source)
	case frequent > uint64(target):
		return nil, fmt.Errorf("shortlist has %d frequent words of %d", frequent, target)
	}
	s := &shortlist{frequent: int(frequent), words: target, joint: joint}
	return s, s.read(file[shortlistHeader:], int(offsets), int(ids))
}

func (s *shortlist) read(b []byte, offsets, ids int) error {
	s.offsets = make([]uint32, offsets)
	last := uint64(0)
	for i := range s.offsets {
		at := binary.LittleEndian.Uint64(b[8*i:])
		if at < last || at > uint64(ids) || i == 0 && at != 0 {
			return fmt.Errorf("shortlist offset %d is %d", i, at)
		}
		last = at
		s.offsets[i] = uint32(at)
	}
	if last != uint64(ids) {
		return fmt.Errorf("shortlist offsets end at %d of %d", last, ids)
	}
	b = b[8*offsets:]
	s.ids = make([]uint32, ids)
	for i := range s.ids {
		s.ids[i] = binary.LittleEndian.Uint32(b[4*i:])
		if uint64(s.ids[i]) >= uint64(s.words) {
			return fmt.Errorf("shortlist has word %d of %d", s.ids[i], s.words)
		}
	}
	return nil
}

// shortlistSum is the checksum over whole 8-byte words, in the manner of
// boost::hash_combine.
func shortlistSum(b []byte) uint64 {
	var h uint64
	for ; len(b) >= 8; b = b[8:] {
		h ^= binary.LittleEndian.Uint64(b) + 0x9e3779b9 + h<<6 + h>>2
	}
	return h
}

// columns returns the candidates for sentences together, ascending.
func (s *shortlist) columns(sentences ...[]int) []int {
	set := make([]uint64, (s.words+63)/64)
	add := func(id int) { set[id/64] |= 1 << (id % 64) }
	for id := range s.frequent {
		add(id)
	}
	for _, ids := range sentences {
		for _, id := range ids {
			if s.joint {
				add(id)
			}
			for _, to := range s.ids[s.offsets[id]:s.offsets[id+1]] {
				add(int(to))
			}
		}
	}
	n := 0
	for _, w := range set {
		n += bits.OnesCount64(w)
	}
	for id := s.frequent; id < s.words && n%columnMultiple != 0; id++ {
		if set[id/64]>>(id%64)&1 == 0 {
			add(id)
			n++
		}
	}
	out := make([]int, 0, n)
	for i, w := range set {
		for ; w != 0; w &= w - 1 {
			out = append(out, 64*i+bits.TrailingZeros64(w))
		}
	}
	return out
}
