package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
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
	model := forest.Model{Trees: boost(examples, 2)}
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

// Examples of a small world are written and read again, and a model is fitted.
func TestRun(t *testing.T) {
	t.Parallel()
	for _, w := range []world{{seed: 3, articles: 60}, {seed: 3, articles: 60, every: day}} {
		same, n := 0, 0
		err := w.examples("", func(e example) error {
			n++
			if e.same {
				same++
			}
			return nil
		})
		if err != nil || same < 20 || n < 2*same {
			t.Errorf("%+v: %d examples, %d of one event, %v", w, n, same, err)
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "examples.tsv")
	head := "same\t" + strings.Join(pipeline.EvidenceLabels(), "\t") + "\n"
	row := strings.Repeat("\t0.5", len(pipeline.EvidenceLabels())) + "\n"
	if err := os.WriteFile(file, []byte(head+"1"+row+"0"+row), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := fitFiles(&out, []string{file}, 2); err != nil {
		t.Fatal(err)
	}
	var m forest.Model
	if err := json.Unmarshal(out.Bytes(), &m); err != nil || m.Bound != 2 || len(m.Trees) != trees {
		t.Errorf("model with %d trees, bound %v, %v", len(m.Trees), m.Bound, err)
	}
	if err := os.WriteFile(file, []byte("same\tluck\n1\t1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := fitFiles(&out, []string{file}, 2); err == nil {
		t.Error("examples of other evidence were read")
	}
}

func TestTextWorlds(t *testing.T) {
	t.Parallel()
	if _, err := textWorlds(4)[0].read(t.TempDir()); err == nil {
		t.Error("no error without texts")
	}
	for _, w := range textWorlds(2) {
		if w.part.From != 250 || w.part.To != 500 || w.part.Half != 1 || w.every > 2*24*time.Hour {
			t.Errorf("%+v", w)
		}
	}
}
