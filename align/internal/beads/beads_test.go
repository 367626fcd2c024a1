package beads

import (
	"math/rand/v2"
	"testing"

	"github.com/kilas-news/kilas/align/internal/evidence"
)

// bestTotal tries all assignments.
func bestTotal(weights [][]float64, row int, used []bool) float64 {
	if row == len(weights) {
		return 0
	}
	best := bestTotal(weights, row+1, used)
	for j := range used {
		if used[j] {
			continue
		}
		used[j] = true
		best = max(best, weights[row][j]+bestTotal(weights, row+1, used))
		used[j] = false
	}
	return best
}

func TestAssignmentIsBest(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	for range 300 {
		rows, columns := 1+r.IntN(6), 1+r.IntN(6)
		weights := make([][]float64, rows)
		for i := range weights {
			weights[i] = make([]float64, columns)
			for j := range weights[i] {
				weights[i][j] = float64(r.IntN(20))
			}
		}
		total := 0.0
		used := make([]bool, columns)
		for i, j := range assignment(weights) {
			if j < 0 {
				continue
			}
			if used[j] {
				t.Fatalf("column %d is used twice: %v", j, weights)
			}
			used[j] = true
			total += weights[i][j]
		}
		if want := bestTotal(weights, 0, make([]bool, columns)); total != want {
			t.Fatalf("assignment(%v) totals %v, want %v", weights, total, want)
		}
	}
	if got := assignment(nil); len(got) != 0 {
		t.Errorf("assignment(nil) = %v", got)
	}
}

func TestModels(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"surface", "surface-spaceless", "lexicon", "lexicon-meaning", "lexicon-spaceless", "gloss", "gloss-meaning",
		"same-language", "same-language-meaning", "translation", "translation-meaning", "translation-lexicon", "translation-lexicon-meaning",
	} {
		m, ok := models()[name]
		if typical := m.Typical[""]; !ok || m.First == (Weights{}) || m.Next == (Weights{}) || m.Free == (Weights{}) || m.Stray == (StrayWeights{}) || typical.Cover <= 0 || typical.Share <= 0 {
			t.Errorf("no model for %s", name)
		}
	}
}

func TestChain(t *testing.T) {
	t.Parallel()
	got := chain([]anchor{{0, 0}, {1, 9}, {2, 3}, {3, 2}, {4, 5}, {6, 6}})
	if len(got) != 5 {
		t.Errorf("chain = %v, want all but {1 9}", got)
	}
	for _, a := range got {
		if a == (anchor{1, 9}) {
			t.Errorf("chain = %v has the stray {1 9}", got)
		}
	}
}

func TestChooseIsDisjoint(t *testing.T) {
	t.Parallel()
	source := evidence.Text{Lang: "id", Sentences: []string{
		"Gempa berkekuatan 5,6 mengguncang Cianjur dan 12 orang dirawat di rumah sakit.", "Polisi menutup jalan.", "Polisi menutup jalan.",
	}}
	target := evidence.Text{Lang: "en", Sentences: []string{
		"A 5.6 magnitude earthquake shook Cianjur.", "In hospital 12 people were treated.", "Police closed the road.",
	}}
	c := Gather(evidence.Compare(source, target, evidence.Means{}))
	c.Score(ModelOf(c.Matrix))
	for _, threshold := range []float64{0, 0.1, 0.4, 0.9} {
		usedSource, usedTarget := map[int]bool{}, map[int]bool{}
		for _, b := range c.Choose(threshold) {
			if c.Confidence(b) < threshold {
				t.Errorf("threshold %v: chose %v beside %v at %.2f", threshold, b.Source, b.Target, b.P)
			}
			for _, i := range b.Source {
				if usedSource[i] {
					t.Errorf("threshold %v: source %d is in two beads", threshold, i)
				}
				usedSource[i] = true
			}
			for _, j := range b.Target {
				if usedTarget[j] {
					t.Errorf("threshold %v: target %d is in two beads", threshold, j)
				}
				usedTarget[j] = true
			}
		}
	}
}
