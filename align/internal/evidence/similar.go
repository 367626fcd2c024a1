package evidence

import (
	"math"

	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/langs"
)

// raise notes that two units are at least so similar.
func (m *Matrix) raise(source, target int, similarity float64) {
	if s := float32(similarity); s > m.similar[source][target] {
		m.similar[source][target] = s
	}
}

// addIdentity matches units that are spelled the same in both languages.
func (m *Matrix) addIdentity() {
	for u, unit := range m.Source.Units {
		if v, ok := m.Target.number[unit.Text]; ok && unit.fact == nil && unit.date == nil {
			m.raise(u, v, 1)
		}
	}
}

// addFacts matches numbers and dates by their value.
func (m *Matrix) addFacts() {
	for u, source := range m.Source.Units {
		if source.fact == nil && source.date == nil {
			continue
		}
		for v, target := range m.Target.Units {
			switch {
			case target.fact == nil && target.date == nil:
			case source.fact != nil && target.fact != nil:
				if source.fact.Same(*target.fact) {
					m.raise(u, v, 1)
				}
			case source.date != nil && target.date != nil:
				m.raise(u, v, source.date.Agreement(*target.date))
			case source.date != nil:
				m.raise(u, v, partOf(*target.fact, *source.date))
			default:
				m.raise(u, v, partOf(*source.fact, *target.date))
			}
		}
	}
}

// partOf is how far a number is the year or day of a date.
func partOf(n checks.Number, d checks.Date) float64 {
	if d.Has(n) {
		return 0.6
	}
	return 0
}

// addLexicon matches units by the dictionary of the two languages, if there
// is one, and sets weights by how much a word tells. It uses the given table
// rather than the embedded one.
func (m *Matrix) addLexicon(table *lexicon.Table) bool {
	backwards := false
	if table == nil {
		var ok bool
		if table, backwards, ok = lexicon.Between(m.Source.Lang, m.Target.Lang); !ok {
			return false
		}
	}
	m.large = table.Large()
	home, away := m.Source, m.Target
	if backwards {
		home, away = away, home
	}
	stems := away.stems()
	for u := range home.Units {
		for _, n := range entries(table, home, u) {
			table.Links(n, func(l lexicon.Link) bool {
				s := strength(l)
				text := table.Target(l.Target)
				if v, ok := away.number[text]; ok {
					m.raiseHome(backwards, u, v, s)
				}
				for _, v := range stems[lexicon.Stem(away.Lang, text)] {
					m.raiseHome(backwards, u, v, stemStrength*s)
				}
				return true
			})
		}
	}
	home.inform(table.Find, table.Bits)
	away.inform(table.FindTarget, table.TargetBits)
	return true
}

const stemStrength = 0.9

func (m *Matrix) raiseHome(backwards bool, home, away int, s float64) {
	if backwards {
		home, away = away, home
	}
	m.raise(home, away, s)
}

// entries returns the numbers of the table's entries for a unit: its own, or
// those of its stems when it has none.
func entries(table *lexicon.Table, s *Side, u int) []int {
	if n, ok := table.Find(s.Units[u].Text); ok {
		return []int{n}
	}
	var found []int
	for _, variant := range lexicon.Variants(s.Lang, s.Units[u].Text) {
		if n, ok := table.Find(variant); ok {
			found = append(found, n)
		}
	}
	return found
}

// strength is how well a dictionary entry supports that two words translate
// each other: certain when both directions are likely, and still more than
// half when a word is one of a few translations.
func strength(l lexicon.Link) float64 {
	p := max(math.Sqrt(l.Forward*l.Backward), 0.7*min(1, max(l.Forward, l.Backward)))
	return min(1, math.Pow(p, 0.4))
}

// inform scales the weights of units by how surprising they are in the corpus
// of the table.
func (s *Side) inform(find func(string) (int, bool), bits func(int) float64) {
	for n := range s.Units {
		s.informUnit(&s.Units[n], find, bits)
	}
}

func (s *Side) informUnit(u *Unit, find func(string) (int, bool), bits func(int) float64) {
	if u.fact != nil || u.date != nil || langs.StopWord(s.Lang, u.Text) {
		return
	}
	entry, ok := find(u.Text)
	switch {
	case ok:
		u.Weight *= min(1.2, max(0.1, (bits(entry)-4)/9))
	case !u.Name:
		u.Weight *= unknownWeight
	}
}

// informAlone scales the weights of a text that is compared within its
// language, by any dictionary that has the language.
func (s *Side) informAlone() {
	if bits, ok := lexicon.Frequencies(s.Lang); ok {
		find := func(unit string) (int, bool) { return 0, bits(unit) > 0 }
		for n := range s.Units {
			u := &s.Units[n]
			s.informUnit(u, find, func(int) float64 { return bits(u.Text) })
		}
	}
}

// unknownWeight is for words that are neither names nor in the dictionary:
// they can hardly be found on the other side.
const unknownWeight = 0.6

func (s *Side) stems() map[string][]int {
	m := make(map[string][]int, len(s.Units))
	for n, u := range s.Units {
		if st := lexicon.Stem(s.Lang, u.Text); st != "" {
			m[st] = append(m[st], n)
		}
	}
	return m
}
