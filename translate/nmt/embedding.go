package nmt

import (
	"bytes"
	"errors"
	"fmt"
	"math"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
)

// embedding holds a vector per word, as int8: a value is its int8 times unit.
type embedding struct {
	dim, words int
	values     []byte
	unit       float32
	root       float32 // of dim, what embeddings are multiplied with

	// The same table as the output layer's weights, which the peer quantizes
	// anew from the floats.
	weights []byte
	factor  float32
	sums    []int32
}

// embedding reads the table of one language.
func (t *tensors) embedding(name string, dim int) *embedding {
	it, ok := t.item(name)
	if !ok {
		return nil
	}
	words := 0
	if len(it.Shape) == 2 {
		words = it.Shape[0]
	}
	values, q := t.int8s(name, words, dim)
	if t.err != nil {
		return nil
	}
	e := &embedding{
		dim: dim, words: words, values: bytes.Clone(values), unit: 1 / q,
		root: float32(math.Sqrt(float64(dim))),
	}
	if err := e.quantizeWeights(); err != nil {
		t.err = fmt.Errorf("item %q: %w", name, err)
	}
	return e
}

// quantizeWeights derives the output layer's weights. Only 256 values can
// occur, and nearly always they stay what they are.
func (e *embedding) quantizeWeights() error {
	e.sums = make([]int32, e.words)
	var seen [256]bool
	for i := range e.sums {
		var sum int32
		for _, b := range e.values[i*e.dim : (i+1)*e.dim] {
			sum += int32(int8(b))
			seen[b] = true
		}
		e.sums[i] = sum
	}
	var most float32
	for b, ok := range seen {
		if ok {
			most = max(most, e.float(byte(b)), -e.float(byte(b)))
		}
	}
	if most == 0 {
		return errors.New("all embeddings are zero")
	}
	e.factor = kernel.Shift / most
	e.weights = e.values
	var again [256]byte
	same := true
	for b, ok := range seen {
		x := math.RoundToEven(float64(float32(e.float(byte(b)) * e.factor)))
		again[b] = byte(int8(min(max(x, -kernel.Shift), kernel.Shift)))
		same = same && (!ok || again[b] == byte(b))
	}
	if same {
		return nil
	}
	e.weights = make([]byte, len(e.values))
	for i, b := range e.values {
		e.weights[i] = again[b]
	}
	for i := range e.sums {
		e.sums[i] = kernel.ColumnSum(e.weight(i))
	}
	return nil
}

func (e *embedding) float(b byte) float32 { return float32(int8(b)) * e.unit }

// weight returns the output layer's weights of a word.
func (e *embedding) weight(id int) []byte { return e.weights[id*e.dim : (id+1)*e.dim] }

// add sets dst to a word's scaled embedding plus its position's signal.
func (e *embedding) add(dst []float32, id int, position []float32) {
	for i, b := range e.values[id*e.dim : (id+1)*e.dim] {
		dst[i] = float32(e.root*float32(e.float(b))) + position[i]
	}
}

// positions returns the sinusoidal signals of n positions (Vaswani et al.,
// Attention Is All You Need, 2017, section 3.5), sines in the first half of a
// row, cosines in the second.
func positions(n, dim int) []float32 {
	half := dim / 2
	step := float32(float32(math.Log(10000)) / float32(half-1))
	table := make([]float32, n*dim)
	for i := range half {
		speed := float32(math.Exp(float64(float32(float32(-i) * step))))
		for t := range n {
			v := float64(float32(float32(t) * speed))
			table[t*dim+i] = float32(math.Sin(v))
			table[t*dim+half+i] = float32(math.Cos(v))
		}
	}
	return table
}
