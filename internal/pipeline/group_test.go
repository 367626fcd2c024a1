package pipeline

import (
	"testing"

	"github.com/kilas-news/kilas/align"
)

func TestSure(t *testing.T) {
	t.Parallel()
	same := func(score float64) align.Decision { return align.Decision{Score: score, Same: score >= 0.9} }
	tests := []struct {
		name string
		d    decisions // of articles 0 and 1, then 2 with both
		want bool
	}{
		{"two alike", decisions{{}, {same(0.7)}}, true},
		{"two that differ", decisions{{}, {same(0.4)}}, false},
		{"no rival", decisions{{}, {same(0.7)}, {same(0.3), {}}}, true},
		{"a rival of the first", decisions{{}, {same(0.7)}, {same(0.6), {}}}, false},
		{"a rival of the second", decisions{{}, {same(0.7)}, {{}, same(0.6)}}, false},
		{"sure beside a rival", decisions{{}, {same(0.95)}, {same(0.92), {}}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.d.sure(0, 1); got != tt.want {
				t.Errorf("sure(0, 1) = %v, want %v", got, tt.want)
			}
			if got := tt.d.sure(1, 0); got != tt.want {
				t.Errorf("sure(1, 0) = %v, want %v", got, tt.want)
			}
		})
	}
}
