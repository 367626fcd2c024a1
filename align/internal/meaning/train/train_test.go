package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/align/internal/meaning"
)

// Words that translate each other come to lie near, though each pair of
// sentences has two of them.
func TestTrain(t *testing.T) {
	t.Parallel()
	source := []string{"rumah", "mobil", "kapal", "pohon", "jalan", "buku", "meja", "kursi"}
	target := []string{"house", "car", "ship", "tree", "road", "book", "table", "chair"}
	var lines []string
	for i := range source {
		for j := range source {
			if i != j {
				lines = append(lines, fmt.Sprintf("%s\tnote\t%s dan %s", target[i]+" and "+target[j], source[i], source[j]))
			}
		}
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "pairs.tsv"), filepath.Join(dir, "vectors")
	if err := os.WriteFile(in, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-columns", "3,1", "-batch", "8", "-epochs", "40", "-dropout", "0", "-check", in, "-o", out, in}
	if err := run(t.Context(), args, io.Discard); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	from, to, err := meaning.Open(string(written))
	if err != nil {
		t.Fatal(err)
	}
	for i, word := range source {
		var v meaning.Vector
		from.Add(&v, "", word)
		best, most := "", -1.0
		for _, other := range target {
			var w meaning.Vector
			to.Add(&w, "", other)
			if s := v.Likeness(&w); s > most {
				best, most = other, s
			}
		}
		if best != target[i] {
			t.Errorf("%s is nearest to %s, want %s", word, best, target[i])
		}
	}
}

// The gradient of a batch is that of its loss, by finite differences.
func TestGradient(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 1))
	c := &corpus{source: newVocabulary(), target: newVocabulary()}
	for n := range 8 {
		c.pairs = append(c.pairs, pair{c.source.add([]string{fmt.Sprint(n), "a"}), c.target.add([]string{fmt.Sprint(n), "b"})})
	}
	m := newModel(c)
	for n := range m.source.rows {
		for k := range dims {
			m.source.rows[n][k] = float32(random.NormFloat64())
		}
	}
	loss := func() float64 {
		b := newBatch(len(c.pairs))
		for _, p := range c.pairs {
			b.add(m, p[0], p[1])
		}
		return b.learn(m, 0, 0.5)
	}
	const step = 1e-2
	word := c.source.ids["1"] // in one sentence only
	at := &m.source.rows[word][3]
	loss()
	gradient := math.Sqrt(float64(m.source.squares[word][3]))
	*at += step
	above := loss()
	*at -= 2 * step
	below := loss()
	want := math.Abs(above-below) / (2 * step) * float64(len(c.pairs))
	if math.Abs(gradient-want) > 0.05*want+0.01 {
		t.Errorf("gradient %v, by differences %v", gradient, want)
	}
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"-o", "x"}, {"-columns", "0,1", "-o", "x", "y"}, {"-batch", "9", "-o", "x", "y"}, {"-o", filepath.Join(t.TempDir(), "x"), "no such file"}} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("run(%q) succeeds", args)
		}
	}
}
