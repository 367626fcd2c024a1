package meaning

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// The format of a table, all numbers little-endian:
//
//	magic    "kilasvc1"
//	dims     uint32
//	sides    two of: uint32 words, uint32 bytes of text, uint32 offsets
//	         (words+1), text, a scale a word, dims signed bytes a word
//
// Words are sorted bytewise. A component is its signed byte times the scale of
// its word, 2^(scale/8-24).
const magic = "kilasvc1"

// errFormat is returned for data that is no table, or a damaged one.
var errFormat = errors.New("not a table of vectors of this format")

// Word is an entry of a table to be written.
type Word struct {
	Text   string
	Vector Vector
}

// Encode returns the table of the words of two languages.
func Encode(source, target []Word) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(magic), Dims)
	return appendSide(appendSide(out, source), target)
}

func appendSide(out []byte, words []Word) []byte {
	words = slices.Clone(words)
	slices.SortFunc(words, func(a, b Word) int { return strings.Compare(a.Text, b.Text) })
	var offsets, text, scales, rows []byte
	offsets = binary.LittleEndian.AppendUint32(offsets, 0)
	for _, w := range words {
		text = append(text, w.Text...)
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(text)))
		most := float32(0)
		for _, x := range w.Vector {
			most = max(most, x, -x)
		}
		scale := packScale(most / 127)
		scales = append(scales, scale)
		for _, x := range w.Vector {
			rows = append(rows, byte(int8(math.Round(float64(x/unpackScale(scale))))))
		}
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(words)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(text)))
	return slices.Concat(out, offsets, text, scales, rows)
}

// packScale rounds up, so that no component exceeds a signed byte.
func packScale(x float32) byte {
	if x <= 0 {
		return 0
	}
	return byte(min(255, max(0, math.Ceil(8*(math.Log2(float64(x))+24)))))
}

func unpackScale(b byte) float32 { return scales[b] }

var scales = func() (table [256]float32) {
	for b := range table {
		table[b] = float32(math.Exp2(float64(b)/8 - 24))
	}
	return table
}()

// Open reads a table where it lies; s is not copied.
func Open(s string) (source, target *Side, err error) {
	c := cutter{rest: s}
	if c.take(len(magic)) != magic {
		return nil, nil, errFormat
	}
	if dims := c.number(); dims != Dims {
		return nil, nil, fmt.Errorf("%w: %d dimensions, want %d", errFormat, dims, Dims)
	}
	source, target = c.side(), c.side()
	if c.short || c.rest != "" {
		return nil, nil, errFormat
	}
	return source, target, nil
}

// cutter takes pieces off a string and remembers when it ran short.
type cutter struct {
	rest  string
	short bool
}

func (c *cutter) take(n int) string {
	if c.short || n < 0 || n > len(c.rest) {
		c.short = true
		return ""
	}
	piece := c.rest[:n]
	c.rest = c.rest[n:]
	return piece
}

func (c *cutter) number() int {
	if b := c.take(4); b != "" {
		return uint32s(b).at(0)
	}
	return 0
}

func (c *cutter) side() *Side {
	words, bytes := c.number(), c.number()
	s := &Side{offsets: uint32s(c.take(4 * (words + 1))), text: c.take(bytes), scales: c.take(words), rows: c.take(Dims * words)}
	for n, last := 0, 0; !c.short && n <= words; n++ {
		at := s.offsets.at(n)
		c.short = at < last || at > bytes
		last = at
	}
	return s
}

// uint32s is little-endian numbers inside a string.
type uint32s string

func (u uint32s) at(n int) int {
	b := u[4*n : 4*n+4]
	return int(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
}
