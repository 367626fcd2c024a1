package nmt

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Beam search keeps the best few translations at every step rather than one
// (Graves, Sequence Transduction with Recurrent Neural Networks, 2012, section
// 2.4, with the label-synchronous steps usual in translation). As in Marian, a
// translation that has ended takes up a place of the beam, and the one with
// the best mean log-probability of its tokens wins.

// beam is the translations of one segment in the making, and those that have
// ended.
type beam struct {
	segment *segment
	places  int // for translations that have not ended
	ended   []*hypothesis
}

// step is an extension of a hypothesis by one word.
type step struct {
	row    int // of the hypothesis among the active ones
	column int // of the word among the candidates
	score  float32
}

// decodeBeams extends the translations of all segments by one token at a
// time, each by the best tokens over its beam, until all have ended.
func (w *worker) decodeBeams(ctx context.Context, segments []*segment, size int) error {
	m := w.model
	dim := m.config.dim
	active := w.hypotheses(segments)
	beams := make(map[*segment]*beam, len(active))
	owner := make([]*beam, len(active)) // of the active hypotheses
	for i, h := range active {
		b := &beam{segment: h.segment, places: size}
		beams[h.segment], owner[i] = b, b
		active[i] = h.branch()
	}
	cells := make([][]float32, len(m.decoder))
	for i := range cells {
		cells[i] = make([]float32, len(active)*dim)
	}
	for t := 0; len(active) > 0; t++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		w.room(len(active))
		w.embedLast(active, t)
		for i := range m.decoder {
			w.decoderLayer(i, active, cells[i])
		}
		var steps []step
		for r := 0; r < len(active); {
			end := r + 1
			for end < len(active) && owner[end] == owner[r] {
				end++
			}
			steps = append(steps, w.extend(active[r:end], r, owner[r].places)...)
			r = end
		}
		var next []*hypothesis
		var nextOwner []*beam
		var rows []int
		for _, s := range steps {
			h, b := active[s.row].branch(), owner[s.row]
			h.score = s.score
			h.segment.target = append(h.segment.target, h.segment.words.id(s.column))
			if h.ended() {
				b.end(h)
				continue
			}
			next, nextOwner, rows = append(next, h), append(nextOwner, b), append(rows, s.row)
		}
		active, owner = next, nextOwner
		for i := range cells {
			cells[i] = gather(cells[i], rows, dim)
		}
	}
	for s, b := range beams {
		if len(b.ended) == 0 { // an altered model, whose scores are all infinite
			continue
		}
		slices.SortStableFunc(b.ended, func(a, b *hypothesis) int { return cmp.Compare(b.mean(), a.mean()) })
		for _, h := range b.ended {
			s.found = append(s.found, found{h.segment.target, h.segment.alignment})
		}
		s.target, s.alignment = s.found[0].target, s.found[0].alignment
	}
	return nil
}

// branch is a copy of a hypothesis that can be extended by itself.
func (h *hypothesis) branch() *hypothesis {
	s := *h.segment
	s.target, s.alignment = slices.Clone(s.target), slices.Clone(s.alignment)
	return &hypothesis{segment: &s, memory: h.memory, score: h.score}
}

// end takes a hypothesis out of the beam.
func (b *beam) end(h *hypothesis) {
	b.places--
	b.ended = append(b.ended, h)
}

// mean is the mean log-probability of a hypothesis's tokens.
func (h *hypothesis) mean() float64 { return float64(h.score) / float64(len(h.segment.target)) }

// extend returns the best extensions of the hypotheses of one beam, whose
// rows of w.x begin at first. Scores are sums of log-probabilities.
func (w *worker) extend(hypotheses []*hypothesis, first, places int) []step {
	dim := w.model.config.dim
	words := hypotheses[0].segment.words
	w.output(words, w.x[first*dim:(first+len(hypotheses))*dim], len(hypotheses))
	var best []step
	for i, h := range hypotheses {
		logits := w.logits[i*words.weights.Stride():][:words.weights.N]
		if words.unknown >= 0 {
			logits[words.unknown] = -math.MaxFloat32
		}
		base := h.score - logSum(logits)
		least := float32(math.Inf(-1))
		for column, v := range logits {
			if v <= least {
				continue
			}
			best = insert(best, step{first + i, column, base + v}, places)
			if len(best) == places {
				least = best[places-1].score - base
			}
		}
	}
	return best
}

// insert puts a step in its place among the best ones, of which there are at
// most so many; those that came first win a tie.
func insert(best []step, s step, most int) []step {
	at, _ := slices.BinarySearchFunc(best, s, func(a, b step) int {
		if a.score >= b.score {
			return -1
		}
		return cmp.Compare(b.score, a.score)
	})
	best = slices.Insert(best, at, s)
	return best[:min(len(best), most)]
}

// tail is how far below the best logit a word counts for nothing. Training
// with label smoothing gives a share of the probability, much the same at every
// step, to all words alike; leaving it out changes few choices (0.1 BLEU on
// FLORES dev) and halves the time.
const tail = 8

// logSum is the logarithm of the sum of the exponentials of logits.
func logSum(logits []float32) float32 {
	top := slices.Max(logits)
	sum := 0.0
	for _, v := range logits {
		if d := v - top; d > -tail {
			sum += math.Exp(float64(d))
		}
	}
	return top + float32(math.Log(sum))
}

// gather returns the rows of cells with the given numbers.
func gather(cells []float32, rows []int, dim int) []float32 {
	out := make([]float32, len(rows)*dim)
	for i, r := range rows {
		copy(out[i*dim:(i+1)*dim], cells[r*dim:])
	}
	return out
}
