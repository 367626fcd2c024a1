package nmt

import (
	"math"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
)

// laneFloats is what the length of a turned row is rounded up to.
const laneFloats = 8

func turnedStride(rows int) int { return (rows + laneFloats - 1) / laneFloats * laneFloats }

// turn sets dst to the transpose of x, whose rows are width wide, each of
// its rows turnedStride long and filled up with zeros.
func turn(dst, x []float32, width int) {
	stride := turnedStride(len(x) / width)
	clear(dst[:width*stride])
	for r := 0; len(x) > 0; r++ {
		for i, v := range x[:width] {
			dst[i*stride+r] = v
		}
		x = x[width:]
	}
}

// memory is what attention looks at: the keys of a segment's tokens, turned,
// and their values. width is the padded number of tokens.
type memory struct {
	keys, values []float32
	tokens       int
	width        int
}

// attend computes one head of one query row: dst becomes the mean of the
// values by softmax(q·k/√d). inFours says that the peer's matrix product sums
// the keys behind the last whole group of four in another order. The weights
// are left in scores.
func (w *worker) attend(dst, q []float32, mem memory, head int, inFours bool) (weights []float32) {
	dim := w.model.config.dim
	size := len(q)
	stride := turnedStride(mem.tokens)
	scores := w.scores[:stride]
	keys := mem.keys[head*size*stride:]
	w.path.Combine(scores, q, keys, stride)
	scores = scores[:mem.tokens]
	if inFours {
		for s := wholeFours(mem.width); s < len(scores); s++ {
			scores[s] = kernel.DotInFours(q, keys[s:], stride)
		}
	}
	scale := float32(1 / math.Sqrt(float64(size)))
	for i := range scores {
		scores[i] *= scale
	}
	w.path.Softmax(scores, mem.width)
	w.path.Combine(dst, scores, mem.values[head*size:], dim)
	return scores
}

func wholeFours(n int) int { return n / 4 * 4 }

// selfAttention mixes the values of a segment's tokens for each of its rows
// into dst.
func (w *worker) selfAttention(s *segment, dst, q, k, v []float32) {
	dim, size := w.model.config.dim, w.model.config.dim/w.model.config.heads
	tokens := len(s.source)
	w.turned = grow(w.turned, dim*turnedStride(tokens))
	w.scores = grow(w.scores, turnedStride(tokens))
	turn(w.turned, k[:tokens*dim], dim)
	mem := memory{w.turned, v[:tokens*dim], tokens, s.width}
	for t := range w.rows(s) {
		for head := range w.model.config.heads {
			at := t*dim + head*size
			w.attend(dst[at:at+size], q[at:at+size], mem, head, t < wholeFours(s.width))
		}
	}
}
