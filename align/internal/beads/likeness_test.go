package beads

import (
	"slices"
	"testing"
)

func TestLiteralness(t *testing.T) {
	t.Parallel()
	typical := Likeness{Cover: 0.6, Share: 0.8}
	tests := []struct {
		name string
		l    Likeness
		want float64
	}{
		{"translations", Likeness{0.6, 0.8}, 1},
		{"two newsrooms", Likeness{0.4, 0.5}, 0},
		{"nothing in common", Likeness{}, 0},
		{"between", Likeness{0.83 * 0.6, 0.83 * 0.8}, 0.5},
	}
	for _, test := range tests {
		if got := literalness(test.l, typical); got < test.want-1e-9 || got > test.want+1e-9 {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// ordered is a text and its translation, but for the museum's place.
var ordered = [2][]string{
	{
		"Bank sentral menaikkan suku bunga pada hari Rabu.",
		"Gubernur bank mengatakan inflasi masih tinggi pada hari Rabu.",
		"Suku bunga akan tetap tinggi sampai inflasi turun, kata gubernur bank.",
		"Nilai tukar rupiah menguat setelah bank menaikkan suku bunga.",
		"Para ekonom memperkirakan inflasi akan turun tahun depan.",
		"Tahun lalu bank menurunkan suku bunga dua kali, menurut para ekonom.",
		"Museum itu dibuka kembali setelah tiga tahun.",
	},
	{
		"The museum reopened after three years.",
		"The central bank raised the interest rate on Wednesday.",
		"The governor of the bank said on Wednesday that inflation was still high.",
		"The interest rate will remain high until inflation falls, the governor of the bank said.",
		"The rupiah exchange rate strengthened after the bank raised the interest rate.",
		"Economists expect inflation to fall next year.",
		"Last year the bank lowered the interest rate twice, according to economists.",
	},
}

// In a translation that keeps the order, a pair about something else, far from
// its place, is taken for a stray; in texts without an order it is not.
func TestStrays(t *testing.T) {
	t.Parallel()
	c := scored(ordered[0], ordered[1])
	stray := c.single(6, 0)
	if stray.Match < 0.9 || stray.P > 0.5 {
		t.Errorf("the museum matches by %.2f and is kept by %.2f, want at least 0.9 and at most 0.5", stray.Match, stray.P)
	}
	for i := range 6 {
		if p := c.single(i, i+1).P; p < 0.7 {
			t.Errorf("sentence %d beside its translation: %.2f", i, p)
		}
	}
	mixed := slices.Clone(ordered[1])
	for k, from := range []int{0, 4, 2, 6, 5, 1, 3} {
		mixed[k] = ordered[1][from]
	}
	c = scored(ordered[0], mixed)
	if p := c.single(6, 0).P; p < 0.7 {
		t.Errorf("without an order, the museum is kept by %.2f", p)
	}
}
