package nmt

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/translate/nmt/internal/nmttest"
)

// table returns a shortlist of four source and 40 target words.
func table() []byte {
	le := binary.LittleEndian
	b := make([]byte, 16)
	for _, v := range []uint64{3, 2, 5, 4, 0, 1, 1, 4, 4} { // header, then offsets
		b = le.AppendUint64(b, v)
	}
	for _, id := range []uint32{30, 7, 20, 39} {
		b = le.AppendUint32(b, id)
	}
	return nmttest.Seal(b)
}

func TestColumns(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name      string
		joint     bool
		sentences [][]int
		want      []int
	}{
		{"frequent words, filled up to eight", false, [][]int{{1}}, []int{0, 1, 2, 3, 4, 5, 6, 7}},
		{"a word's list", false, [][]int{{2, 0}}, []int{0, 1, 2, 3, 7, 20, 30, 39}},
		{"source words too", true, [][]int{{2, 3, 0}}, []int{0, 1, 2, 3, 7, 20, 30, 39}},
		{"a batch's union", false, [][]int{{0}, {2}, {1}}, []int{0, 1, 2, 3, 7, 20, 30, 39}},
	} {
		s, err := newShortlist(table(), 4, 40, test.joint)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.columns(test.sentences...); !slices.Equal(got, test.want) {
			t.Errorf("%s: columns(%v) = %v, want %v", test.name, test.sentences, got, test.want)
		}
	}
}

// with returns the table with an 8-byte word overwritten, sealed again.
func with(word int, v uint64) []byte {
	b := table()
	binary.LittleEndian.PutUint64(b[8*word:], v)
	return nmttest.Seal(b)
}

func TestShortlistRefuses(t *testing.T) {
	t.Parallel()
	altered := table()
	altered[len(altered)-9]++
	for _, test := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "cut short"},
		{"text", bytes.Repeat([]byte("hallo welt 0.5\n"), 9), "not a binary shortlist"},
		{"cut", table()[:100], "not those of"},
		{"longer", append(table(), 0), "not those of"},
		{"altered", altered, "checksum"},
		{"many offsets", with(4, 1<<61), "not those of"},
		{"many ids", with(5, 1<<62), "not those of"},
		{"more frequent words than words", with(2, 41), "41 frequent words"},
		{"first offset", with(6, 1), "offset 0 is 1"},
		{"falling offsets", with(8, 0), "offset 2 is 0"},
		{"offset behind the end", with(9, 5), "offset 3 is 5"},
		{"last offset", with(10, 3), "offset 4 is 3"},
		{"unknown word", with(11, 40), "word 40 of 40"},
	} {
		_, err := newShortlist(test.file, 4, 40, false)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: newShortlist = %v, want an error with %q", test.name, err, test.want)
		}
	}
	if _, err := newShortlist(table(), 5, 40, false); err == nil || !strings.Contains(err.Error(), "for 4 source words") {
		t.Errorf("newShortlist for another vocabulary = %v", err)
	}
}

func FuzzShortlist(f *testing.F) {
	f.Add(table())
	f.Add(with(9, 5))
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) >= 16 {
			file = nmttest.Seal(bytes.Clone(file)) // else the checksum stops it all
		}
		s, err := newShortlist(file, 4, 40, true)
		if err != nil {
			return
		}
		ids := s.columns([]int{0, 1, 2, 3})
		if !slices.IsSorted(ids) || ids[len(ids)-1] >= 40 || len(ids)%columnMultiple != 0 {
			t.Errorf("columns = %v", ids)
		}
	})
}
