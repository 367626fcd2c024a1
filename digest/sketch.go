package digest

import (
	"crypto/sha256"
	"hash/fnv"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// sketchSize is the number of minima of a sketch: the standard error of a
// likeness of 0.85 is then 0.045.
const sketchSize = 64

// shingle is the number of words that are compared at a time.
const shingle = 3

// sketchOf is the MinHash of a text's shingles (Broder 1997, "On the
// resemblance and containment of documents"): the share of equal values of two
// sketches estimates how alike the sets of their shingles are (Jaccard). Texts
// too short to tell have none.
func sketchOf(a kilas.Article) []uint32 {
	tokens := foldedWords(a)
	if len(tokens) < 8*shingle {
		return nil
	}
	out := make([]uint32, sketchSize)
	for i := range out {
		out[i] = math.MaxUint32
	}
	for i := 0; i+shingle <= len(tokens); i++ {
		h := fnv.New64a()
		for _, t := range tokens[i : i+shingle] {
			_, _ = io.WriteString(h, t+"\x00") // a hash never fails
		}
		x := h.Sum64()
		for k := range out {
			x += 0x9e3779b97f4a7c15 // the next number of SplitMix64 (Steele, Lea and Flood 2014)
			z := (x ^ x>>30) * 0xbf58476d1ce4e5b9
			z = (z ^ z>>27) * 0x94d049bb133111eb
			out[k] = min(out[k], uint32(z>>32)) //nolint:gosec // the high half
		}
	}
	return out
}

// foldedWords are the words of the story, which is not what a page repeats
// around every story.
func foldedWords(a kilas.Article) []string {
	var out []string
	for _, s := range a.Sentences {
		if s.Boilerplate() {
			continue
		}
		for _, t := range langs.Tokens(a.Lang, s.Text) {
			if t.Kind != langs.Punct {
				out = append(out, langs.Fold(t.Text))
			}
		}
	}
	return out
}

// alike estimates how alike two texts are, in [0,1].
func alike(a, b []uint32) float64 {
	if len(a) == 0 || len(a) != len(b) {
		return 0
	}
	n := 0
	for i := range a {
		if a[i] == b[i] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// factsOf is a hash of the numbers of a text. Reports of two earthquakes may
// differ in nothing else.
func factsOf(a kilas.Article) []byte {
	var numbers []string
	for _, s := range a.Sentences {
		if s.Boilerplate() {
			continue
		}
		numbers = append(numbers, strings.FieldsFunc(s.Text, func(r rune) bool { return !unicode.IsDigit(r) })...)
	}
	slices.Sort(numbers)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(numbers), " ")))
	return sum[:8]
}

// textOf is a hash of the words of a text.
func textOf(a kilas.Article) []byte {
	sum := sha256.Sum256([]byte(strings.Join(foldedWords(a), " ")))
	return sum[:16]
}
