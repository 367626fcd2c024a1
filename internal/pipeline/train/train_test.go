package main

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// What decides in the examples decides in the trees, and what may only speak
// for one event never speaks against it.
func TestBoost(t *testing.T) {
	t.Parallel()
	labels := pipeline.EvidenceLabels()
	rng := rand.New(rand.NewPCG(1, 2))
	var examples []example
	for range 2000 {
		e := example{values: make([]float64, len(labels))}
		for k := range e.values {
			e.values[k] = rng.Float64()
		}
		e.same = e.values[3]+e.values[4] > 1.2
		examples = append(examples, e)
	}
	model := forest.Model{Trees: boost(labels, examples, 2)}
	wrong := 0
	for _, e := range examples {
		before := model.Score(e.values)
		if (before > 0) != e.same {
			wrong++
		}
		e.values[3] = min(1, e.values[3]+0.3)
		if after := model.Score(e.values); after < before-1e-9 {
			t.Fatalf("with more words in common %v, with fewer %v", after, before)
		}
	}
	if wrong > 40 {
		t.Errorf("%d of %d examples are judged wrong", wrong, len(examples))
	}
}

// Examples of a small world are written and read again, of pairs and of
// clusters, and models are fitted to them.
func TestRun(t *testing.T) {
	t.Parallel()
	for _, w := range []world{{seed: 3, articles: 60}, {seed: 3, articles: 60, every: day}} {
		articles, err := w.read("")
		if err != nil {
			t.Fatal(err)
		}
		same, n := 0, 0
		count := func(e example) error {
			n++
			if e.same {
				same++
			}
			return nil
		}
		if err := w.pairs(articles, count); err != nil || same < 20 || n < 2*same {
			t.Errorf("%+v: %d examples of pairs, %d of one event, %v", w, n, same, err)
		}
		m := pipeline.Models{Likeness: stump(pipeline.EvidenceLabels(), "english z", 3), Bonds: stump(pipeline.BondLabels(), "mean", 0)}
		if same, n = 0, 0; w.bonds(articles, m, count) != nil || same < 20 || n < same+20 {
			t.Errorf("%+v: %d examples of clusters, %d of one event", w, n, same)
		}
		for _, a := range articles {
			if a.story == 0 {
				t.Errorf("%+v: an article of event %d is in no story", w, a.event)
			}
		}
	}
}

// stump is a model that asks for one value.
func stump(labels []string, label string, at float64) *forest.Model {
	return &forest.Model{Labels: labels, Depth: 1, Trees: []forest.Tree{{By: []int{slices.Index(labels, label)}, At: []float64{at}, Leaf: []float64{-1, 1}}}}
}

func TestFit(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, labels := range [][]string{pipeline.EvidenceLabels(), pipeline.BondLabels()} {
		file := filepath.Join(dir, "examples.tsv")
		head := "same\t" + strings.Join(labels, "\t") + "\n"
		row := strings.Repeat("\t0.5", len(labels)) + "\n"
		if err := os.WriteFile(file, []byte(head+"1"+row+"0"+row), 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(dir, "model.json")
		if err := run(options{fit: true, bound: 2, out: out, files: []string{file}}); err != nil {
			t.Fatal(err)
		}
		if m, err := readModel(out, labels); err != nil || m.Bound != 2 || len(m.Trees) != trees {
			t.Errorf("a model of other shape: %v", err)
		}
	}
	for name, text := range map[string]string{
		"other evidence":  "same\tluck\n1\t1\n",
		"a value too few": "same\tluck\tchance\n1\t1\n",
		"no number":       "same\tluck\n1\tmuch\n",
		"nothing":         "",
	} {
		file := filepath.Join(dir, "bad.tsv")
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := run(options{fit: true, out: filepath.Join(dir, "bad.json"), files: []string{file}}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWorlds(t *testing.T) {
	t.Parallel()
	if _, err := pairWorlds("texts", 4)[0].read(t.TempDir()); err == nil {
		t.Error("no error without texts")
	}
	seeds := map[uint64]bool{}
	for _, w := range slices.Concat(pairWorlds("texts", 2), bondWorlds("texts", 2, 1), bondWorlds("texts", 2, 2)) {
		if w.part.From != 250 || w.part.To != 500 || w.part.Half != 1 || w.every > 2*24*time.Hour || seeds[w.seed] {
			t.Errorf("%+v", w)
		}
		seeds[w.seed] = true
	}
	if one, two, all := pairWorlds("", 1), pairWorlds("", 2), pairWorlds("", 0); len(one)+len(two) != len(all) || one[0].seed == two[0].seed {
		t.Errorf("%d and %d worlds of %d", len(one), len(two), len(all))
	}
}
