package pipeline

import (
	"math"
	"slices"
	"testing"
)

func TestTally(t *testing.T) {
	t.Parallel()
	// Reports a, b of one cluster and x, y, z of the other; a and x are in one
	// language, and nothing is known of b and z.
	ty := newTally(2, 3)
	ty.add(0, 0, -2, true)
	ty.add(0, 1, 4, false)
	ty.add(0, 2, 1, false)
	ty.add(1, 0, 3, false)
	ty.add(1, 1, -1, false)
	ty.apart = 0.5
	var e bond
	ty.put(&e)
	for label, want := range map[int]float64{
		bondBest: 4, bondSecond: 3, bondMean: 1, bondWorst: -2, bondPositive: 0.6,
		bondNear: 3.5, bondFar: 3, bondNearL: 8. / 3, bondFarL: 1,
		bondHome: 1, bondHomeBest: -2, bondHomeMean: -2, bondHomeWorst: -2, bondAbroad: 1, bondAbroadBest: 4, bondAbroadMean: 7. / 4, bondApart: 0.5,
	} {
		if got := e[label]; math.Abs(got-want) > 1e-9 {
			t.Errorf("%s is %v, want %v", bondLabels[label], got, want)
		}
	}
}

// One pair is the best and the second, and no pair in a language says nothing.
func TestTallyOfOne(t *testing.T) {
	t.Parallel()
	ty := newTally(1, 1)
	ty.add(0, 0, 2, false)
	var e bond
	ty.put(&e)
	if e[bondBest] != 2 || e[bondSecond] != 2 || e[bondWorst] != 2 || e[bondHome] != 0 || e[bondHomeBest] != 0 || e[bondAbroadMean] != 2 {
		t.Errorf("%v", e[:bondTerms])
	}
}

func TestSpread(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		n, most int
		want    []int
	}{{0, 3, []int{}}, {3, 3, []int{0, 1, 2}}, {2, 3, []int{0, 1}}, {10, 3, []int{0, 3, 6}}} {
		if got := spread(tt.n, tt.most); !slices.Equal(got, tt.want) {
			t.Errorf("spread(%d, %d) = %v, want %v", tt.n, tt.most, got, tt.want)
		}
	}
}
