package spm

import (
	"bytes"
	"encoding/binary"
	"math"
	"runtime"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
)

// message builds protobuf messages for tests.
type message []byte

func (m message) number(field protowire.Number, v uint64) message {
	return protowire.AppendVarint(protowire.AppendTag(m, field, protowire.VarintType), v)
}

func (m message) bytes(field protowire.Number, b []byte) message {
	return protowire.AppendBytes(protowire.AppendTag(m, field, protowire.BytesType), b)
}

func (m message) piece(text string, score float32, k kind) message {
	p := message(nil).bytes(pieceText, []byte(text)).number(pieceKind, uint64(k))
	p = protowire.AppendFixed32(protowire.AppendTag(p, pieceScore, protowire.Fixed32Type), math.Float32bits(score))
	return m.bytes(modelPieces, p)
}

// smallest is a model of three pieces.
func smallest() message {
	return message(nil).piece("</s>", 0, control).piece("<unk>", 0, unknown).piece("▁a", -1, normal)
}

func withTrainer(field protowire.Number, v uint64) message {
	return smallest().bytes(modelTrainer, message(nil).number(field, v))
}

func withCharsmap(b []byte) message {
	return smallest().bytes(modelNormalizer, message(nil).bytes(normalizerCharsmap, b))
}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	if _, err := Load(smallest()); err != nil {
		t.Fatalf("Load(smallest) = %v", err)
	}
	u32 := func(x uint32, rest ...byte) []byte { return append(binary.LittleEndian.AppendUint32(nil, x), rest...) }
	for _, test := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "no unknown piece"},
		{"text", []byte("a vocabulary as text\n"), "cut short or altered"},
		{"cut", smallest()[:20], "cut short"},
		{"no unknown piece", message(nil).piece("a", -1, normal), "no unknown piece"},
		{"two unknown pieces", smallest().piece("<unk2>", 0, unknown), "two unknown pieces"},
		{"piece twice", smallest().piece("▁a", -2, normal), "twice"},
		{"empty piece", smallest().piece("", -2, normal), "text"},
		{"invalid text", smallest().piece("\xff", -2, normal), "text"},
		{"long piece", smallest().piece(strings.Repeat("a", 2000), -2, normal), "bytes"},
		{"type", smallest().piece("b", -2, 7), "unknown type"},
		{"infinite score", smallest().piece("b", float32(math.Inf(1)), normal), "score"},
		{"not a byte", smallest().piece("<0xG0>", 0, byteValue), "not a byte"},
		{"byte pair encoding", withTrainer(trainerModelType, 2), "type 2 is not supported"},
		{"suffixes", withTrainer(trainerSuffixSpace, 1), "suffix"},
		{"byte fallback without bytes", withTrainer(trainerByteBack, 1), "no piece for byte"},
		{"charsmap of 2 bytes", withCharsmap([]byte{1, 2}), "charsmap"},
		{"charsmap too long", withCharsmap(u32(1<<31, 0, 0)), "charsmap"},
		{"charsmap without NUL", withCharsmap(u32(4, 0, 0, 0, 0, 'a')), "NUL"},
	} {
		_, err := Load(test.file)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Load = %v, want an error with %q", test.name, err, test.want)
		}
	}
}

// TestLoadCut cuts a model at every byte: an error, or a model that works.
func TestLoadCut(t *testing.T) {
	t.Parallel()
	file := read(t, "plain.spm")
	for n := range file {
		if m, err := Load(file[:n]); err == nil {
			m.Decode([]int{0, 1, n})
			m.Encode("The storm ☃")
		}
	}
}

// allocated returns the bytes that f allocates in all.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestLoadMemory bounds what a file can make Load allocate. It is serial,
// since it measures the whole program.
func TestLoadMemory(t *testing.T) {
	many := smallest()
	for i := range 4000 {
		many = many.piece(string(rune(0x4e00+i)), -3, normal)
	}
	long := smallest()
	for i := range 100 {
		long = long.piece(strings.Repeat(string(rune('a'+i%26)), 900+i/26), -3, normal)
	}
	for _, test := range []struct {
		name string
		file []byte
	}{
		{"many pieces", many},
		{"long pieces", long},
		{"huge charsmap size", withCharsmap([]byte{0xfc, 0xff, 0xff, 0xff, 0})},
		{"huge piece size", append(smallest(), 0x0a, 0xff, 0xff, 0xff, 0xff, 0x07)},
		{"real", read(t, "bytes.spm")},
	} {
		got := allocated(func() { _, _ = Load(test.file) }) // only what it costs matters
		if most := uint64(64*len(test.file) + 1<<16); got > most {
			t.Errorf("%s: Load of %d bytes allocates %d, more than %d", test.name, len(test.file), got, most)
		}
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range vocabularies {
		f.Add(read(f, name+".spm"))
	}
	f.Add([]byte(smallest()))
	f.Add([]byte(withCharsmap(bytes.Repeat([]byte{4, 0, 0, 0, 0xff}, 5))))
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := Load(file)
		if err != nil {
			return
		}
		m.Decode([]int{-1, 0, 1, 2, m.Len() - 1, m.Len()})
		line := "The storm  ☃ ＡＢ\xff harbour"
		at := 0
		for i, token := range m.Encode(line) {
			if i > 0 && token.Start != at || token.End < token.Start || token.End > len(line) {
				t.Errorf("token %d is %v, after %d", i, token, at)
			}
			at = token.End
		}
	})
}

func FuzzCharsmap(f *testing.F) {
	f.Add([]byte{4, 0, 0, 0, 0, 0, 0, 0, 0}, "a")
	if def, err := parse(read(f, "bytes.spm")); err == nil {
		f.Add(def.charsmap, "ＡＢ… é")
	}
	f.Fuzz(func(t *testing.T, b []byte, s string) {
		m, err := newCharsmap(b)
		if err != nil {
			return
		}
		for s != "" {
			_, n := m.next(s)
			if n < 1 || n > len(s) {
				t.Fatalf("next(%q) takes %d bytes", s, n)
			}
			s = s[n:]
		}
	})
}
