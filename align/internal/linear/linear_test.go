package linear

import (
	"math"
	"testing"
)

// The first pivot is zero, so that rows have to change places.
func TestSolve(t *testing.T) {
	t.Parallel()
	a := Square(3)
	copy(a[0], []float64{0, 2, 1})
	copy(a[1], []float64{1, -2, -3})
	copy(a[2], []float64{-1, 1, 2})
	got := Solve(a, []float64{7, -12, 7})
	for k, want := range []float64{1, 2, 3} {
		if math.Abs(got[k]-want) > 1e-12 {
			t.Errorf("x[%d] = %v, want %v", k, got[k], want)
		}
	}
}
