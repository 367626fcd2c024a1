package nmttest

import (
	"encoding/binary"
	"slices"
)

// Shortlist returns a shortlist file that offers, for each source word, some
// random target words.
func Shortlist(source, target, frequent, best int, seed uint64) []byte {
	w := writer{random: seed}
	offsets := []uint64{0}
	var ids []uint32
	for range source {
		var list []uint32
		for range best {
			list = append(list, uint32(w.next()%uint64(target)))
		}
		slices.Sort(list)
		ids = append(ids, slices.Compact(list)...)
		offsets = append(offsets, uint64(len(ids)))
	}
	le := binary.LittleEndian
	body := le.AppendUint64(nil, uint64(frequent))
	for _, v := range []int{best, len(offsets), len(ids)} {
		body = le.AppendUint64(body, uint64(v))
	}
	for _, v := range offsets {
		body = le.AppendUint64(body, v)
	}
	for _, v := range ids {
		body = le.AppendUint32(body, v)
	}
	return Seal(append(make([]byte, 16), body...))
}

// Seal puts the magic number and the right checksum into a shortlist file.
func Seal(file []byte) []byte {
	le := binary.LittleEndian
	var h uint64
	for b := file[16:]; len(b) >= 8; b = b[8:] {
		h ^= le.Uint64(b) + 0x9e3779b9 + h<<6 + h>>2
	}
	le.PutUint64(file, 0xF11A48D5013417F5)
	le.PutUint64(file[8:], h)
	return file
}
