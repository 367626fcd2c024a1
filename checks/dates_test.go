package checks

import "testing"

// An ending behind an apostrophe leaves a month or weekday what it is.
func TestDatesWithEndings(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text Text
		want Date
	}{
		{Text{"tr", "Dava 3 Ağustos'ta bitti."}, Date{Month: 8, Day: 3}},
		{Text{"tr", "Yağmur temmuz ayında, geçen Temmuz’daki gibi."}, Date{Month: 7}},
		{Text{"tr", "Toplantı Pazartesi'nden önceydi."}, Date{Weekday: 1}},
		{Text{"en", "It was said in Monday's paper."}, Date{Weekday: 1}},
	}
	for _, test := range tests {
		dates := FactsOf(test.text).Dates
		if len(dates) == 0 {
			t.Errorf("%q: no date", test.text.Text)
			continue
		}
		got := dates[len(dates)-1]
		if got.Month != test.want.Month || got.Day != test.want.Day || got.Weekday != test.want.Weekday {
			t.Errorf("%q: %+v, want %+v", test.text.Text, got, test.want)
		}
	}
}
