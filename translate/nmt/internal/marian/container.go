// Package marian reads Marian's binary model container: named tensors in one
// file. Start with [Parse]. Every size is checked against the file before it
// is used, and tensors are views into the file's bytes: nothing is copied.
package marian

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Type is the element type of a tensor: class and element size.
type Type uint64

// The types that an int8 student model is made of.
const (
	Int8     Type = 0x0101 // text, such as the configuration
	Int16    Type = 0x0102
	Int32    Type = 0x0104
	Uint8    Type = 0x0201
	Float16  Type = 0x0402
	Float32  Type = 0x0404
	Intgemm8 Type = 0x4101 // int8 values, then one float32 quantization multiplier
)

// elementSize returns the bytes of one element, 0 for a type that is refused.
func (t Type) elementSize() int {
	switch t {
	case Int8, Uint8, Intgemm8:
		return 1
	case Int16, Float16:
		return 2
	case Int32, Float32:
		return 4
	default:
		return 0
	}
}

// Item is one tensor. Data is a view into the file, with the padding that
// follows the elements.
type Item struct {
	Name  string
	Type  Type
	Shape []int
	Data  []byte
}

// Limits far above what any model has.
const (
	maxDims     = 8
	maxItemName = 1 << 10
)

const (
	version    = 1
	headerSize = 4 * 8
)

// ErrNotModel says that the bytes don't begin like a model file.
var ErrNotModel = errors.New("not a marian model file")

type header struct{ name, kind, dims, size uint64 }

// Parse returns the items of a model file by name.
func Parse(file []byte) (map[string]Item, error) {
	r := reader{rest: file}
	if v := r.uint64(); r.failed || v != version {
		return nil, ErrNotModel
	}
	n := r.uint64()
	if r.failed || n > uint64(len(r.rest)/headerSize) {
		return nil, errors.New("model file is cut short in its headers")
	}
	headers := make([]header, n)
	for i := range headers {
		headers[i] = header{r.uint64(), r.uint64(), r.uint64(), r.uint64()}
	}
	items := make([]Item, n)
	for i, h := range headers {
		name, err := itemName(&r, h.name)
		if err != nil {
			return nil, fmt.Errorf("item %d: %w", i, err)
		}
		items[i] = Item{Name: name, Type: Type(h.kind)}
	}
	for i, h := range headers {
		shape, err := itemShape(&r, h)
		if err != nil {
			return nil, fmt.Errorf("item %q: %w", items[i].Name, err)
		}
		items[i].Shape = shape
	}
	r.bytes(r.uint64()) // puts the tensors on a 256-byte boundary
	byName := make(map[string]Item, n)
	for i, h := range headers {
		items[i].Data = r.bytes(h.size)
		if r.failed {
			return nil, fmt.Errorf("item %q: model file is cut short", items[i].Name)
		}
		if _, ok := byName[items[i].Name]; ok {
			return nil, fmt.Errorf("item %q: twice in the model file", items[i].Name)
		}
		byName[items[i].Name] = items[i]
	}
	if len(bytes.Trim(r.rest, "\x00")) > 0 {
		return nil, fmt.Errorf("model file has %d bytes behind its last item", len(r.rest))
	}
	return byName, nil
}

func itemName(r *reader, size uint64) (string, error) {
	if size == 0 || size > maxItemName {
		return "", fmt.Errorf("name of %d bytes", size)
	}
	b := r.bytes(size)
	if r.failed || bytes.IndexByte(b, 0) != len(b)-1 {
		return "", errors.New("name is cut short")
	}
	return string(b[:len(b)-1]), nil
}

// itemShape reads the dimensions and checks that the data can hold them.
func itemShape(r *reader, h header) ([]int, error) {
	size := Type(h.kind).elementSize()
	if size == 0 {
		return nil, fmt.Errorf("unsupported tensor type %#04x", h.kind)
	}
	if h.dims > maxDims {
		return nil, fmt.Errorf("%d dimensions", h.dims)
	}
	shape := make([]int, h.dims)
	need := uint64(size)
	for i := range shape {
		d := r.uint32()
		if d > math.MaxInt32 {
			return nil, fmt.Errorf("dimension %d is negative", i)
		}
		shape[i] = int(d)
		if need *= uint64(d); need > h.size {
			return nil, fmt.Errorf("shape %v needs more than its %d bytes", shape[:i+1], h.size)
		}
	}
	if Type(h.kind) == Intgemm8 && need+4 > h.size {
		return nil, fmt.Errorf("shape %v and its multiplier need more than %d bytes", shape, h.size)
	}
	if r.failed {
		return nil, errors.New("shape is cut short")
	}
	return shape, nil
}

// reader takes values off the front of a file; after the first one that isn't
// there it fails and returns zeros.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) bytes(n uint64) []byte {
	if r.failed || n > uint64(len(r.rest)) {
		r.failed = true
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) uint64() uint64 {
	if b := r.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *reader) uint32() uint32 {
	if b := r.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}
