package nmt

import "context"

// encode leaves the encoder's output for the segments' tokens, one segment
// after another, in w.x.
func (w *worker) encode(ctx context.Context, segments []*segment) error {
	m, rows := w.model, 0
	for _, s := range segments {
		rows += w.rows(s)
	}
	w.room(rows)
	dim := m.config.dim
	row := 0
	for _, s := range segments {
		for t, id := range s.source {
			m.source.add(w.x[row*dim:(row+1)*dim], id, m.positions[t*dim:(t+1)*dim])
			row++
		}
		for t := len(s.source); t < w.rows(s); t++ {
			m.source.add(w.x[row*dim:(row+1)*dim], padding, m.positions[t*dim:(t+1)*dim])
			row++
		}
	}
	for i := range m.encoder {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.encoderLayer(&m.encoder[i], segments, rows)
	}
	return nil
}

// padding is the word that fills a segment up to the width of its batch.
const padding = endOfSentence

// rows returns how many rows the encoder has for a segment. Those of padding
// are of no use, except that without alphas they too decide how all others are
// quantized.
func (w *worker) rows(s *segment) int {
	if w.model.outputAlpha == 0 {
		return max(s.width, len(s.source))
	}
	return len(s.source)
}

func (w *worker) encoderLayer(l *encoderLayer, segments []*segment, rows int) {
	dim := w.model.config.dim
	w.apply(&l.self.q, w.q, w.x, rows, identity)
	w.apply(&l.self.k, w.k, w.x, rows, identity)
	w.apply(&l.self.v, w.v, w.x, rows, identity)
	at := 0
	for _, s := range segments {
		n := w.rows(s) * dim
		w.selfAttention(s, w.mixed[at:at+n], w.q[at:at+n], w.k[at:at+n], w.v[at:at+n])
		at += n
	}
	w.apply(&l.self.o, w.out, w.mixed, rows, identity)
	w.path.AddNorm(w.x, w.out, l.self.norm)
	w.feedForward(&l.ffn, rows)
}
