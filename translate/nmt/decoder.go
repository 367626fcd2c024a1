package nmt

import (
	"context"
	"slices"
)

// hypothesis is a translation in the making.
type hypothesis struct {
	segment *segment
	memory  []memory // per decoder layer
	score   float32
}

// decode extends all translations by one token at a time, each by its best
// token, until the last one has ended.
func (w *worker) decode(ctx context.Context, segments []*segment) error {
	m := w.model
	dim := m.config.dim
	active := w.hypotheses(segments)
	cells := make([][]float32, len(m.decoder)) // per layer a row per active hypothesis
	for i := range cells {
		cells[i] = make([]float32, len(active)*dim)
	}
	for t := 0; len(active) > 0; t++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.embedLast(active, t)
		for i := range m.decoder {
			w.decoderLayer(i, active, cells[i])
		}
		w.choose(active)
		for i := len(active) - 1; i >= 0; i-- {
			if !active[i].ended() {
				continue
			}
			active = slices.Delete(active, i, i+1)
			for l := range cells {
				cells[l] = slices.Delete(cells[l], i*dim, (i+1)*dim)
			}
		}
	}
	return nil
}

// hypotheses computes what each segment's decoder looks at, from the
// encoder's output in w.x. A source without words is translated already.
func (w *worker) hypotheses(segments []*segment) []*hypothesis {
	m := w.model
	dim := m.config.dim
	rows := 0
	all := make([]*hypothesis, len(segments))
	for i, s := range segments {
		rows += w.rows(s)
		all[i] = &hypothesis{segment: s, memory: make([]memory, len(m.decoder))}
	}
	for l := range m.decoder {
		w.apply(&m.decoder[l].context.k, w.k, w.x, rows, identity)
		w.apply(&m.decoder[l].context.v, w.v, w.x, rows, identity)
		at := 0
		for _, h := range all {
			n := len(h.segment.source) * dim // without padding
			keys := make([]float32, dim*turnedStride(len(h.segment.source)))
			turn(keys, w.k[at:at+n], dim)
			h.memory[l] = memory{keys, slices.Clone(w.v[at : at+n]), len(h.segment.source), h.segment.width}
			at += w.rows(h.segment) * dim
		}
	}
	var active []*hypothesis
	for _, h := range all {
		if len(h.segment.source) > 1 {
			active = append(active, h)
		}
	}
	return active
}

// embedLast sets the rows of w.x to the embeddings of the last tokens, zero
// before the first one.
func (w *worker) embedLast(active []*hypothesis, t int) {
	m := w.model
	dim := m.config.dim
	position := m.positions[t*dim : (t+1)*dim]
	for i, h := range active {
		row := w.x[i*dim : (i+1)*dim]
		if t == 0 {
			copy(row, position)
			continue
		}
		m.target.add(row, h.segment.target[t-1], position)
	}
}

// decoderLayer runs layer i for one token of every active hypothesis.
func (w *worker) decoderLayer(i int, active []*hypothesis, cells []float32) {
	c, l := w.model.config, &w.model.decoder[i]
	rows := len(active)
	n := rows * c.dim
	w.apply(&l.rnn.candidate, w.k, w.x, rows, identity)
	w.apply(&l.rnn.forget, w.q, w.x, rows, identity)
	w.path.Mix(cells[:n], w.q[:n], w.k[:n], w.out[:n])
	w.path.AddNorm(w.x[:n], w.out, l.rnn.norm)

	w.apply(&l.context.q, w.q, w.x, rows, identity)
	for r, h := range active {
		w.contextAttention(r, h, i)
	}
	w.apply(&l.context.o, w.out, w.mixed, rows, identity)
	w.path.AddNorm(w.x[:n], w.out, l.context.norm)
	w.feedForward(&l.ffn, rows)
}

// contextAttention mixes what row r of w.q asks for into w.mixed. Head 0 of
// the guided layer is the alignment.
func (w *worker) contextAttention(r int, h *hypothesis, layer int) {
	c := w.model.config
	size := c.dim / c.heads
	mem := h.memory[layer]
	w.scores = grow(w.scores, turnedStride(mem.tokens))
	for head := range c.heads {
		at := r*c.dim + head*size
		weights := w.attend(w.mixed[at:at+size], w.q[at:at+size], mem, head, false)
		if head == 0 && layer == c.alignLayer {
			h.segment.alignment = append(h.segment.alignment, slices.Clone(weights))
		}
	}
}
