package concepts

import (
	"embed"
	"fmt"
	"math"
	"strings"
	"sync"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/langs"
)

// Words are the units that are counted: those of [lexicon.Units] without
// grammar, and in Vietnamese, which writes syllables apart, pairs of
// neighbours too.
func Words(l kilas.Lang, text string) []string {
	units := lexicon.Units(l, text)
	var words []string
	for n, unit := range units {
		if langs.StopWord(l, unit) {
			continue
		}
		words = append(words, unit)
		if base(l) == "vi" && n > 0 && !langs.StopWord(l, units[n-1]) {
			words = append(words, units[n-1]+" "+unit)
		}
	}
	return words
}

//go:embed news/*.txt
var newsFiles embed.FS

// frequencies is how many of a number of articles have each word.
type frequencies struct {
	articles int
	words    map[string]int
}

// informativeness is between 0, for a word that all articles have, and 1 for
// one that none has: the inverse document frequency on a relative scale.
func (f *frequencies) informativeness(word string) float64 {
	n := float64(f.articles)
	return math.Log((n+1)/(float64(f.words[word])+0.5)) / math.Log((n+1)/0.5)
}

// news holds the counts of each language, read when first used.
var news = func() map[string]func() *frequencies {
	m := map[string]func() *frequencies{}
	files, err := newsFiles.ReadDir("news")
	if err != nil {
		panic(fmt.Sprintf("embedded frequencies: %v", err))
	}
	for _, file := range files {
		l, _, _ := strings.Cut(file.Name(), ".")
		m[l] = sync.OnceValue(func() *frequencies { return readNews("news/" + file.Name()) })
	}
	return m
}()

// frequenciesOf returns what is known of the news of a language, or nil.
func frequenciesOf(l kilas.Lang) *frequencies {
	b := base(l)
	if b == "ms" {
		b = "id"
	}
	if read, ok := news[b]; ok {
		return read()
	}
	return nil
}

// readNews reads an embedded file, which a test has read before.
func readNews(name string) *frequencies {
	text, err := newsFiles.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("embedded frequencies: %v", err))
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	f := &frequencies{words: make(map[string]int, len(lines))}
	if _, err := fmt.Sscan(lines[0], &f.articles); err != nil {
		panic(fmt.Sprintf("embedded frequencies: %s: %v", name, err))
	}
	for _, line := range lines[1:] {
		word, count, _ := strings.Cut(line, "\t")
		n := 0
		for _, digit := range count {
			n = 10*n + int(digit-'0')
		}
		f.words[word] = n
	}
	return f
}
