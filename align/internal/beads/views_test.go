package beads

import (
	"slices"
	"testing"

	"github.com/kilas-news/kilas/align/internal/evidence"
)

func scored(source, target []string) *Candidates {
	c := Gather(evidence.Compare(evidence.Text{Lang: "id", Sentences: source}, evidence.Text{Lang: "en", Sentences: target}, evidence.Means{}))
	c.Score(ModelOf(c.Matrix))
	return c
}

func chosen(c *Candidates) [][2][]int {
	var list [][2][]int
	for _, b := range c.Choose(0.5) {
		list = append(list, [2][]int{b.Source, b.Target})
	}
	return list
}

// What a line has beside the sentence that both texts tell is no evidence
// against the pair, and a line that joins two is paired with both.
func TestLinesOfSeveralSentences(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name           string
		source, target []string
		want           [][2][]int
	}{
		{
			"each side has something else beside it",
			[]string{"Bank sentral menaikkan suku bunga pada hari Rabu.", "Polisi menangkap dua orang di pelabuhan. Museum itu dibuka kembali setelah tiga tahun.", "Presiden tiba di Jakarta pada sore hari."},
			[]string{"The central bank raised the interest rate on Wednesday.", "Police arrested two people at the port. Farmers expect a poor harvest because of the drought.", "The president arrived in Jakarta in the afternoon."},
			[][2][]int{{{0}, {0}}, {{1}, {1}}, {{2}, {2}}},
		},
		{
			"one line joins two",
			[]string{"Bank sentral menaikkan suku bunga pada hari Rabu.", "Polisi menangkap dua orang di pelabuhan. Museum itu dibuka kembali setelah tiga tahun."},
			[]string{"The central bank raised the interest rate on Wednesday.", "Police arrested two people at the port.", "The museum reopened after three years."},
			[][2][]int{{{0}, {0}}, {{1}, {1, 2}}},
		},
	}
	for _, test := range tests {
		got := chosen(scored(test.source, test.target))
		if !slices.EqualFunc(got, test.want, func(a, b [2][]int) bool { return slices.Equal(a[0], b[0]) && slices.Equal(a[1], b[1]) }) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	c := scored(
		[]string{"Polisi menangkap dua orang di pelabuhan. Museum itu dibuka kembali setelah tiga tahun."},
		[]string{"Police arrested two people at the port.", "The museum reopened after three years.", "Two people were arrested by police at the port."})
	tests := []struct {
		target []int
		want   float64
	}{{[]int{0, 1}, 1}, {[]int{0, 2}, -1}}
	for _, test := range tests {
		b := c.merge([]int{0}, test.target)
		if got := c.split(&b); got != test.want {
			t.Errorf("split of 0 beside %v = %v, want %v", test.target, got, test.want)
		}
	}
}
