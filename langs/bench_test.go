package langs

import (
	"os"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

func articleText(b *testing.B) string {
	b.Helper()
	raw, err := os.ReadFile("testdata/articles/id.txt")
	if err != nil {
		b.Fatal(err)
	}
	return string(raw)
}

func BenchmarkDetectTitle(b *testing.B) {
	d := NewDetector()
	for b.Loop() {
		d.Detect("Pabrik Kertas Tutup, Ratusan Pekerja Menunggu Kepastian")
	}
}

func BenchmarkDetectArticle(b *testing.B) {
	d, text := NewDetector(), articleText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Detect(text)
	}
}

func BenchmarkSplit(b *testing.B) {
	text := articleText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Split("id", text)
	}
}

func BenchmarkAnnotate(b *testing.B) {
	d, a := NewDetector(), kilas.Article{Text: articleText(b)}
	b.SetBytes(int64(len(a.Text)))
	for b.Loop() {
		d.Annotate(a, nil)
	}
}

func BenchmarkTokens(b *testing.B) {
	text := strings.Repeat(articleText(b), 4)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Tokens("id", text)
	}
}
