package summarize

import (
	"math"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// Floors of the fixtures' mean score, and of its distance from the lead's.
const (
	scoreFloor = 0.50
	leadMargin = 0.01
)

// Summaries of the fixtures tell more of the reference than the articles'
// first sentences. The score is ROUGE-1 F1 over white space, at equal length.
func TestQualityFloor(t *testing.T) {
	t.Parallel()
	mine, lead, n := 0.0, 0.0, 0.0
	for id, f := range fixtures(t) {
		articles := f.articles()
		s, err := Extract(articles, Options{Sentences: 3})
		if err != nil {
			t.Fatal(err)
		}
		own := words(s.Text)
		first := words(leadOf(articles))
		first = first[:min(len(first), len(own))]
		a, b := unigramF1(f.Summary, own), unigramF1(f.Summary, first)
		t.Logf("%-10s %.3f, lead %.3f", id, a, b)
		mine, lead, n = mine+a, lead+b, n+1
	}
	if mine/n < scoreFloor || mine/n < lead/n+leadMargin {
		t.Errorf("mean %.3f, lead %.3f, want at least %.2f and %.2f more than the lead", mine/n, lead/n, scoreFloor, leadMargin)
	}
}

// leadOf is the first ten sentences of an article, or of articles in turn.
func leadOf(articles []kilas.Article) string {
	var b strings.Builder
	for k := range 10 {
		for _, a := range articles {
			if k < len(a.Sentences) {
				b.WriteString(a.Sentences[k].Text + " ")
			}
		}
	}
	return b.String()
}

func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" .,\"“”«»:-–", r) })
}

func unigramF1(reference string, summary []string) float64 {
	left := map[string]int{}
	ref := words(reference)
	for _, w := range ref {
		left[w]++
	}
	common := 0.0
	for _, w := range summary {
		if left[w] > 0 {
			left[w]--
			common++
		}
	}
	return 2 * common / float64(len(ref)+len(summary))
}

// The knapsack is exact: no set of sentences that fits is worth more.
func TestPackIsOptimal(t *testing.T) {
	t.Parallel()
	for id, f := range fixtures(t) {
		r := builtIn()
		g := r.group(f.articles()[:1])
		r.score(g)
		for _, room := range []int{10, 25, 40, 60, 90} {
			chosen := g.knapsack(room, make([]bool, len(g.candidates)))
			got, length := 0.0, 0
			for _, i := range chosen {
				got += g.value(i)
				length += g.candidates[i].words
			}
			if best := bruteForce(g, room); length > room || math.Abs(got-best) > 1e-9 {
				t.Errorf("%s: knapsack(%d) is worth %v with %d words, want %v", id, room, got, length, best)
			}
		}
	}
}

func bruteForce(g *group, room int) float64 {
	best := 0.0
	for set := range 1 << len(g.candidates) {
		value, length := 0.0, 0
		for i, c := range g.candidates {
			if set&(1<<i) != 0 {
				value += g.value(i)
				length += c.words
			}
		}
		if length <= room {
			best = max(best, value)
		}
	}
	return best
}

func BenchmarkRank(b *testing.B) {
	for id, f := range fixtures(b) {
		a := f.articles()[0]
		b.Run(id, func(b *testing.B) {
			b.SetBytes(int64(len(a.Text)))
			for b.Loop() {
				Rank(a)
			}
		})
	}
}

// BenchmarkExtract summarizes an article of 360 words and 26 sentences, split
// and not; an article of usual length has about as many.
func BenchmarkExtract(b *testing.B) {
	f := fixtures(b)
	long := fixture{ID: "long", Lang: "id", Title: f["id-sampah"].Title, Text: f["id-sampah"].Text + "\n" + f["id-gempa"].Text + "\n" + f["id-sampah"].Text}
	split := long.articles()
	bare := []kilas.Article{{Lang: long.Lang, Title: long.Title, Text: long.Text}}
	for name, articles := range map[string][]kilas.Article{"split": split, "bare": bare} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Extract(articles, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
