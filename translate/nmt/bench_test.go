package nmt

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
	"github.com/kilas-news/kilas/translate/nmt/internal/nmttest"
)

// The published architectures, with a small vocabulary.
var architectures = []struct {
	name  string
	model nmttest.Model
}{
	{"tiny", nmttest.Model{Dim: 256, FFN: 1536, Heads: 8, Encoder: 6, Decoder: 2, SourceWords: 880, Seed: 6, End: 60}},
	{"base-memory", nmttest.Model{Dim: 384, FFN: 1536, Heads: 8, Encoder: 6, Decoder: 4, SourceWords: 880, Seed: 7, End: 70}},
	{"base", nmttest.Model{Dim: 512, FFN: 2048, Heads: 8, Encoder: 6, Decoder: 2, SourceWords: 880, Seed: 8, End: 80}},
}

func BenchmarkTranslate(b *testing.B) {
	lines := goldenLines(b)[:6]
	words := 0
	for _, line := range lines {
		words += len(strings.Fields(line))
	}
	for _, a := range architectures {
		m := load(b, files(b, a.model))
		for path := kernel.Best(); path > kernel.Plain; path-- {
			for _, threads := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/%v/threads=%d", a.name, path, threads), func(b *testing.B) {
					m.path = path
					for b.Loop() {
						if _, err := m.TranslateWith(b.Context(), lines, Options{Threads: threads}); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
				})
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, a := range architectures {
		f := files(b, a.model)
		b.Run(a.name, func(b *testing.B) {
			b.SetBytes(int64(len(f.Model)))
			b.ReportAllocs()
			for b.Loop() {
				load(b, f)
			}
		})
	}
}
