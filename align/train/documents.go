package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/beads"
	"github.com/kilas-news/kilas/align/internal/evidence"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// texts is a document as it was read.
type texts struct {
	source, target []string
	translations   []string // of the source by a translator; nil without one
	gold, may      map[[2]int]bool
	news           bool // by two newsrooms
}

// document is one prepared for fitting.
type document struct {
	group      string // the language and how it was translated
	fold       int
	aside      bool // not to be fitted
	free       bool // told in its own way
	news       bool // two newsrooms' articles
	gold, may  map[[2]int]bool
	candidates *beads.Candidates
	chosen     []*beads.Bead // by a model that was not fitted to its fold
}

// folds is the number of parts of which each is measured by models fitted to
// the others.
const folds = 5

// readDocuments reads the documents of a folder and what there is of their
// translations in another one. pairs are those that they were cut from, or
// nil.
func readDocuments(dir, translations string, pairs translatedPairs) ([]texts, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.gold"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no *.gold", dir)
	}
	docs := make([]texts, len(files))
	for n, file := range files {
		stem := strings.TrimSuffix(file, "gold")
		if docs[n].source, err = readLines(stem + "src"); err != nil {
			return nil, err
		}
		if docs[n].target, err = readLines(stem + "tgt"); err != nil {
			return nil, err
		}
		if docs[n].gold, err = readGold(file); err != nil {
			return nil, err
		}
		docs[n].may = pairs.strangers(docs[n])
		docs[n].translations, err = readLines(filepath.Join(translations, filepath.Base(stem)+"src"))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if t := len(docs[n].translations); t != 0 && t != len(docs[n].source) {
			return nil, fmt.Errorf("%s: %d translations of %d sentences", file, t, len(docs[n].source))
		}
	}
	return docs, nil
}

func readLines(file string) ([]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return strings.Split(strings.TrimRight(string(text), "\n"), "\n"), nil
}

func readGold(file string) (map[[2]int]bool, error) {
	lines, err := readLines(file)
	if err != nil {
		return nil, err
	}
	gold := map[[2]int]bool{}
	for _, line := range lines {
		var link [2]int
		if line == "" {
			continue
		}
		if _, err := fmt.Sscan(line, &link[0], &link[1]); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		gold[link] = true
	}
	return gold, nil
}

// way is a means of comparison to fit; documents that turn out to have another
// basis are left out.
type way struct {
	name       string
	basis      string
	means      evidence.Means
	translated bool
}

var ways = joined([]way{
	{means: evidence.Means{NoLexicon: true, NoMeaning: true}},
	{basis: "lexicon", means: evidence.Means{NoMeaning: true, NoGloss: true}},
	{basis: "lexicon-meaning", means: evidence.Means{NoGloss: true}},
	{basis: "gloss", means: evidence.Means{NoMeaning: true}},
	{basis: "gloss-meaning"},
	{name: " translated", basis: "translation", means: evidence.Means{NoMeaning: true}, translated: true},
	{name: " translated", basis: "translation-meaning", translated: true},
	{name: " by translation", basis: "translation", means: evidence.Means{NoLexicon: true, NoMeaning: true}, translated: true},
	{name: " by translation", basis: "translation-meaning", means: evidence.Means{NoLexicon: true}, translated: true},
})

// joined adds every way without the comparison of parts: what is shared is
// then often less than the whole sentence, as where two newsrooms tell of one
// event.
func joined(ways []way) []way {
	all := ways
	for _, w := range ways {
		w.means.NoParts = true
		all = append(all, w)
	}
	return all
}

func (w way) prepare(docs []texts, l kilas.Lang, tables []*lexicon.Table) []*document {
	list := make([]*document, len(docs))
	for n, d := range docs {
		means := w.means
		if tables != nil {
			means.Table = tables[n%len(tables)]
		}
		source := evidence.Text{Lang: l, Sentences: d.source}
		if w.translated {
			source.Translations = d.translations
		}
		m := evidence.Compare(source, evidence.Text{Lang: "en", Sentences: d.target}, means)
		list[n] = &document{group: string(l) + w.name, fold: n % folds, gold: d.gold, may: d.may, free: means.NoParts || d.news, news: d.news, candidates: beads.Gather(m)}
	}
	return list
}

// right reports whether the links of a bead are in the gold.
func (d *document) right(b *beads.Bead) bool {
	for _, i := range b.Source {
		for _, j := range b.Target {
			if !d.gold[[2]int{i, j}] {
				return false
			}
		}
	}
	return true
}

// fine reports whether all links of a bead are right, or may be.
func (d *document) fine(b *beads.Bead) bool {
	for _, i := range b.Source {
		for _, j := range b.Target {
			if link := [2]int{i, j}; !d.gold[link] && !d.may[link] {
				return false
			}
		}
	}
	return true
}

// tally counts links.
type tally struct{ found, wrong, fine, missed int }

func (t *tally) add(d *document) {
	found := 0
	for _, b := range d.chosen {
		for _, i := range b.Source {
			for _, j := range b.Target {
				switch link := [2]int{i, j}; {
				case d.gold[link]:
					found++
				case d.may[link]:
					t.fine++
				default:
					t.wrong++
				}
			}
		}
	}
	t.found += found
	t.missed += len(d.gold) - found
}

// String has precision, recall and F1 of the gold as it is, then precision
// with the links that may be counted as right.
func (t *tally) String() string {
	p := float64(t.found) / float64(max(1, t.found+t.fine+t.wrong))
	r := float64(t.found) / float64(max(1, t.found+t.missed))
	q := float64(t.found+t.fine) / float64(max(1, t.found+t.fine+t.wrong))
	f := func(p float64) float64 { return 2 * p * r / max(1e-9, p+r) }
	return fmt.Sprintf("P %.3f R %.3f F1 %.3f\twith links that may be: P %.3f F1 %.3f", p, r, f(p), q, f(q))
}
