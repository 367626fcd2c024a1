package nmt

import "math"

// choose appends to every hypothesis the word whose path scores best. Scores
// of paths are sums of logits, in single precision like the peer's.
func (w *worker) choose(active []*hypothesis) {
	dim := w.model.config.dim
	for r := 0; r < len(active); {
		words, end := active[r].segment.words, r+1
		for end < len(active) && active[end].segment.words == words {
			end++
		}
		w.output(words, w.x[r*dim:end*dim], end-r)
		stride := words.weights.Stride()
		for i, h := range active[r:end] {
			h.append(words, w.logits[i*stride:][:words.weights.N])
		}
		r = end
	}
}

// output computes rows of w.logits, one logit per candidate.
func (w *worker) output(words *candidates, x []float32, rows int) {
	use := words.fixed
	if w.model.outputAlpha == 0 {
		use = words.prepare(w.model, dynamicAlpha(x, identity))
	}
	w.quantized = grow(w.quantized, len(x))
	w.path.Quantize(w.quantized, x, use.alpha)
	w.logits = grow(w.logits, rows*words.weights.Stride())
	w.path.Multiply(w.logits, w.quantized, rows, &words.weights, use.scale, use.bias)
}

// append takes the best word. The unknown word is never chosen, the first
// one wins a tie.
func (h *hypothesis) append(words *candidates, logits []float32) {
	if words.unknown >= 0 {
		logits[words.unknown] = -math.MaxFloat32
	}
	best, most := 0, float32(math.Inf(-1))
	for i, v := range logits {
		if s := h.score + v; s > most {
			best, most = i, s
		}
	}
	h.score = most
	h.segment.target = append(h.segment.target, words.id(best))
}

// ended reports whether the last token is </s> or one too many.
func (h *hypothesis) ended() bool {
	s := h.segment
	n := len(s.target)
	return s.target[n-1] == endOfSentence || n >= lengthFactor*s.width
}
