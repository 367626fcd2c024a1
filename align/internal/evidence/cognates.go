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
		if u.told() || u.place || len(u.Latin) < shortestCognate {
			continue
		}
		if targets[v] = skeleton(u.Latin); targets[v] != "" {
			bySound[targets[v][0]] = append(bySound[targets[v][0]], v)
		}
	}
	for u, unit := range m.Source.Units {
		if unit.told() || unit.place || len(unit.Latin) < shortestCognate {
			continue
		}
		sounds := skeleton(unit.Latin)
		if sounds == "" {
			continue
		}
		m.addHeard(u, bySound, targets)
		for _, v := range bySound[sounds[0]] {
			other := m.Target.Units[v].Latin
			if 2*len(unit.Latin) < len(other) || 2*len(other) < len(unit.Latin) {
				continue
			}
			s := translit.Likeness(unit.Latin, other)
			if len(unit.Latin) > len(other) && len(other) >= shortestStem {
				s = max(s, 0.9*translit.Likeness(unit.Latin[:len(other)], other))
			}
			if sounds == targets[v] && len(sounds) >= 3 {
				s = max(s, 0.55+0.05*float64(min(7, len(sounds))))
			}
			if s >= leastLikeness {
				m.raise(u, v, (s-leastLikeness)/(1-leastLikeness)*0.6+0.4)
			}
		}
	}
}

// shortestStem is the length from which a word may have an ending that its
// cognate lacks.
const shortestStem = 5

// leastLikeness is where chance resemblance ends.
const leastLikeness = 0.62
