package newsroom

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// What [Development] takes from a folder of texts: languages besides English,
// clusters of articles on one event, and single articles with how many of them.
var (
	developmentLangs    = []kilas.Lang{"id", "ms", "es", "fr", "ja", "ar", "vi"}
	developmentClusters = []string{"en-multinews.dev.jsonl", "vi-vnmds.dev.jsonl"}
	developmentSingles  = []single{
		{"id-indosum.dev.jsonl", 60}, {"id-xlsum.dev.jsonl", 20}, {"en-cnndm-train200.dev.jsonl", 30}, {"en-xsum.dev.jsonl", 30}, {"fr-orangesum.dev.jsonl", 40},
	}
)

type single struct {
	file string
	most int
}

// factsTold are the lines of a translated event.
const factsTold = 7

// Lines are dealt out in turn: those of an event, one that is left out, one
// aside, one that is left out. So no event gets what the next one is about when
// the texts go on from line to line.
const between = 3

// Development reads a folder of texts for development and recomposes them into
// a corpus: true translations (pairs/LANG.tsv, English beside LANG) become the
// facts of events that are told in many languages, clusters of articles on one
// event (summarize/*.jsonl with "docs") are published as they are, and single
// articles are told by two newsrooms in part. A third of the tales have a near
// twin.
func Development(dir string) (Corpus, error) { return Part(dir, Selection{}) }

// Selection is a part of the texts for development, so that what was fitted to
// one part is measured on another one.
type Selection struct {
	Langs    []kilas.Lang // besides English; those of [Development] when there are none
	From, To int          // lines of the translations, the last one not included; 0, 0 is all
	Half     int          // 1 or 2 for one half of the tales that have documents
}

func (s Selection) lines(all []Fact) []Fact {
	if s.To == 0 {
		return all
	}
	return all[min(s.From, len(all)):min(s.To, len(all))]
}

func (s Selection) documents(all []Tale) []Tale {
	if s.Half == 0 {
		return all
	}
	var out []Tale
	for i := s.Half - 1; i < len(all); i += 2 {
		out = append(out, all[i])
	}
	return out
}

// Part is [Development] with a part of the texts.
func Part(dir string, s Selection) (Corpus, error) {
	if len(s.Langs) == 0 {
		s.Langs = developmentLangs
	}
	lines, err := translations(filepath.Join(dir, "pairs"), s.Langs)
	if err != nil {
		return Corpus{}, err
	}
	lines = s.lines(lines)
	var c Corpus
	for ; len(lines) >= factsTold+between; lines = lines[factsTold+between:] {
		c.Tales = append(c.Tales, Tale{Facts: lines[:factsTold], Twin: -1})
		c.Asides = append(c.Asides, lines[factsTold+1])
	}
	for _, file := range developmentClusters {
		tales, err := readClusters(filepath.Join(dir, "summarize", file))
		if err != nil {
			return c, err
		}
		c.Tales = append(c.Tales, s.documents(tales)...)
	}
	for _, d := range developmentSingles {
		tales, err := readSingles(filepath.Join(dir, "summarize", d.file), d.most)
		if err != nil {
			return c, err
		}
		c.Tales = append(c.Tales, s.documents(tales)...)
	}
	makeTwins(c.Tales)
	return c, nil
}

// translations joins the files by their English lines. Lines that a language
// lacks are left out.
func translations(dir string, languages []kilas.Lang) ([]Fact, error) {
	byEnglish := make(map[string]Fact)
	var order []string
	for _, lang := range languages {
		text, err := os.ReadFile(filepath.Join(dir, string(lang)+".tsv"))
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(text)) {
			en, other, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if !ok {
				return nil, fmt.Errorf("%s.tsv: no translation in %q", lang, line)
			}
			if byEnglish[en] == nil {
				byEnglish[en] = Fact{"en": clean(en)}
				order = append(order, en)
			}
			byEnglish[en][lang] = clean(other)
		}
	}
	var facts []Fact
	for _, en := range order {
		if f := byEnglish[en]; len(f) == len(languages)+1 {
			facts = append(facts, f)
		}
	}
	return facts, nil
}

// clean leaves out control characters, which no page would have.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return ' '
		}
		return r
	}, s)
}

// record is a line of a set of summaries.
type record struct {
	Lang  kilas.Lang `json:"lang"`
	Title string     `json:"title"`
	Text  string     `json:"text"`
	Docs  []string   `json:"docs"`
}

func readRecords(file string) ([]record, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []record
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 10<<20)
	for lines.Scan() {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		r.Title, r.Text = clean(r.Title), clean(r.Text)
		for i, d := range r.Docs {
			r.Docs[i] = clean(d)
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return nil, errors.Join(fmt.Errorf("%s: no lines", file), lines.Err())
	}
	return out, lines.Err()
}

// minDocument is the length in bytes from which a text is an article.
const minDocument = 400

func readClusters(file string) ([]Tale, error) {
	records, err := readRecords(file)
	if err != nil {
		return nil, err
	}
	var tales []Tale
	for _, r := range records {
		t := Tale{Twin: -1}
		for _, text := range r.Docs {
			if len(text) > minDocument {
				t.Documents = append(t.Documents, Document{Lang: r.Lang, Paragraphs: paragraphs(r.Lang, text)})
			}
		}
		if len(t.Documents) > 0 {
			tales = append(tales, t)
		}
	}
	return tales, nil
}

// readSingles has each article told by two newsrooms, both with its lead and
// with two thirds of the rest.
func readSingles(file string, n int) ([]Tale, error) {
	records, err := readRecords(file)
	if err != nil {
		return nil, err
	}
	var tales []Tale
	for _, r := range records[:min(n, len(records))] {
		t := Tale{Twin: -1}
		for k := range 2 {
			doc := Document{Lang: r.Lang, Title: r.Title}
			for i, s := range langs.Split(r.Lang, r.Text) {
				if i < 2 || i%3 != k {
					doc.Paragraphs = append(doc.Paragraphs, strings.TrimSpace(s.Text))
				}
			}
			if k == 1 && len(doc.Paragraphs) > 3 {
				p := doc.Paragraphs
				p[1], p[2] = p[2], p[1]
			}
			t.Documents = append(t.Documents, doc)
		}
		if len(r.Text) > minDocument {
			tales = append(tales, t)
		}
	}
	return tales, nil
}

// paragraphs splits a text at its newlines, and every three sentences where it
// has none.
func paragraphs(lang kilas.Lang, text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	if len(out) > 1 {
		return out
	}
	out = nil
	for i, s := range langs.Split(lang, text) {
		if i%3 == 0 {
			out = append(out, "")
		}
		out[len(out)-1] = strings.TrimSpace(out[len(out)-1] + " " + strings.TrimSpace(s.Text))
	}
	return out
}

// makeTwins gives every third tale a near twin: the next of its kind that has
// none takes over its names and some of its background.
func makeTwins(tales []Tale) {
	want := len(tales) / 3
	for i := 0; i+1 < len(tales) && want > 1; i += 2 {
		a, b := &tales[i], &tales[i+1]
		if i%6 != 0 || (len(a.Facts) > 0) != (len(b.Facts) > 0) || len(a.Documents) > 0 && a.Documents[0].Lang != b.Documents[0].Lang {
			continue
		}
		from, to := properNames(*b), properNames(*a)
		n := min(len(from), len(to), 3)
		var pairs []string
		for k := range n {
			pairs = append(pairs, from[k], to[k])
		}
		rename := strings.NewReplacer(pairs...)
		replaceAll(b, rename)
		if last := len(a.Facts) - 1; last > 3 {
			// The last fact of one becomes the background of both.
			shared := a.Facts[last:]
			a.Facts = a.Facts[:last]
			a.Background, b.Background = shared, shared
		}
		a.Twin, b.Twin = i+1, i
		want -= 2
	}
}

func replaceAll(t *Tale, rename *strings.Replacer) {
	t.Facts = slices.Clone(t.Facts)
	for i, f := range t.Facts {
		g := make(Fact, len(f))
		for lang, text := range f {
			g[lang] = rename.Replace(text)
		}
		t.Facts[i] = g
	}
	for i, d := range t.Documents {
		t.Documents[i].Title = rename.Replace(d.Title)
		t.Documents[i].Paragraphs = slices.Clone(d.Paragraphs)
		for k, p := range d.Paragraphs {
			t.Documents[i].Paragraphs[k] = rename.Replace(p)
		}
	}
}

// properName is two or three capitalised words within a sentence.
var properName = regexp.MustCompile(`[\p{Ll},] (\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+){1,2})`)

// properNames lists the names of a tale, the most frequent first. Of several
// languages the English text counts: names in Latin letters are mostly the
// same in the others.
func properNames(t Tale) []string {
	var text strings.Builder
	for _, f := range t.Facts {
		text.WriteString(f["en"] + "\n")
	}
	for _, d := range t.Documents {
		text.WriteString(strings.Join(d.Paragraphs, "\n") + "\n")
	}
	count := make(map[string]int)
	var names []string
	for _, m := range properName.FindAllStringSubmatch(text.String(), -1) {
		if count[m[1]]++; count[m[1]] == 1 {
			names = append(names, m[1])
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return count[b] - count[a] })
	return names
}
