package evidence

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what two sentences share.
type Kind string

// Kinds of shared units.
const (
	Numbers Kind = "numbers"
	Dates   Kind = "dates"
	Names   Kind = "names"
	Words   Kind = "words"
)

// Link is a unit of the source with what it was found as in the target.
type Link struct {
	Kind           Kind
	Source, Target string
	Strength       float64
}

// String is one word when both are the same, else "rumah = house".
func (l Link) String() string {
	if strings.EqualFold(l.Source, l.Target) {
		return l.Source
	}
	return l.Source + " = " + l.Target
}

// leastStrength is the part of a unit that a link must make found to be worth
// telling.
const leastStrength = 0.25

// Shared returns what two groups of sentences share, the strongest first.
func (m *Matrix) Shared(source, target []int) []Link {
	if m.Basis == Translation {
		return m.translated.Shared(source, target)
	}
	var links []Link
	targets := m.Target.union(target)
	for _, u := range m.Source.union(source) {
		best, most := -1, float32(0)
		for _, v := range targets {
			if s := m.similar[u][v]; s > most {
				best, most = v, s
			}
		}
		if best < 0 {
			continue
		}
		s, t := &m.Source.Units[u], &m.Target.Units[best]
		if strength := float64(most) * s.Weight; strength >= leastStrength {
			links = append(links, Link{Kind: kindOf(s, t), Source: s.label(), Target: t.label(), Strength: strength})
		}
	}
	slices.SortStableFunc(links, func(a, b Link) int { return cmp.Compare(b.Strength, a.Strength) })
	return links
}

func kindOf(s, t *Unit) Kind {
	switch {
	case s.fact != nil && t.fact != nil:
		return Numbers
	case s.date != nil || t.date != nil:
		return Dates
	case s.Name || t.Name:
		return Names
	}
	return Words
}

// label is the unit without the sign that tells facts from words.
func (u *Unit) label() string {
	if u.told() || u.place {
		return u.Text[1:]
	}
	return u.Text
}
