package evidence

import "testing"

func TestSole(t *testing.T) {
	t.Parallel()
	m := Compare(
		Text{Lang: "id", Sentences: []string{
			"Bank itu menaikkan bunga menjadi 6,25 persen pada 3 Mei 2026.",
			"Sebanyak 40 orang datang, 40 orang pulang.",
			"Harga beras naik 12 persen.",
		}},
		Text{Lang: "en", Sentences: []string{
			"The rate is now 6.25%.",
			"The decision came on May 3rd 2026.",
			"Forty people came.",
			"Another 40 left, and two stayed.",
			"Rice costs a tenth more.",
		}}, Means{})
	sole := m.Sole()
	tests := []struct {
		name           string
		source, target int
		want           float64
	}{
		{"a number told once on each side", 0, 0, 1},
		{"a date told once on each side", 0, 1, 1},
		{"a number told twice on one side", 1, 2, 0.5},
		{"the same beside the other", 1, 3, 0.5},
		{"nothing shared", 2, 4, 0},
		{"other numbers", 2, 0, 0},
	}
	for _, test := range tests {
		if got := sole[test.source*5+test.target]; got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
