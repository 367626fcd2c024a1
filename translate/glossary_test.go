package translate

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/internal/store"
	"github.com/kilas-news/kilas/translate/nmt"
)

func glossary(t *testing.T, from, to, text string) *Glossary {
	t.Helper()
	pair := strings.Fields(from + " " + to)
	g, err := ReadGlossary("terms.tsv", langOf(pair[0]), langOf(pair[1]), strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestReadGlossary(t *testing.T) {
	t.Parallel()
	g := glossary(t, "id", "en", "\ufeff# our house style\n\nbupati\tregent\nMahkamah Agung\tSupreme Court\t\n  PAN \t PAN \tcase\r\n")
	want := []Term{{Source: "Mahkamah Agung", Target: "Supreme Court"}, {Source: "bupati", Target: "regent"}, {Source: "PAN", Target: "PAN", Exact: true}}
	if !slices.Equal(g.Terms, want) {
		t.Errorf("terms = %+v, want %+v", g.Terms, want)
	}
	for text, want := range map[string]string{
		"bupati regent":                   "terms.tsv:1: no tab between a term and its translation",
		"# x\n\nbupati\t":                 "terms.tsv:3: the translation is empty",
		"\tregent":                        "terms.tsv:1: the term is empty",
		"a\tb\tcase\td":                   "terms.tsv:1: 4 fields",
		"a\tb\tCase":                      `terms.tsv:1: unknown option "Case"`,
		"a\tb\nc\td\nA\te":                `terms.tsv:3: "A" is a term already in line 1`,
		"a\t\xff":                         "terms.tsv:1: not UTF-8",
		"a\tb\x1b[2J":                     "terms.tsv:1: a control character",
		"a\t" + strings.Repeat("b", 1025): "terms.tsv:1: a term has more than 1024 bytes",
		strings.Repeat("a\tb\n", maxGlossaryBytes): "terms.tsv: more than 10485760 bytes",
	} {
		_, err := ReadGlossary("terms.tsv", "id", "en", strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ReadGlossary(%.20q) = %v, want %q", text, err, want)
		}
	}
}

func TestFindTerms(t *testing.T) {
	t.Parallel()
	tests := []struct{ from, terms, sentence, want string }{
		{"id", "bupati\tx", "Bupati itu bertemu bupatinya, bukan kebupatian.", "[Bupati] [bupatinya]"},
		{"id", "bupati\tx", "Para bupati dan bupati-bupati lain.", "[bupati]s [bupati-bupati]s"},
		{"id", "PAN\tx\tcase", "Partai PAN memasak di panci pan.", "[PAN]"},
		{"id", "bank\tx\nbank sentral\ty", "Bank sentral dan bank lain.", "[Bank sentral] [bank]"},
		{"en", "regent\tx", "The regents' and Regent's houses, not regentship.", "[regents]s [Regent's]"},
		{"zh", "银行\tx", "中国银行说", "[银行]"},
		{"id", "bupati\tx", "", ""},
		{"tr", "İl\tx", "İL ve el", "[İL]"},
	}
	for _, tt := range tests {
		var got []string
		for _, o := range glossary(t, tt.from, "de", tt.terms).find(tt.sentence) {
			s := "[" + tt.sentence[o.start:o.end] + "]"
			if o.plural {
				s += "s"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("find(%q) = %q, want %q", tt.sentence, got, tt.want)
		}
	}
}

func TestRenders(t *testing.T) {
	t.Parallel()
	tests := []struct {
		to, text, term string
		want           bool
	}{
		{"en", "The Regents met.", "regent", true},
		{"en", "Several regencies met.", "regency", true},
		{"en", "The vice-regent met.", "regent", true},
		{"en", "The regentship ended.", "regent", false},
		{"en", "The mayor met.", "regent", false},
		{"en", "A man, met.", "many", false},
		{"ru", "встреча в столице", "столица", true},
		{"zh", "中国央行说", "央行", true},
		{"en", "", "regent", false},
	}
	for _, tt := range tests {
		if got := renders(langOf(tt.to), tt.text, Term{Target: tt.term}); got != tt.want {
			t.Errorf("renders(%s, %q, %q) = %v", tt.to, tt.text, tt.term, got)
		}
	}
}

// aligned1 is a result whose words are aligned one for one with those of the
// sentence, in the order given.
func aligned1(sentence, text string, order ...int) nmt.Result {
	r := nmt.Result{Text: text}
	at := 0
	for _, w := range strings.Fields(sentence) {
		start := at + strings.Index(sentence[at:], w)
		at = start + len(w)
		r.Source = append(r.Source, nmt.Token{ID: 5, Start: start, End: at})
	}
	at = 0
	for i, w := range strings.SplitAfter(text, " ") {
		r.Target = append(r.Target, nmt.Token{ID: 6, Start: at, End: at + len(w)})
		at += len(w)
		values := make([]float32, len(r.Source))
		values[order[i]] = 1
		r.Alignment = append(r.Alignment, nmt.Weights{Values: values})
	}
	return r
}

func TestMend(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		terms, sentence, text string
		order                 []int
		want                  string
	}{
		"word":             {"bupati\tregent", "Kata bupati itu.", "Said the mayor, that.", []int{0, 1, 1, 2}, "Said the regent, that."},
		"at the start":     {"bupati\tregent", "Bupati itu marah.", "\"Mayor that is\" angry.", []int{0, 1, 1, 2}, "\"Regent that is\" angry."},
		"after an article": {"bupati\tregent", "Bupati marah.", "The district head is angry.", []int{0, 0, 0, 1, 1}, "The regent is angry."},
		"a and an":         {"kapal\tumiak", "Sebuah kapal tiba.", "A ship arrived.", []int{0, 1, 2}, "An umiak arrived."},
		"plural":           {"bupati\tregency", "Para bupati datang.", "The mayors came.", []int{0, 1, 2}, "The regencies came."},
		"plural by itself": {"bupati\tregent", "Lima bupati datang.", "Five mayors came.", []int{0, 1, 2}, "Five regents came."},
		"genitive":         {"bupati\tregent", "Rumah bupati itu.", "The mayor's house.", []int{1, 1, 0}, "The regent's house."},
		"name":             {"mahkamah agung\tSupreme Court", "Kata mahkamah agung kemarin.", "The high court said yesterday.", []int{1, 1, 2, 0, 3}, "The Supreme Court said yesterday."},
		"capitals":         {"banjir\tinundation", "BANJIR BESAR", "BIG FLOOD", []int{1, 0}, "BIG INUNDATION"},
		"right already":    {"bupati\tregent", "Para bupati datang.", "Regents all came.", []int{1, 0, 2}, "Regents all came."},
		"nothing aligned":  {"bupati\tregent", "Para bupati datang.", "They came.", []int{0, 2}, "They came."},
		"two":              {"bupati\tregent\nbanjir\tinundation", "Banjir dan bupati.", "Mayor and flood.", []int{2, 1, 0}, "Regent and inundation."},
		"two for one word": {"bupati\tregent\nbanjir\tinundation", "Banjir bupati.", "Mayor.", []int{1}, "Regent."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := aligned1(tt.sentence, tt.text, tt.order...)
			if got := apply("en", tt.text, glossary(t, "id", "en", tt.terms).mend(tt.sentence, r)); got != tt.want {
				t.Errorf("mend(%q) = %q, want %q", tt.text, got, tt.want)
			}
		})
	}
}

// The built-in models' own alignment leads to the right words.
func TestBuiltinGlossary(t *testing.T) {
	t.Parallel()
	var all Glossaries
	all.Add(glossary(t, "id", "en", "bank sentral\tmonetary authority\ngempa bumi\tquake\npresiden\thead of state"))
	all.Add(glossary(t, "en", "id", "rice\tbahan pangan\npolice\taparat"))
	tests := map[string]struct{ sentence, want string }{
		"id-en": {"Bank sentral menurunkan suku bunga menjadi 4,75 persen.", "The monetary authority "},
		"en-id": {"The government raised the price of rice on Monday.", " harga bahan pangan "},
	}
	for _, b := range Builtin() {
		tt := tests[strings.TrimPrefix(b.Name(), BuiltinPrefix)]
		got, err := Sentences(t.Context(), []Backend{WithGlossaries(b, &all)}, b.from, b.to, []string{tt.sentence})
		if err != nil || !strings.Contains(got[0].Text, tt.want) || len(got[0].Warnings) > 0 {
			t.Errorf("%s = %s%v, want %q in it", tt.sentence, show(got), err, tt.want)
		}
	}
}

// A backend that knows no glossaries gets a warning, once for each sentence,
// and its translation stays.
func TestSentencesGlossaryWarning(t *testing.T) {
	t.Parallel()
	var all Glossaries
	all.Add(glossary(t, "id", "en", "bupati\tregent\nhujan\train"))
	b := &scripted{name: "a", do: func(_ int, s string) string {
		return strings.NewReplacer("bupati", "mayor", "hujan", "rain", "pergi", "left").Replace(s)
	}}
	memory, err := store.OpenMemory(t.Context(), filepath.Join(t.TempDir(), "memory.db"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = memory.Close() })
	in := []string{"bupati pergi", "bupati pergi hujan bupati", "hujan pergi"}
	for _, backend := range []Backend{WithGlossaries(b, &all), Remember(WithGlossaries(b, &all), nil, func() *store.Memory { return memory })} {
		got, err := Sentences(t.Context(), []Backend{backend}, "id", "en", in)
		if want := "mayor left <a> glossary\nmayor left rain mayor <a> glossary\nrain left <a> \n"; err != nil || show(got) != want {
			t.Errorf("Sentences = %s%v, want %s", show(got), err, want)
		}
		if msg := got[1].Warnings[0].Message; msg != `the glossary wants "bupati" as "regent"` {
			t.Errorf("warning %q", msg)
		}
	}
	// Other terms are another key of the memory, and none a third.
	calls := len(b.calls)
	var other Glossaries
	other.Add(glossary(t, "id", "en", "bupati\tmayor"))
	for _, g := range []*Glossaries{&all, &other, nil, &other} {
		if _, err := Sentences(t.Context(), []Backend{Remember(WithGlossaries(b, g), nil, func() *store.Memory { return memory })}, "id", "en", in); err != nil {
			t.Error(err)
		}
	}
	if made := len(b.calls) - calls; made != 2 {
		t.Errorf("asked %d times, want 2: for the second glossary and for none", made)
	}
}

func TestGlossariesAdd(t *testing.T) {
	t.Parallel()
	var all Glossaries
	all.Add(glossary(t, "id", "en", "a\tb\nlonger\tc"))
	all.Add(glossary(t, "en", "id", "a\td"))
	all.Add(glossary(t, "id", "en", "a\te\nlongest\tf"))
	if got := fmt.Sprint(all.For("id", "en").Terms, all.For("en", "id").Terms, all.For("id", "ms"), (*Glossaries)(nil).For("id", "en")); got != "[{longest f false} {longer c false} {a e false}] [{a d false}] <nil> <nil>" {
		t.Errorf("glossaries = %s", got)
	}
	var mistake *GlossaryError
	if _, err := ReadGlossary("x.tsv", "id", "en", strings.NewReader("\n\na")); !errors.As(err, &mistake) || mistake.Line != 3 {
		t.Errorf("ReadGlossary = %v, want line 3", err)
	}
}
