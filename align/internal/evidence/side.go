package evidence

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/meaning"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/checks/territories"
	"github.com/kilas-news/kilas/checks/translit"
	"github.com/kilas-news/kilas/langs"
)

// Side is one text as sets of units: words, n-grams of scripts without
// spaces, and facts.
type Side struct {
	Lang        kilas.Lang
	Units       []Unit
	Sentences   []Sentence
	parts       []Sentence // of those that have several
	partOf      []int      // sentence of each part
	views       [][]int
	spaceless   bool
	territories *territories.Names // nil where they are not looked for
	number      map[string]int
	shared      [][]float64 // weight that two sentences have in common
}

// Unit is a word or fact that occurs in a text. Weight is its part in what a
// sentence says.
type Unit struct {
	Text   string // folded
	Latin  string // Text in Latin letters
	Name   bool   // capitalised inside of a sentence
	Weight float64
	fact   *checks.Number
	date   *checks.Date
	place  bool // a country, by its code
	count  int  // sentences that have it
}

// Sentence is the units of a sentence, in order of appearance, each once.
type Sentence struct {
	Text   string
	Units  []int
	Facts  checks.Facts
	Length float64 // in letters, as [checks.Width] counts them
	vector meaning.Vector
}

func newSide(t Text, places bool) *Side {
	s := &Side{Lang: t.Lang, number: map[string]int{}}
	if places {
		s.territories, _ = territories.Of(t.Lang)
	}
	for _, text := range t.Sentences {
		sentence := s.read(text)
		for _, u := range sentence.Units {
			s.Units[u].count++
		}
		s.Sentences = append(s.Sentences, sentence)
	}
	for n := range t.Sentences {
		views := []int{n}
		for _, part := range t.parts[n] {
			views = append(views, s.Len())
			s.parts = append(s.parts, s.read(part))
			s.partOf = append(s.partOf, n)
		}
		s.views = append(s.views, views)
	}
	s.weigh()
	return s
}

// read takes a text apart.
func (s *Side) read(text string) Sentence {
	sentence := Sentence{Text: text, Facts: checks.FactsOf(checks.Text{Lang: s.Lang, Text: text}), Length: checks.Width(text)}
	names := nameWords(sentence.Facts.Names)
	for _, unit := range lexicon.Units(s.Lang, text) {
		n := s.unit(unit)
		s.Units[n].Name = s.Units[n].Name || slices.Contains(names, unit)
		sentence.Units = append(sentence.Units, n)
		if !s.spaceless {
			r, _ := utf8.DecodeRuneInString(unit)
			s.spaceless = unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
		}
	}
	for _, number := range sentence.Facts.Numbers {
		if !number.Loose {
			n := s.unit("#" + text[number.Start:number.End])
			s.Units[n].fact = &number
			sentence.Units = append(sentence.Units, n)
		}
	}
	for _, date := range sentence.Facts.Dates {
		n := s.unit("@" + text[date.Start:date.End])
		s.Units[n].date = &date
		sentence.Units = append(sentence.Units, n)
	}
	if s.territories != nil {
		s.territories.Each(text, func(code string) {
			n := s.unit("@" + code)
			s.Units[n].place, s.Units[n].Name = true, true
			sentence.Units = append(sentence.Units, n)
		})
	}
	slices.Sort(sentence.Units)
	sentence.Units = slices.Compact(sentence.Units)
	return sentence
}

func nameWords(names []checks.Name) []string {
	var words []string
	for _, n := range names {
		words = append(words, strings.Fields(langs.Fold(n.Text))...)
	}
	return words
}

func (s *Side) unit(text string) int {
	n, ok := s.number[text]
	if !ok {
		n = len(s.Units)
		s.number[text] = n
		s.Units = append(s.Units, Unit{Text: text, Latin: latin(text)})
	}
	return n
}

func latin(text string) string { return langs.Fold(translit.Latin(text)) }

// weigh sets the weight of every unit: less for grammar and for what most
// sentences of the text have, more for facts and names.
func (s *Side) weigh() {
	total := float64(len(s.Sentences))
	for n := range s.Units {
		u := &s.Units[n]
		u.Weight = math.Log(1+total/float64(max(1, u.count))) / math.Log(1+total)
		switch {
		case u.fact != nil || u.date != nil:
			u.Weight *= factWeight
		case langs.StopWord(s.Lang, u.Text):
			u.Weight *= stopWeight
		case s.spaceless && !isLatinWord(u.Text):
			u.Weight *= gramWeight
		case u.Name:
			u.Weight *= nameWeight
		case utf8.RuneCountInString(u.Text) <= 3:
			u.Weight *= shortWeight
		}
	}
}

// Weights of units by kind, where a word has 1; chosen by hand, since the
// fitted model only needs an order.
const (
	factWeight  = 1.6
	nameWeight  = 1.4
	shortWeight = 0.4
	stopWeight  = 0.12
	gramWeight  = 0.3
)

func isLatinWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.Is(unicode.Latin, r)
}

// union returns the units of a group of sentences, each once.
func (s *Side) union(group []int) []int {
	if len(group) == 1 {
		return s.sentence(group[0]).Units
	}
	var units []int
	for _, i := range group {
		units = append(units, s.sentence(i).Units...)
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// Base is a language without its variety.
func Base(l kilas.Lang) kilas.Lang {
	b, _, _ := strings.Cut(string(l), "-")
	return kilas.Lang(b)
}
