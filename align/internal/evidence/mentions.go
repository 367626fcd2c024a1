package evidence

import (
	"slices"
	"strings"

	"github.com/kilas-news/kilas/checks/translit"
)

// mentionStrength is how surely a name that is heard in a sentence is in it.
const mentionStrength = 0.8

// Lengths of skeletons from which a name is looked for, and from which one
// sound of it may differ.
const (
	shortestMention = 3
	longMention     = 5
)

// oftener is how many more sentences than have a name may sound like it before
// that is taken for chance.
const oftener = 2

// addMentions finds names of a text in Latin letters inside the sentences of
// a text whose words are not separated.
func (m *Matrix) addMentions() {
	if !m.Source.spaceless || m.Target.spaceless {
		return
	}
	m.mentions = make([][]bool, m.Source.Len())
	heard := make([]string, m.Source.Len())
	for i := range m.mentions {
		m.mentions[i] = make([]bool, len(m.Target.Units))
		heard[i] = m.Source.heard(m.Source.sentence(i).Text)
	}
	for v, u := range m.Target.Units {
		if !u.Name {
			continue
		}
		name := skeleton(u.Latin)
		times := 0
		for i := range m.mentions {
			m.mentions[i][v] = soundsIn(heard[i], name)
			if m.mentions[i][v] && i < len(m.Source.Sentences) {
				times++
			}
		}
		if times > u.count+oftener {
			for i := range m.mentions {
				m.mentions[i][v] = false
			}
		}
	}
}

func (m *Matrix) mentioned(i []int, unit int) bool {
	for _, s := range i {
		if m.mentions != nil && m.mentions[s][unit] {
			return true
		}
	}
	return false
}

// heard is the skeleton of a sentence in a script without spaces. The Thai
// letters that are written "ph" stand for p.
func (s *Side) heard(text string) string {
	if Base(s.Lang) != "zh" {
		return skeleton(strings.ReplaceAll(strings.Join(strings.Fields(latin(text)), ""), "ph", "p"))
	}
	var names []string
	for _, run := range strings.Fields(translit.Transcribed(text)) {
		names = append(names, skeleton(run))
	}
	return strings.Join(names, " ")
}

// soundsIn reports whether a name is heard in a sentence, long ones but for one
// sound: by the least edit distance of the name to a part of it (Sellers 1980,
// "The theory and computation of evolutionary distances: pattern recognition").
func soundsIn(heard, name string) bool {
	if len(name) < shortestMention {
		return false
	}
	if strings.Contains(heard, name) {
		return true
	}
	if len(name) < longMention {
		return false
	}
	above := make([]int, len(heard)+1)
	for k := range len(name) {
		diagonal := above[0]
		above[0] = k + 1
		for n := range len(heard) {
			cost := diagonal
			if name[k] != heard[n] {
				cost++
			}
			diagonal = above[n+1]
			above[n+1] = min(cost, diagonal+1, above[n]+1)
		}
	}
	return slices.Min(above) <= 1
}
