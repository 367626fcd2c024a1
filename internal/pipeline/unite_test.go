package pipeline

import (
	"fmt"
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// meanAbove is a model of clusters that asks for the mean likeness of their pairs.
func meanAbove(at, below, above float64) Models {
	return Models{Bonds: &forest.Model{Labels: bondLabels, Depth: 1, Trees: []forest.Tree{{By: []int{bondMean}, At: []float64{at}, Leaf: []float64{below, above}}}}}
}

func TestUnite(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		langs  []kilas.Lang
		placed map[int]int64
		judged map[pair]float64
		model  Models
		want   string
	}{
		"the surest first": {
			judged: map[pair]float64{{0, 1}: 3, {1, 2}: 2, {0, 2}: -4}, model: meanAbove(0, -1, 1), want: "[{0 [0 1]} {0 [2]}]",
		},
		"all of both count": {
			judged: map[pair]float64{{0, 1}: 3, {1, 2}: 2, {0, 2}: 1}, model: meanAbove(0, -1, 1), want: "[{0 [0 1 2]}]",
		},
		"one that contradicts in its language keeps them apart": {
			langs: []kilas.Lang{"id", "en", "id"}, judged: map[pair]float64{{0, 1}: 7, {1, 2}: 7, {0, 2}: -5.5}, model: meanAbove(0, -1, 1), want: "[{0 [0 1]} {0 [2]}]",
		},
		"abroad it is a voice among others": {
			langs: []kilas.Lang{"id", "en", "ms"}, judged: map[pair]float64{{0, 1}: 7, {1, 2}: 7, {0, 2}: -5.5}, model: meanAbove(0, -1, 1), want: "[{0 [0 1 2]}]",
		},
		"what was placed stays where it is": {
			placed: map[int]int64{0: 7, 1: 8}, judged: map[pair]float64{{0, 1}: 8, {1, 2}: 5, {0, 2}: -2, {0, 3}: 3, {1, 3}: -3, {2, 3}: -3},
			model: meanAbove(0, -1, 2*told), want: "[{7 [3]} {8 [2]}]",
		},
		"what may have been told asks for more": {
			placed: map[int]int64{0: 7}, judged: map[pair]float64{{0, 1}: 3, {1, 2}: 3, {0, 2}: 3}, model: meanAbove(0, -1, told/2), want: "[{0 [1 2]}]",
		},
		"the larger, the more": {
			judged: map[pair]float64{{0, 1}: 8, {2, 3}: 8, {0, 2}: 2, {0, 3}: 2, {1, 2}: 2, {1, 3}: 2, {0, 4}: 2, {1, 4}: 2},
			model:  meanAbove(5, costly, 2*costly), want: "[{0 [0 1 4]} {0 [2 3]}]",
		},
		"nothing is known of a pair": {
			judged: map[pair]float64{{0, 1}: 3, {1, 2}: 2}, model: meanAbove(0, -1, 1), want: "[{0 [0 1 2]}]",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := 0
			for p := range tt.judged {
				n = max(n, p.j+1)
			}
			reports := make([]Report, n)
			for i := range reports {
				reports[i].Lang, reports[i].Event = kilas.Lang(fmt.Sprint("x-", i)), tt.placed[i]
				if tt.langs != nil {
					reports[i].Lang = tt.langs[i]
				}
			}
			g := newGathering(reports, tt.model)
			for p, l := range tt.judged {
				g.judged[p] = &judgement{likeness: l, evidence: evidence{evidenceSentences: 0.1}}
			}
			if got := fmt.Sprint(g.unite(nil)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// An event isn't left untold for words that it has in common with one that may
// have been told.
func TestUniteThin(t *testing.T) {
	t.Parallel()
	name := uint32(8) | uint32(nameTerm)
	for name, tt := range map[string]struct {
		placed    int64
		terms     []uint32
		sentences float64
		want      string
	}{
		"words":                   {placed: 7, want: "[{0 [1]}]"},
		"a name":                  {placed: 7, terms: []uint32{name}, want: "[{7 [1]}]"},
		"a sentence":              {placed: 7, sentences: 0.1, want: "[{7 [1]}]"},
		"words, and nothing told": {want: "[{0 [0 1]}]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newGathering([]Report{{Lang: "id", Event: tt.placed, Terms: tt.terms}, {Lang: "en", Terms: tt.terms}}, meanAbove(0, -1, 2*told))
			g.judged[pair{0, 1}] = &judgement{likeness: 6, evidence: evidence{evidenceSentences: tt.sentences}}
			if got := fmt.Sprint(g.unite(nil)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
