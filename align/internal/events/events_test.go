package events

import (
	"slices"
	"testing"
	"time"
)

func TestModel(t *testing.T) {
	t.Parallel()
	if w := model(); w[FeatureWords] <= 0 || w[FeatureNumbers] <= 0 || slices.Contains(w[:FeatureSameLang], 0) {
		t.Errorf("weights %v", *w)
	}
	if slices.Contains(FeatureLabels[:], "") {
		t.Errorf("a feature has no label: %q", FeatureLabels)
	}
}

// The longer after the first two days, the less likely is the same event.
func TestJudgeGap(t *testing.T) {
	t.Parallel()
	day := func(n int) *Event {
		return New("en", "Quake shakes Garut", []string{"A 5.8 earthquake shook Garut on Tuesday, damaging 40 houses.", "Three people were hurt."}, time.Date(2026, 3, n, 8, 0, 0, 0, time.UTC))
	}
	last := 1.0
	for _, n := range []int{1, 3, 4, 6, 9, 14, 20} {
		p, _ := Judge(day(1), day(n))
		if p > last || n > 3 && p == last {
			t.Errorf("after %d days %v, before %v", n-1, p, last)
		}
		last = p
	}
	if last != 0 {
		t.Errorf("after weeks: %v", last)
	}
	unknown := New("en", "", []string{"A 5.8 earthquake shook Garut on Tuesday, damaging 40 houses.", "Three people were hurt."}, time.Time{})
	if p, _ := Judge(day(20), unknown); p < LeastSame {
		t.Errorf("without a date: %v", p)
	}
}
