package main

import (
	"context"
	"math"
	"math/rand/v2"

	"github.com/kilas-news/kilas/align/internal/meaning"
)

const dims = meaning.Dims

// parameters of the training. A block is so many neighbouring pairs that stay
// together when pairs are shuffled.
type parameters struct {
	epochs, batch, block       int
	rate, temperature, dropout float64
}

// table is the vectors of one language, with the sums of squared gradients
// that scale the steps (Duchi et al. 2011, AdaGrad).
type table struct {
	rows, squares []meaning.Vector
}

func newTable(v *vocabulary, sentences int, random *rand.Rand) *table {
	t := &table{rows: make([]meaning.Vector, len(v.words)), squares: make([]meaning.Vector, len(v.words))}
	for n := range t.rows {
		scale := v.surprise(n, sentences)
		for k := range t.rows[n] {
			t.rows[n][k] = float32(scale * random.NormFloat64() / math.Sqrt(dims))
		}
	}
	return t
}

func (t *table) words(v *vocabulary) []meaning.Word {
	words := make([]meaning.Word, len(v.words))
	for n, word := range v.words {
		words[n] = meaning.Word{Text: word, Vector: t.rows[n]}
	}
	return words
}

// learn moves the rows of words against a gradient.
func (t *table) learn(words []uint32, gradient *meaning.Vector, rate float32) {
	const tiny = 1e-8
	for _, w := range words {
		row, squares := &t.rows[w], &t.squares[w]
		for k, g := range gradient {
			squares[k] += g * g
			row[k] -= rate * g / float32(math.Sqrt(float64(squares[k])+tiny))
		}
	}
}

// model is the vectors of two languages and the pairs that they learn from.
type model struct {
	source, target *table
	pairs          []pair
}

func newModel(c *corpus) *model {
	random := rand.New(rand.NewPCG(1, 2))
	return &model{source: newTable(c.source, len(c.pairs), random), target: newTable(c.target, len(c.pairs), random), pairs: c.pairs}
}

// epoch learns from every pair once and returns the mean loss. The same
// number gives the same order. The rate falls to nothing over the epochs.
func (m *model) epoch(ctx context.Context, p parameters, number int) (float64, error) {
	random := rand.New(rand.NewPCG(uint64(number), 3))
	blocks := random.Perm(len(m.pairs) / p.block)
	perBatch := p.batch / p.block
	sum, batches := 0.0, 0
	b := newBatch(p.batch)
	for at := 0; at+perBatch <= len(blocks); at += perBatch {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		b.clear()
		for _, block := range blocks[at : at+perBatch] {
			for k := range p.block {
				pair := m.pairs[block*p.block+k]
				b.add(m, dropped(pair[0], p.dropout, random), dropped(pair[1], p.dropout, random))
			}
		}
		done := (float64(number) + float64(at)/float64(len(blocks))) / float64(p.epochs)
		sum += b.learn(m, float32(p.rate*(1-done)), float32(p.temperature))
		batches++
	}
	return sum / float64(max(1, batches)), nil
}

// dropped leaves a share of the words out, but never all.
func dropped(words []uint32, share float64, random *rand.Rand) []uint32 {
	kept := make([]uint32, 0, len(words))
	for _, w := range words {
		if random.Float64() >= share {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return words
	}
	return kept
}

// retrieval is the share of sentences whose translation is the nearest of all,
// in both directions.
func (m *model) retrieval(pairs []pair) (there, back float64) {
	b := newBatch(len(pairs))
	for _, p := range pairs {
		b.add(m, p[0], p[1])
	}
	return nearest(b.source.unit, b.target.unit), nearest(b.target.unit, b.source.unit)
}

func nearest(from, to []meaning.Vector) float64 {
	found := 0
	for i := range from {
		best, most := 0, math.Inf(-1)
		for j := range to {
			if s := from[i].Dot(&to[j]); s > most {
				best, most = j, s
			}
		}
		if best == i {
			found++
		}
	}
	return float64(found) / float64(len(from))
}
