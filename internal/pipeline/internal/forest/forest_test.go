package forest

import "testing"

func TestTree(t *testing.T) {
	t.Parallel()
	tree := Tree{By: []int{0, 1, 1}, At: []float64{0.5, 1, 2}, Leaf: []float64{10, 11, 12, 13}}
	for _, tt := range []struct{ a, b, want float64 }{{0.5, 1, 10}, {0.5, 1.1, 11}, {0.6, 2, 12}, {0.6, 3, 13}} {
		if got := tree.Of([]float64{tt.a, tt.b}); got != tt.want {
			t.Errorf("Of(%v, %v) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}
