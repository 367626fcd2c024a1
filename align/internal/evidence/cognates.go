package evidence

import "github.com/kilas-news/kilas/checks/translit"

// shortestCognate is the length in letters from which likeness tells
// anything.
const shortestCognate = 4

func skeleton(latin string) string { return translit.Skeleton(latin) }

// addCognates matches words that are spelled or sound alike.
func (m *Matrix) addCognates() {
	bySound := map[byte][]int{}
	targets := make([]string, len(m.Target.Units))
	for v, u := range m.Target.Units {
		if u.fact != nil || u.date != nil || len(u.Latin) < shortestCognate {
			continue
		}
		if targets[v] = skeleton(u.Latin); targets[v] != "" {
			bySound[targets[v][0]] = append(bySound[targets[v][0]], v)
		}
	}
	for u, unit := range m.Source.Units {
		if unit.fact != nil || unit.date != nil || len(unit.Latin) < shortestCognate {
			continue
		}
		sounds := skeleton(unit.Latin)
		if sounds == "" {
			continue
		}
		for _, v := range bySound[sounds[0]] {
			other := m.Target.Units[v].Latin
			if 2*len(unit.Latin) < len(other) || 2*len(other) < len(unit.Latin) {
				continue
			}
			s := likeness(unit.Latin, other)
			if sounds == targets[v] && len(sounds) >= 3 {
				s = max(s, 0.55+0.05*float64(min(7, len(sounds))))
			}
			if s >= leastLikeness {
				m.raise(u, v, (s-leastLikeness)/(1-leastLikeness)*0.6+0.4)
			}
		}
	}
}

// leastLikeness is where chance resemblance ends.
const leastLikeness = 0.62

// likeness is the longest common subsequence of two words, against the length
// of the longer one (Melamed 1999, "Bitext maps and alignment via pattern
// recognition", section 5). Latin words are compared byte by byte.
func likeness(a, b string) float64 {
	if len(a) < len(b) {
		a, b = b, a
	}
	var row [64]uint8
	if len(a) >= len(row) {
		a = a[:len(row)-1]
	}
	if len(b) >= len(row) {
		b = b[:len(row)-1]
	}
	for i := range len(a) {
		diagonal := uint8(0)
		for j := range len(b) {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return float64(row[len(b)]) / float64(len(a))
}
