package evidence

// Overlap is how much two whole texts share, by kind of unit, in [0,1].
type Overlap struct {
	Words, Names, Numbers float64
}

// Overlap compares the texts as if each were one sentence. A kind that one of
// the texts lacks counts as half found, which tells nothing.
func (m *Matrix) Overlap() Overlap {
	words := func(u *Unit) bool { return u.fact == nil && u.date == nil && !u.Name }
	names := func(u *Unit) bool { return u.Name }
	numbers := func(u *Unit) bool { return u.fact != nil || u.date != nil }
	return Overlap{m.shareOf(words), m.shareOf(names), m.shareOf(numbers)}
}

func (m *Matrix) shareOf(kind func(*Unit) bool) float64 {
	best := make([]float32, len(m.Target.Units))
	sourceFound, sourceWeight, targetFound, targetWeight := 0.0, 0.0, 0.0, 0.0
	for u := range m.Source.Units {
		most := float32(0)
		for v, s := range m.similar[u] {
			most = max(most, s)
			best[v] = max(best[v], s)
		}
		if unit := &m.Source.Units[u]; kind(unit) {
			sourceFound += unit.Weight * float64(most)
			sourceWeight += unit.Weight
		}
	}
	for v := range m.Target.Units {
		if unit := &m.Target.Units[v]; kind(unit) {
			targetFound += unit.Weight * float64(best[v])
			targetWeight += unit.Weight
		}
	}
	if sourceWeight == 0 || targetWeight == 0 {
		return 0.5
	}
	c := Cover{Source: sourceFound / sourceWeight, Target: targetFound / targetWeight}
	return c.Mean()
}
