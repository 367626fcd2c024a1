package align

import (
	"testing"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// BenchmarkSentences aligns 30 sentences with 40; the aim is 20 ms.
func BenchmarkSentences(b *testing.B) {
	stories := readTwins(b)
	text := func(l kilas.Lang, label string, n int) Text {
		t := Text{Lang: l}
		for _, s := range stories {
			for _, sentence := range langs.Split(l, s[label]) {
				if len(t.Sentences) < n {
					sentence.Block = 0
					t.Sentences = append(t.Sentences, sentence)
				}
			}
		}
		return t
	}
	source, target := text("id", "id", 30), text("en", "en", 40)
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
