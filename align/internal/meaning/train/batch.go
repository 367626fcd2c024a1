package main

import (
	"math"
	"slices"

	"github.com/kilas-news/kilas/align/internal/meaning"
)

// batch is pairs of sentences that are told apart from each other.
type batch struct {
	source, target half
	likeness       [][]float32 // cosines by temperature, then their gradients
}

// half is one language of a batch: the words of its sentences, the vectors of
// unit length, and their lengths before.
type half struct {
	words  [][]uint32
	unit   []meaning.Vector
	length []float32
}

func newBatch(size int) *batch {
	b := &batch{likeness: make([][]float32, size)}
	for i := range b.likeness {
		b.likeness[i] = make([]float32, size)
	}
	return b
}

func (b *batch) clear() { b.source, b.target = half{}, half{} }

func (b *batch) add(m *model, source, target []uint32) {
	b.source.add(m.source, source)
	b.target.add(m.target, target)
}

func (h *half) add(t *table, words []uint32) {
	var v meaning.Vector
	for _, w := range words {
		v.Add(&t.rows[w])
	}
	length := float32(max(1e-6, v.Length()))
	for k := range v {
		v[k] /= length
	}
	h.words = append(h.words, words)
	h.unit = append(h.unit, v)
	h.length = append(h.length, length)
}

// learn makes one step and returns the mean loss of both directions. Sentences
// equal to the right one are no rivals of it.
func (b *batch) learn(m *model, rate, temperature float32) float64 {
	n := len(b.source.unit)
	for i := range n {
		for j := range n {
			s := float32(b.source.unit[i].Dot(&b.target.unit[j])) / temperature
			if i != j && (slices.Equal(b.source.words[i], b.source.words[j]) || slices.Equal(b.target.words[i], b.target.words[j])) {
				s = float32(math.Inf(-1))
			}
			b.likeness[i][j] = s
		}
	}
	loss := b.softmax()
	sourceGradient, targetGradient := make([]meaning.Vector, n), make([]meaning.Vector, n)
	for i := range n {
		for j, g := range b.likeness[i] {
			if g > -1e-6 && g < 1e-6 {
				continue
			}
			g /= temperature
			addScaled(&sourceGradient[i], &b.target.unit[j], g)
			addScaled(&targetGradient[j], &b.source.unit[i], g)
		}
	}
	for i := range n {
		m.source.learn(b.source.words[i], b.source.through(i, &sourceGradient[i]), rate)
		m.target.learn(b.target.words[i], b.target.through(i, &targetGradient[i]), rate)
	}
	return loss
}

// softmax turns likenesses into the gradient of the mean cross-entropy of both
// directions, and returns that.
func (b *batch) softmax() float64 {
	n := len(b.source.unit)
	rowMost, rowSum := make([]float64, n), make([]float64, n)
	columnMost, columnSum := make([]float64, n), make([]float64, n)
	for i := range n {
		rowMost[i], columnMost[i] = math.Inf(-1), math.Inf(-1)
	}
	for i := range n {
		for j, s := range b.likeness[i][:n] {
			rowMost[i] = max(rowMost[i], float64(s))
			columnMost[j] = max(columnMost[j], float64(s))
		}
	}
	for i := range n {
		for j, s := range b.likeness[i][:n] {
			rowSum[i] += math.Exp(float64(s) - rowMost[i])
			columnSum[j] += math.Exp(float64(s) - columnMost[j])
		}
	}
	loss := 0.0
	for i := range n {
		right := float64(b.likeness[i][i])
		loss += (rowMost[i] + math.Log(rowSum[i]) - right + columnMost[i] + math.Log(columnSum[i]) - right) / 2
		for j, s := range b.likeness[i][:n] {
			g := (math.Exp(float64(s)-rowMost[i])/rowSum[i] + math.Exp(float64(s)-columnMost[j])/columnSum[j]) / 2
			if i == j {
				g--
			}
			b.likeness[i][j] = float32(g)
		}
	}
	return loss / float64(n)
}

func addScaled(v, w *meaning.Vector, scale float32) {
	for k := range v {
		v[k] += scale * w[k]
	}
}

// through takes a gradient of the unit vector i back to that of the sum.
func (h *half) through(i int, gradient *meaning.Vector) *meaning.Vector {
	along := float32(gradient.Dot(&h.unit[i]))
	for k := range gradient {
		gradient[k] = (gradient[k] - along*h.unit[i][k]) / h.length[i]
	}
	return gradient
}
