package evidence

import (
	"github.com/kilas-news/kilas/align/internal/meaning"
	"github.com/kilas-news/kilas/langs"
)

// place gives the sentences of both sides their vectors, if both languages
// have some.
func (m *Matrix) place() {
	source, target, ok := meaning.Between(m.Source.Lang, m.Target.Lang)
	if !ok {
		return
	}
	m.Source.place(source)
	m.Target.place(target)
	m.placed = true
}

func (s *Side) place(words *meaning.Side) {
	vectors := make([]meaning.Vector, len(s.Units))
	for n, u := range s.Units {
		if u.fact == nil && u.date == nil && !langs.StopWord(s.Lang, u.Text) {
			words.Add(&vectors[n], s.Lang, u.Text)
		}
	}
	for n := range s.Len() {
		sentence := s.sentence(n)
		for _, u := range sentence.Units {
			sentence.vector.Add(&vectors[u])
		}
	}
}

// vector is the place of a group of sentences.
func (s *Side) vector(group []int) meaning.Vector {
	v := s.sentence(group[0]).vector
	for _, n := range group[1:] {
		v.Add(&s.sentence(n).vector)
	}
	return v
}

// Placed reports whether [Matrix.Meaning] tells anything.
func (m *Matrix) Placed() bool { return m.placed || m.translated != nil && m.translated.placed }

// Meaning is how near two groups of sentences are in the space of meanings,
// the cosine of their vectors.
func (m *Matrix) Meaning(source, target []int) float64 {
	if !m.placed {
		if m.translated == nil || !m.translated.placed {
			return 0
		}
		return m.translated.Meaning(source, target)
	}
	v, w := m.Source.vector(source), m.Target.vector(target)
	return v.Likeness(&w)
}
