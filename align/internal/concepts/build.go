package concepts

import (
	"hash/maphash"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/meaning"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/checks/translit"
	"github.com/kilas-news/kilas/langs"
)

// seed makes keys of one process comparable; they are never stored.
var seed = maphash.MakeSeed()

// builder makes a bag.
type builder struct {
	bag     Bag
	number  map[string]int
	unknown map[int]bool         // words that no dictionary has
	bits    func(string) float64 // of English words
	table   *lexicon.Table       // into English
	side    *meaning.Side
	news    *frequencies
}

// New makes the bag of an article from its title and first sentences.
func New(l kilas.Lang, sentences []string) *Bag {
	b := &builder{bag: Bag{Lang: l}, number: map[string]int{}, unknown: map[int]bool{}}
	if base(l) != "en" {
		if table, backwards, ok := lexicon.Between(l, "en"); ok && !backwards {
			b.table = table
		}
	}
	b.bits, _ = lexicon.Frequencies("en")
	b.news = frequenciesOf(l)
	b.side, _, b.bag.placed = meaning.Between(l, l)
	for n, text := range sentences[:min(len(sentences), MaxSentences)] {
		b.add(n, text)
		b.bag.Sentences++
	}
	for n := range b.bag.Units {
		u := &b.bag.Units[n]
		b.weigh(u)
		u.Abroad = u.Weight
		if u.Kind == Word && b.unknown[n] {
			u.Abroad *= unknownWeight
		}
		u.Strange = u.Kind == Name || u.Kind == Word && b.unknown[n] && isWord(b.bag.Lang, u.Text)
	}
	b.bag.finish()
	return &b.bag
}

func (b *builder) add(n int, text string) {
	facts := checks.FactsOf(checks.Text{Lang: b.bag.Lang, Text: text})
	names := map[string]string{}
	for _, name := range facts.Names {
		for _, part := range strings.Fields(name.Text) {
			names[langs.Fold(part)] = part
		}
	}
	for _, word := range Words(b.bag.Lang, text) {
		kind := Word
		name, ok := names[word]
		if ok {
			kind = Name
		}
		if u := b.unit(n, kind, word, b.wordKeys); u != nil && ok {
			u.Name = name
		}
		if b.bag.placed {
			b.side.Add(&b.bag.all, b.bag.Lang, word)
			if n < LeadSentences {
				b.side.Add(&b.bag.lead, b.bag.Lang, word)
			}
		}
	}
	for _, number := range facts.Numbers {
		if !number.Loose {
			b.unit(n, Number, text[number.Start:number.End], func(u int, _ string) { b.numberKeys(u, number) })
		}
	}
	for _, date := range facts.Dates {
		b.unit(n, Date, text[date.Start:date.End], func(u int, _ string) { b.dateKeys(u, date) })
	}
}

// unit notes that sentence n mentions a unit; keys are added the first time. It
// returns nil when there is no room for another one.
func (b *builder) unit(n int, kind Kind, text string, keys func(u int, text string)) *Unit {
	group := "w"
	if kind == Number || kind == Date {
		group = "#"
	}
	u, ok := b.number[group+text]
	if !ok {
		u = len(b.bag.Units)
		if u > math.MaxUint16 {
			return nil
		}
		b.number[group+text] = u
		b.bag.Units = append(b.bag.Units, Unit{Text: text, Kind: kind})
		keys(u, text)
	}
	b.bag.Units[u].sentences |= 1 << n
	b.bag.Units[u].Kind = max(b.bag.Units[u].Kind, kind)
	return &b.bag.Units[u]
}

func (b *builder) key(u int, group, text string, strength float64) {
	b.bag.entries = append(b.bag.entries, entry{maphash.String(seed, group+text), uint16(u), float32(strength)})
}

// Strengths of keys that are not certain.
const (
	stemStrength  = 0.95
	soundStrength = 0.87 // a pair that sounds alike has its square
	shortestSound = 3
)

func (b *builder) wordKeys(u int, word string) {
	b.key(u, "spelled ", word, 1)
	if sound := translit.Skeleton(langs.Fold(translit.Latin(word))); utf8.RuneCountInString(word) > shortestSound && len(sound) >= shortestSound {
		b.key(u, "sounds ", sound, soundStrength)
	}
	if base(b.bag.Lang) == "en" {
		b.english(u, word, 1)
		b.unknown[u] = b.bits != nil && b.bits(word) == 0
		return
	}
	entries := b.entriesOf(word)
	b.unknown[u] = b.table != nil && len(entries) == 0
	for _, n := range entries {
		b.table.Links(n, func(l lexicon.Link) bool {
			if s := strength(l); s >= leastLink {
				b.english(u, b.table.Target(l.Target), s)
			}
			return true
		})
	}
}

// leastLink is the strength below which a translation isn't looked up.
const leastLink = 0.25

func (b *builder) english(u int, word string, strength float64) {
	b.key(u, "means ", word, strength)
	if stem := lexicon.Stem("en", word); stem != "" {
		b.key(u, "stem ", stem, stemStrength*strength)
	}
}

func (b *builder) entriesOf(word string) []int {
	if b.table == nil {
		return nil
	}
	if n, ok := b.table.Find(word); ok {
		return []int{n}
	}
	var found []int
	for _, variant := range lexicon.Variants(b.bag.Lang, word) {
		if n, ok := b.table.Find(variant); ok {
			found = append(found, n)
		}
	}
	return found
}

// strength is how well a dictionary entry supports that two words translate
// each other, as in package evidence.
func strength(l lexicon.Link) float64 {
	p := max(math.Sqrt(l.Forward*l.Backward), 0.7*min(1, max(l.Forward, l.Backward)))
	return min(1, math.Pow(p, 0.4))
}

func (b *builder) numberKeys(u int, n checks.Number) {
	for _, value := range append([]float64{n.Value}, n.Also...) {
		b.key(u, "number ", strconv.FormatFloat(value, 'g', 9, 64), 1)
	}
}

// dateKeys are the day of the month and the weekday, either of which tells in
// one week's news.
func (b *builder) dateKeys(u int, d checks.Date) {
	if d.Day > 0 {
		b.key(u, "day ", strconv.Itoa(d.Month)+"/"+strconv.Itoa(d.Day), 1)
		if d.Swapped {
			b.key(u, "day ", strconv.Itoa(d.Day)+"/"+strconv.Itoa(d.Month), 1)
		}
	} else if d.Month > 0 {
		b.key(u, "month ", strconv.Itoa(d.Month)+"/"+strconv.Itoa(d.Year), 1)
	}
	if d.Weekday > 0 {
		b.key(u, "weekday ", strconv.Itoa(d.Weekday), 1)
	}
}

// Weights of units by kind, where a rare word has 1.
const (
	nameWeight     = 1.4
	syllableWeight = 0.3
	numberWeight   = 1.2
	dateWeight     = 0.6
	shortWeight    = 0.4
	gramWeight     = 0.3
	unknownWeight  = 0.2 // abroad, of a word that the dictionary lacks
)

func (b *builder) weigh(u *Unit) {
	switch u.Kind {
	case Number:
		u.Weight = numberWeight
		return
	case Date:
		u.Weight = dateWeight
		return
	}
	u.Weight = 1
	first, _ := utf8.DecodeRuneInString(u.Text)
	switch {
	case unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		u.Weight = gramWeight
	case base(b.bag.Lang) == "vi" && !strings.Contains(u.Text, " "):
		u.Weight = syllableWeight
	}
	if u.Kind == Name {
		u.Weight *= nameWeight
	}
	switch {
	case b.news != nil:
		u.Weight *= float32(b.news.informativeness(u.Text))
	case utf8.RuneCountInString(u.Text) <= 3 && u.Kind == Word:
		u.Weight *= shortWeight
	}
}

// isWord reports whether a unit is a word, and no pair of syllables or letters
// of a text without spaces.
func isWord(l kilas.Lang, unit string) bool {
	first, _ := utf8.DecodeRuneInString(unit)
	return !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) &&
		base(l) != "vi" && utf8.RuneCountInString(unit) > shortestSound
}

func base(l kilas.Lang) string {
	b, _, _ := strings.Cut(string(l), "-")
	return b
}
