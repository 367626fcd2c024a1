package newsroom

import (
	"embed"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path"
	"strconv"
	"strings"

	"github.com/kilas-news/kilas"
)

// tales are kinds of events, written for this project. A file has the ranges
// of its numbers, a title and facts, each in eight languages.
//
//go:embed tales/*.txt
var tales embed.FS

// kind is an event with slots in its sentences: {person}, {place}, {firm} and
// the numbers {a}, {b}, {d}.
type kind struct {
	numbers map[string][2]int
	title   Fact
	facts   []Fact
}

// name is an invented name in the three scripts.
type name struct{ latin, ja, ar string }

// Invented returns a corpus of n tales from the kinds of this package, the
// same for the same seed. Every third has a near twin right after it: another
// kind of event with the same person, place and firm. In a large
// corpus the same kind of event happens often, to others and with other
// numbers, and names come up again.
func Invented(n int, seed uint64) (Corpus, error) {
	files, err := fs.Glob(tales, "tales/*.txt")
	if err != nil || len(files) == 0 {
		return Corpus{}, fmt.Errorf("no tales: %w", err)
	}
	kinds := make(map[string]kind)
	var order []string
	for _, file := range files {
		text, err := tales.ReadFile(file)
		if err != nil {
			return Corpus{}, err
		}
		label := strings.TrimSuffix(path.Base(file), ".txt")
		if label == "names" {
			continue
		}
		if kinds[label], err = parseKind(string(text)); err != nil {
			return Corpus{}, fmt.Errorf("%s: %w", file, err)
		}
		if label != "asides" && label != "background" {
			order = append(order, label)
		}
	}
	list, err := tales.ReadFile("tales/names.txt")
	if err != nil {
		return Corpus{}, err
	}
	names := parseNames(string(list))
	rng := rand.New(rand.NewPCG(seed, 0))
	rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	c := Corpus{Asides: kinds["asides"].facts}
	var slots map[string]name
	for i := range n {
		twin := i%6 == 1
		if !twin {
			slots = map[string]name{}
			for _, what := range []string{"person", "place", "firm"} {
				slots[what] = names[what][rng.IntN(len(names[what]))]
			}
			slots["person"] = slots["person"].with(names["person"][rng.IntN(len(names["person"]))])
		}
		k := kinds[order[i%len(order)]]
		t := k.tell(slots, rng)
		if twin || i%6 == 0 && i+1 < n {
			t.Background = kinds["background"].tell(slots, rng).Facts
			t.Twin = i ^ 1
			if i%2 == 1 {
				t.Twin = i - 1
			}
		}
		c.Tales = append(c.Tales, t)
	}
	for i := range c.Tales { // i%6 pairs begin on even indexes, so this can't fail
		if t := c.Tales[i].Twin; t >= 0 && c.Tales[t].Twin != i {
			return Corpus{}, fmt.Errorf("tale %d is no twin of tale %d", t, i)
		}
	}
	return c, nil
}

// tell fills the slots.
func (k kind) tell(slots map[string]name, rng *rand.Rand) Tale {
	numbers := make(map[string]int)
	for _, n := range []string{"a", "b", "d"} {
		if r, ok := k.numbers[n]; ok {
			numbers[n] = r[0] + rng.IntN(r[1]-r[0]+1)
		}
	}
	t := Tale{Title: fill(k.title, slots, numbers), Twin: -1}
	for _, f := range k.facts {
		t.Facts = append(t.Facts, fill(f, slots, numbers))
	}
	return t
}

func fill(f Fact, slots map[string]name, numbers map[string]int) Fact {
	out := make(Fact, len(f))
	for lang, text := range f {
		var pairs []string
		for what, n := range slots {
			pairs = append(pairs, "{"+what+"}", n.in(lang))
		}
		for what, n := range numbers {
			pairs = append(pairs, "{"+what+"}", grouped(n, lang))
		}
		out[lang] = strings.NewReplacer(pairs...).Replace(text)
	}
	return out
}

// with returns the first name of n with the last name of m.
func (n name) with(m name) name {
	join := func(n, m, separator string) string {
		first, _, _ := strings.Cut(n, separator)
		_, last, _ := strings.Cut(m, separator)
		return first + separator + last
	}
	return name{join(n.latin, m.latin, " "), join(n.ja, m.ja, "・"), join(n.ar, m.ar, " ")}
}

func (n name) in(lang kilas.Lang) string {
	switch lang {
	case "ja":
		return n.ja
	case "ar":
		return n.ar
	}
	return n.latin
}

// grouped writes a number as the language does. Years don't come this way:
// tales have them below 2000 and newspapers of all languages leave them whole.
func grouped(n int, lang kilas.Lang) string {
	s := strconv.Itoa(n)
	if n < 2000 {
		return s
	}
	separator := ","
	switch lang {
	case "id", "es", "de":
		separator = "."
	case "fr":
		separator = "\u202f"
	}
	return s[:len(s)-3] + separator + s[len(s)-3:]
}

func parseKind(text string) (kind, error) {
	k := kind{numbers: make(map[string][2]int)}
	var fact Fact
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || word == "#":
		case word == "number":
			var slot string
			var r [2]int
			if _, err := fmt.Sscan(rest, &slot, &r[0], &r[1]); err != nil || r[0] > r[1] {
				return kind{}, fmt.Errorf("bad range %q", line)
			}
			k.numbers[slot] = r
		case line == "title":
			fact = make(Fact)
			k.title = fact
		case line == "fact":
			fact = make(Fact)
			k.facts = append(k.facts, fact)
		case fact == nil || rest == "" || fact[kilas.Lang(word)] != "":
			return kind{}, fmt.Errorf("stray line %q", line)
		default:
			fact[kilas.Lang(word)] = rest
		}
	}
	return k, nil
}

func parseNames(text string) map[string][]name {
	out := make(map[string][]name)
	for line := range strings.Lines(text) {
		if f := strings.Split(strings.TrimSpace(line), " | "); len(f) == 4 {
			out[f[0]] = append(out[f[0]], name{f[1], f[2], f[3]})
		}
	}
	return out
}
