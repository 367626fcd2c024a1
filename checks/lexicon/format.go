package lexicon

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
//	magic    "kilaslx2"
//	counts   uint32 source units, target units, links, bytes of source text, of target text
//	source   uint32 offsets (units+1), text, one byte of marks a unit
//	target   the same
//	rows     uint32 first link of each source unit (units+1)
//	links    4 bytes each: uint16 target, forward, backward probability
//
// Units are sorted bytewise, the links of a unit by target.
const (
	magic       = "kilaslx2"
	linkBytes   = 4
	stepsPerBit = 5
	properBit   = 1 << 7
	maxUnits    = 1 << 16
)

// errFormat is returned for data that is no table, or a damaged one.
var errFormat = errors.New("not a table of this format")

// Unit is an entry of a table to be written: how often the unit was seen,
// whether it is mostly capitalised, and, on the source side, its translations with Target as index into the target
// units given to [Encode].
type Unit struct {
	Text   string
	Count  int
	Proper bool
	Links  []Link
}

// Encode returns the table of the given units.
func Encode(source, target []Unit) ([]byte, error) {
	if len(source) > maxUnits || len(target) > maxUnits {
		return nil, fmt.Errorf("%d and %d units, at most %d a side", len(source), len(target), maxUnits)
	}
	sourceOrder, targetOrder := alphabetical(source), alphabetical(target)
	number := make([]int, len(target))
	for n, i := range targetOrder {
		number[i] = n
	}
	var rows, links []byte
	rows = binary.LittleEndian.AppendUint32(rows, 0)
	for _, i := range sourceOrder {
		sorted := slices.Clone(source[i].Links)
		slices.SortFunc(sorted, func(a, b Link) int { return number[a.Target] - number[b.Target] })
		for _, l := range sorted {
			links = binary.LittleEndian.AppendUint16(links, uint16(number[l.Target]))
			links = append(links, packProbability(l.Forward), packProbability(l.Backward))
		}
		rows = binary.LittleEndian.AppendUint32(rows, uint32(len(links)/linkBytes))
	}
	sourceSide, sourceText := encodeSide(source, sourceOrder)
	targetSide, targetText := encodeSide(target, targetOrder)
	out := []byte(magic)
	for _, n := range []int{len(source), len(target), len(links) / linkBytes, sourceText, targetText} {
		out = binary.LittleEndian.AppendUint32(out, uint32(n))
	}
	return slices.Concat(out, sourceSide, targetSide, rows, links), nil
}

func alphabetical(units []Unit) []int {
	order := make([]int, len(units))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(units[a].Text, units[b].Text) })
	return order
}

func encodeSide(units []Unit, order []int) (encoded []byte, textBytes int) {
	total := 0
	for _, u := range units {
		total += u.Count
	}
	var text, marks []byte
	encoded = binary.LittleEndian.AppendUint32(encoded, 0)
	for _, i := range order {
		text = append(text, units[i].Text...)
		encoded = binary.LittleEndian.AppendUint32(encoded, uint32(len(text)))
		surprise := -math.Log2(float64(max(1, units[i].Count)) / float64(total))
		mark := byte(min(properBit-1, math.Round(surprise*stepsPerBit)))
		if units[i].Proper {
			mark |= properBit
		}
		marks = append(marks, mark)
	}
	return slices.Concat(encoded, text, marks), len(text)
}

// Open reads a table where it lies; s is not copied.
func Open(s string) (*Table, error) {
	if !strings.HasPrefix(s, magic) || len(s) < len(magic)+20 {
		return nil, errFormat
	}
	counts := uint32s(s[len(magic):])
	cut := cutter{rest: s[len(magic)+20:]}
	sources, targets, links := counts.at(0), counts.at(1), counts.at(2)
	t := &Table{
		source: side{offsets: uint32s(cut.take(4 * (sources + 1))), text: cut.take(counts.at(3)), marks: cut.take(sources)},
		target: side{offsets: uint32s(cut.take(4 * (targets + 1))), text: cut.take(counts.at(4)), marks: cut.take(targets)},
		rows:   uint32s(cut.take(4 * (sources + 1))),
		links:  cut.take(linkBytes * links),
	}
	if cut.short || cut.rest != "" || t.rows.at(sources) != links {
		return nil, errFormat
	}
	return t, nil
}

// cutter takes pieces off a string and remembers when it ran short.
type cutter struct {
	rest  string
	short bool
}

func (c *cutter) take(n int) string {
	if c.short || n > len(c.rest) {
		c.short = true
		return ""
	}
	piece := c.rest[:n]
	c.rest = c.rest[n:]
	return piece
}
