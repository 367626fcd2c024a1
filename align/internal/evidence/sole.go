package evidence

import "math"

// sure is the similarity from which two facts are the same.
const sure = 0.8

// Sole is how many numbers and dates sentences of both texts share that are
// told nowhere else: each counts as one over the number of pairs of sentences
// that share it. It is indexed by the sentence of the source times the number
// of sentences of the target, plus that of the target.
func (m *Matrix) Sole() []float64 {
	targets := len(m.Target.Sentences)
	sole := make([]float64, len(m.Source.Sentences)*targets)
	inSource, inTarget := m.Source.holders(), m.Target.holders()
	for u := range m.Source.Units {
		if !m.Source.Units[u].told() {
			continue
		}
		for v, s := range m.similar[u] {
			if s < sure || !m.Target.Units[v].told() {
				continue
			}
			weight := min(m.Source.Units[u].telling(), m.Target.Units[v].telling()) / m.tellers(u, v)
			for _, i := range inSource[u] {
				for _, j := range inTarget[v] {
					sole[i*targets+j] += weight
				}
			}
		}
	}
	return sole
}

// tellers is how many pairs of sentences share what units u and v say.
func (m *Matrix) tellers(u, v int) float64 {
	source, target := 0, 0
	for k := range m.similar {
		if m.similar[k][v] >= sure && m.Source.Units[k].told() {
			source += m.Source.Units[k].count
		}
	}
	for k, s := range m.similar[u] {
		if s >= sure && m.Target.Units[k].told() {
			target += m.Target.Units[k].count
		}
	}
	return float64(max(1, source) * max(1, target))
}

// told reports whether the unit is a number or date.
func (u *Unit) told() bool { return u.fact != nil || u.date != nil }

// word reports whether the unit is neither a name nor a number or date.
func (u *Unit) word() bool { return !u.Name && !u.told() }

// telling is less for numbers that are often the same by chance.
func (u *Unit) telling() float64 {
	if u.fact != nil && u.fact.Value >= 0 && u.fact.Value < 10 && u.fact.Value == float64(int(u.fact.Value)) {
		return 0.5
	}
	return 1
}

// holders are the sentences that have each unit.
func (s *Side) holders() [][]int {
	holders := make([][]int, len(s.Units))
	for i, sentence := range s.Sentences {
		for _, u := range sentence.Units {
			holders[u] = append(holders[u], i)
		}
	}
	return holders
}

// Rare is how much sentences of both texts share of what few of them have, by
// the weight of a typical word; it is indexed as [Matrix.Sole] is.
func (m *Matrix) Rare() []float64 {
	targets := len(m.Target.Sentences)
	rare := make([]float64, len(m.Source.Sentences)*targets)
	inSource, inTarget := m.Source.holders(), m.Target.holders()
	for u, row := range m.similar {
		for v, s := range row {
			if s < leastRare || len(inSource[u]) == 0 || len(inTarget[v]) == 0 {
				continue
			}
			weight := float64(s) * math.Sqrt(m.Source.Units[u].Weight*m.Target.Units[v].Weight) / float64(len(inSource[u])*len(inTarget[v]))
			for _, i := range inSource[u] {
				for _, j := range inTarget[v] {
					rare[i*targets+j] += weight
				}
			}
		}
	}
	return rare
}

const leastRare = 0.7
