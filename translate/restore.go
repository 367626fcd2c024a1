package translate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate/nmt"
)

// restore returns what puts the names and figures of a sentence in the place
// of what a small model made of them, "Nasseley" for "Basseley" and "700" for
// "70", and ordinary words that it only copied into its language. Something stands for a name or figure that the translation lacks when
// the sentence doesn't have it either, it is no word of the language, the model
// looked at the name while it wrote it, and they are alike. So far both
// languages must have a large dictionary, for others can't be told that
// "Kolumbien" is right to become "Colombia".
func restore(from, to kilas.Lang, sentence string, r nmt.Result) []edit {
	source, ok := lexicon.Frequencies(from)
	target, ok2 := lexicon.Frequencies(to)
	if !ok || !ok2 || r.Text == "" {
		return nil
	}
	w := written{from: from, to: to, sentence: sentence, result: r}
	w.sourceWord = func(word string) bool { return source(langs.Fold(word)) > 0 }
	w.targetWord = func(word string) bool {
		word = langs.Fold(word)
		return target(word) > 0 || target(lexicon.Stem(to, word)) > 0
	}
	return slices.Concat(w.names(), w.figures(), w.copied())
}

// written is a sentence and what a model wrote for it.
type written struct {
	from, to               kilas.Lang
	sentence               string
	result                 nmt.Result
	sourceWord, targetWord func(string) bool // whether a dictionary has it
}

// span is a part of a text.
type span struct {
	text       string
	start, end int
}

// wordSpans returns the words of a text. A hyphen or an apostrophe is part of a
// word, since "anak-anak" is one.
func wordSpans(text string) []span {
	var words []span
	start := -1
	for i, r := range text + " " {
		inside := wordRune(r) || start >= 0 && strings.ContainsRune("-'’", r)
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			words = append(words, span{text[start:i], start, i})
			start = -1
		}
	}
	return words
}

// exchange pairs lost parts of the sentence with the parts of the translation
// that stand for them: the pairs with the highest worth, as far as it is above
// 0, none with a part of another.
func (w written) exchange(lost, made []span, worth func(lost, made span, share float64) float64) []edit {
	type pair struct {
		lost, made int
		worth      float64
	}
	var pairs []pair
	for i, l := range lost {
		for k, m := range made {
			if v := worth(l, m, w.share(l, m)); v > 0 {
				pairs = append(pairs, pair{i, k, v})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.worth, a.worth) })
	var edits []edit
	for len(pairs) > 0 {
		p := pairs[0]
		edits = append(edits, edit{made[p.made].start, made[p.made].end, lost[p.lost].text})
		pairs = slices.DeleteFunc(pairs, func(o pair) bool { return o.lost == p.lost || o.made == p.made })
	}
	return edits
}

// share is how much of the model's attention was on a part of the sentence
// while it wrote a part of the translation, in [0,1]; tokens count by their
// bytes.
func (w written) share(source, target span) float64 {
	sum, bytes := 0.0, 0
	for i, t := range w.result.Target {
		if n := min(t.End, target.end) - max(t.Start, target.start); n > 0 && i < len(w.result.Alignment) {
			sum += float64(n) * attention(w.result, i, source.start, source.end)
			bytes += n
		}
	}
	return sum / float64(max(bytes, 1))
}

// likeness is the share of letters, in [0,1], that two words need not change
// to become the same: one less Levenshtein's distance over the longer one's
// length.
func likeness(a, b string) float64 {
	x, y := []rune(langs.Fold(a)), []rune(langs.Fold(b))
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, c := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j, d := range y {
			cost := diagonal
			if c != d {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return 1 - float64(row[len(y)])/float64(max(len(x), len(y), 1))
}
