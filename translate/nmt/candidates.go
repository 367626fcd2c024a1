package nmt

import (
	"slices"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
)

// candidates are the words that a translation may consist of, with the
// output layer for them alone.
type candidates struct {
	ids     []int // ascending; nil: all words
	weights kernel.Matrix
	sums    []int32
	bias    []float32 // of the model
	fixed   prepared  // when the model has an alpha
	unknown int       // the column of the unknown word, -1 if none
}

// newCandidates builds the output layer for some words, all with nil.
func (m *Model) newCandidates(ids []int) *candidates {
	c := &candidates{ids: ids, unknown: unknownWord}
	n := m.target.words
	word := func(j int) int { return j }
	if ids != nil {
		n = len(ids)
		word = func(j int) int { return ids[j] }
		c.unknown = slices.Index(ids, unknownWord)
	}
	c.weights.Repack(m.config.dim, n, func(j int) []byte { return m.target.weight(word(j)) })
	c.sums, c.bias = make([]int32, n), make([]float32, n)
	for j := range n {
		c.sums[j], c.bias[j] = m.target.sums[word(j)], m.outputBias[word(j)]
	}
	if m.outputAlpha != 0 {
		c.fixed = c.prepare(m, m.outputAlpha)
	}
	return c
}

func (c *candidates) prepare(m *Model, alpha float32) prepared {
	a := affine{weights: &c.weights, factor: m.target.factor, sums: c.sums, bias: c.bias}
	return a.prepare(alpha, make([]float32, c.weights.Stride()))
}

// id returns the word of a column.
func (c *candidates) id(column int) int {
	if c.ids == nil {
		return column
	}
	return c.ids[column]
}
