package marian

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Len returns the number of elements.
func (it Item) Len() int {
	n := 1
	for _, d := range it.Shape {
		n *= d
	}
	return n
}

// Text returns the text of an item such as special:model.yml, which ends at
// its NUL.
func (it Item) Text() (string, error) {
	if it.Type != Int8 {
		return "", fmt.Errorf("item %q: type %#04x, not text", it.Name, uint64(it.Type))
	}
	text, _, _ := strings.Cut(string(it.Data[:it.Len()]), "\x00")
	return text, nil
}

// Float32s returns a copy of the elements, all of them finite. The item must
// have the given shape.
func (it Item) Float32s(shape ...int) ([]float32, error) {
	if err := it.is(Float32, shape); err != nil {
		return nil, err
	}
	out := make([]float32, it.Len())
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(it.Data[4*i:]))
		if !finite(out[i]) {
			return nil, fmt.Errorf("item %q: element %d is %v", it.Name, i, out[i])
		}
	}
	return out, nil
}

// Int8s returns the elements in the order of the file, a view into it, and
// the quantization multiplier: a value is its int8 divided by that.
func (it Item) Int8s(shape ...int) ([]byte, float32, error) {
	if err := it.is(Intgemm8, shape); err != nil {
		return nil, 0, err
	}
	n := it.Len()
	q := math.Float32frombits(binary.LittleEndian.Uint32(it.Data[n:]))
	if !finite(q) || q <= 0 {
		return nil, 0, fmt.Errorf("item %q: quantization multiplier is %v", it.Name, q)
	}
	return it.Data[:n:n], q, nil
}

func (it Item) is(t Type, shape []int) error {
	if it.Type != t {
		return fmt.Errorf("item %q: type %#04x, want %#04x", it.Name, uint64(it.Type), uint64(t))
	}
	if !slices.Equal(it.Shape, shape) {
		return fmt.Errorf("item %q: shape %v, want %v", it.Name, it.Shape, shape)
	}
	return nil
}

func finite(x float32) bool { return x-x == 0 }
