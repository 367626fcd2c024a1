package nmt

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
)

func TestPivot(t *testing.T) {
	t.Parallel()
	first, second := joint(t), load(t, files(t, goldens[2].model))
	lines := goldenLines(t)[:16]
	got, err := Pivot(t.Context(), Stage{Model: first}, Stage{Model: second}, lines)
	if err != nil {
		t.Fatal(err)
	}
	for i, between := range translate(t, first, Options{}, lines...) {
		want := translate(t, second, Options{}, between.Text)[0]
		if got[i].Text != want.Text {
			t.Errorf("%q = %q, want %q", lines[i], got[i].Text, want.Text)
		}
		checkResult(t, lines[i], got[i])
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Pivot(ctx, Stage{Model: first}, Stage{Model: second}, lines); !errors.Is(err, context.Canceled) {
		t.Errorf("Pivot with a cancelled context = %v", err)
	}
}

// TestChain joins alignments over a text that the two stages divide
// differently: "ab", "cd", end and "a", "bcd", end.
func TestChain(t *testing.T) {
	t.Parallel()
	first := Result{
		Source:    []Token{{5, 0, 3}, {6, 3, 6}, {0, 6, 6}},
		Target:    []Token{{7, 0, 2}, {8, 2, 4}, {0, 4, 4}},
		Alignment: []Weights{{0, []float32{1}}, {1, []float32{1}}, {2, []float32{1}}},
	}
	second := Result{
		Text:      "xy",
		Source:    []Token{{1, 0, 1}, {2, 1, 4}, {0, 4, 4}},
		Target:    []Token{{3, 0, 2}, {0, 2, 2}},
		Alignment: []Weights{{0, []float32{0.5, 0.3, 0.2}}, {2, []float32{1}}},
	}
	got := chain(first, second)
	want := []Weights{{0, []float32{0.6, 0.2, 0.2}}, {2, []float32{1}}}
	for i := range want {
		close := func(a, b float32) bool { return math.Abs(float64(a-b)) < 1e-6 }
		if got.Alignment[i].First != want[i].First || !slices.EqualFunc(got.Alignment[i].Values, want[i].Values, close) {
			t.Errorf("row %d = %v, want %v", i, got.Alignment[i], want[i])
		}
	}
	if got.Text != "xy" || !slices.Equal(got.Source, first.Source) || !slices.Equal(got.Target, second.Target) {
		t.Errorf("chain = %+v", got)
	}
}
