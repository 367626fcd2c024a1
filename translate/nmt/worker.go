package nmt

import (
	"context"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
)

// worker does the arithmetic for segments, several at a time: what is done
// to each token alone is done to all of their tokens in one product. It is
// for one goroutine, and keeps its buffers from one call to the next.
type worker struct {
	model *Model
	path  kernel.Path
	beam  int // see Options

	x, q, k, v, mixed, out []float32 // rows of the model's width
	hidden                 []float32 // rows of the feed-forward width
	quantized              []uint8
	bias                   []float32
	turned, scores         []float32 // of one segment's attention
	logits                 []float32
}

func newWorker(m *Model) *worker { return &worker{model: m, path: m.path} }

// segment is a piece of text that is translated as one.
type segment struct {
	source []int // token ids, with </s>
	width  int   // tokens that the source is padded to; len(source) when it is alone
	words  *candidates
	batch  *batch // nil when it is alone

	target    []int       // token ids, with </s> unless it grew too long
	alignment [][]float32 // for each target token a weight per source token
	found     []found     // all that a beam found, the best first; that is target
}

// found is a translation of a segment, as there.
type found struct {
	target    []int
	alignment [][]float32
}

// translate fills in the segments' targets.
func (w *worker) translate(ctx context.Context, segments []*segment) error {
	if err := w.encode(ctx, segments); err != nil {
		return err
	}
	if w.beam > 1 {
		return w.decodeBeams(ctx, segments, w.beam)
	}
	return w.decode(ctx, segments)
}

// room makes the buffers hold so many rows.
func (w *worker) room(rows int) {
	n := rows * w.model.config.dim
	for _, b := range []*[]float32{&w.x, &w.q, &w.k, &w.v, &w.mixed, &w.out} {
		*b = grow(*b, n)
	}
	w.hidden = grow(w.hidden, rows*w.model.config.ffn)
}

// feedForward runs the block over the rows of w.x.
func (w *worker) feedForward(f *feedForward, rows int) {
	w.apply(&f.w1, w.hidden, w.x, rows, identity)
	w.apply(&f.w2, w.out, w.hidden, rows, relu)
	w.path.AddNorm(w.x, w.out, f.norm)
}
