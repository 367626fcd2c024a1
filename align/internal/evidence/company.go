package evidence

import "slices"

// Company is the weight of the units that sentence i shares with the other
// sentence of its text that it shares most with, those of the group aside.
func (s *Side) Company(i int, group []int) float64 {
	most := 0.0
	for k, w := range s.overlapsOf(i) {
		if w > most && !slices.Contains(group, k) {
			most = w
		}
	}
	return most
}

func (s *Side) overlapsOf(i int) []float64 {
	if s.shared == nil {
		s.shared = s.overlaps()
	}
	return s.shared[i]
}

// CompanyNear is Company among the sentences that are at most so many away.
func (s *Side) CompanyNear(i, reach int, group []int) float64 {
	shared := s.overlapsOf(i)
	most := 0.0
	for k := max(0, i-reach); k <= min(len(shared)-1, i+reach); k++ {
		if shared[k] > most && !slices.Contains(group, k) {
			most = shared[k]
		}
	}
	return most
}

// overlaps returns the weight that every two sentences of a text share.
func (s *Side) overlaps() [][]float64 {
	holders := s.holders()
	shared := make([][]float64, len(s.Sentences))
	for i := range shared {
		shared[i] = make([]float64, len(s.Sentences))
	}
	for u, list := range holders {
		for _, i := range list {
			for _, k := range list {
				if i != k {
					shared[i][k] += s.Units[u].Weight
				}
			}
		}
	}
	return shared
}
