package align

import (
	"testing"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// BenchmarkSentences aligns 30 sentences with 40; the aim is 20 ms.
func BenchmarkSentences(b *testing.B) {
	stories := readTold(b, "twins.txt")
	text := func(side, n int) Text {
		t := Text{Lang: stories[0].one[side].Lang}
		for _, s := range stories {
			for _, sentence := range langs.Split(t.Lang, s.one[side].Text) {
				if len(t.Sentences) < n {
					sentence.Block = 0
					t.Sentences = append(t.Sentences, sentence)
				}
			}
		}
		return t
	}
	source, target := text(0, 30), text(1, 40)
	if len(source.Sentences) != 30 || len(target.Sentences) != 40 {
		b.Fatalf("%d and %d sentences", len(source.Sentences), len(target.Sentences))
	}
	b.ResetTimer()
	for b.Loop() {
		if a := Sentences(source, target, Options{}); len(a.Pairs) == 0 {
			b.Fatal("no pairs")
		}
	}
}

// BenchmarkSameEvents compares an Indonesian article with an English one, both
// prepared.
func BenchmarkSameEvents(b *testing.B) {
	var long [2]kilas.Article
	for _, s := range readTold(b, "twins.txt")[:8] {
		long[0].Text += s.one[0].Text + "\n"
		long[1].Text += s.one[1].Text + "\n"
	}
	long[0].Lang, long[1].Lang = "id", "en"
	x, y := Prepare(long[0]), Prepare(long[1])
	for b.Loop() {
		SameEvents(x, y)
	}
}

func BenchmarkPrepare(b *testing.B) {
	a := readTold(b, "twins.txt")[0].one[0]
	for b.Loop() {
		Prepare(a)
	}
}
