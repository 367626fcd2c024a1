package evidence

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/checks/translit"
)

// How surely an Arabic word is another one that has its consonants: a name, a
// name but for one of them, or a word.
const (
	heardName   = 0.9
	heardNearly = 0.7
	heardWord   = 0.6
)

// Lengths of skeletons from which they tell names and other words.
const (
	shortestHeardName = 3
	shortestHeardWord = 4
)

// addHeard matches an Arabic word of the source with words of the target that
// have its consonants, by their skeletons.
func (m *Matrix) addHeard(u int, bySound map[byte][]int, skeletons []string) {
	for _, heard := range hearings(m.Source.Units[u]) {
		for _, v := range bySound[heard[0]] {
			name, same := m.Target.Units[v].Name, heard == skeletons[v]
			long := min(len(heard), len(skeletons[v])) >= shortestHeardWord
			switch {
			case same && name:
				m.raise(u, v, heardName)
			case same && long:
				m.raise(u, v, heardWord)
			case name && long && translit.Likeness(heard, skeletons[v]) >= 0.8:
				m.raise(u, v, heardNearly)
			}
		}
	}
}

// joined are the words that Arabic writes together with the next one: and, in,
// to, so, as, the, in Latin letters.
var joined = []string{"", "w", "b", "l", "f", "k", "al", "wal", "bal", "fal", "kal", "ll"}

// hearings are the skeletons that an Arabic word may have: with and without
// what is written together with it, and with the letter waw as a vowel and as a
// consonant.
func hearings(u Unit) []string {
	if r, _ := utf8.DecodeRuneInString(u.Text); !unicode.Is(unicode.Arabic, r) {
		return nil
	}
	var list []string
	for _, prefix := range joined {
		rest, ok := strings.CutPrefix(u.Latin, prefix)
		if !ok || len(rest) < shortestHeardName {
			continue
		}
		for _, way := range []string{rest, strings.ReplaceAll(rest, "w", "u"), rest[:1] + strings.ReplaceAll(rest[1:], "w", "u")} {
			if s := skeleton(way); len(s) >= shortestHeardName && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	return list
}
