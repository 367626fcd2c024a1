package summarize

import (
	"math"
	"strings"

	"github.com/kilas-news/kilas"
)

// feature is one thing that the ranker looks at in sentence i.
type feature struct {
	name string
	of   func(v *view, i int) float64
}

// features are cheap and know no language but for the openings and stop
// words. Each enters the ranker twice: as it is, and relative to the other
// sentences of its article (see [relate]).
var features = []feature{
	// Place.
	{"first", func(_ *view, i int) float64 { return is(i == 0) }},
	{"second", func(_ *view, i int) float64 { return is(i == 1) }},
	{"third", func(_ *view, i int) float64 { return is(i == 2) }},
	{"inverse-place", func(_ *view, i int) float64 { return 1 / float64(1+i) }},
	{"relative-place", func(v *view, i int) float64 { return float64(i) / float64(len(v.words)) }},
	{"log-place", func(_ *view, i int) float64 { return math.Log(float64(1 + i)) }},
	{"early-place", func(_ *view, i int) float64 { return math.Min(float64(i), 10) }},
	{"last", func(v *view, i int) float64 { return is(i == len(v.words)-1) }},
	{"words-before", func(v *view, i int) float64 { return math.Min(float64(v.before[i]), 200) }},
	{"log-block", func(v *view, i int) float64 { return math.Log(float64(1 + v.sentences[i].block)) }},
	{"opens-block", func(v *view, i int) float64 { return is(v.sentences[i].opens) }},
	{"place-in-block", func(v *view, i int) float64 { return float64(v.inBlock[i]) }},
	{"block-sentences", func(v *view, i int) float64 { return float64(v.blockSize[v.sentences[i].block]) }},

	// Length.
	{"log-words", func(v *view, i int) float64 { return math.Log(v.words[i]) }},
	{"relative-words", func(v *view, i int) float64 { return v.words[i] / v.meanWords }},
	{"words-rank", func(v *view, i int) float64 { return v.wordsRank[i] }},
	{"short", func(v *view, i int) float64 { return is(v.words[i] < 8) }},
	{"long", func(v *view, i int) float64 { return is(v.words[i] > 40) }},
	{"word-length", func(v *view, i int) float64 { return float64(v.sentences[i].letters) / v.words[i] }},

	// Title and lead.
	{"title-cover", func(v *view, i int) float64 { return v.titleCover[i] }},
	{"title-share", func(v *view, i int) float64 { return v.titleShare[i] }},
	{"title-rank", func(v *view, i int) float64 { return v.coverRank[i] }},
	{"like-first", func(v *view, i int) float64 { return is(i > 0) * v.likeness(i, 0) }},
	{"like-lead", func(v *view, i int) float64 { return v.likeLead[i] }},

	// Centrality.
	{"frequency", func(v *view, i int) float64 { return v.frequency[i] }},
	{"frequency-rank", func(v *view, i int) float64 { return v.commonRank[i] }},
	{"centroid", func(v *view, i int) float64 { return v.centroid[i] }},
	{"centroid-rank", func(v *view, i int) float64 { return v.centroidRank[i] }},
	{"forward", func(v *view, i int) float64 { return v.forward[i] }},
	{"forward-rank", func(v *view, i int) float64 { return v.forwardRank[i] }},
	{"backward", func(v *view, i int) float64 { return v.backward[i] }},
	{"nearest-earlier", func(v *view, i int) float64 { return v.nearest[i] }},
	{"degree", func(v *view, i int) float64 { return v.degree[i] }},
	{"new-and-repeated", func(v *view, i int) float64 { return v.fresh[i] }},
	{"top-terms", func(v *view, i int) float64 { return v.top[i] }},

	// Neighbours.
	{"like-previous", func(v *view, i int) float64 { return v.likeness(i, i-1) }},
	{"like-next", func(v *view, i int) float64 { return v.likeness(i, i+1) }},
	{"previous-words", func(v *view, i int) float64 { return at(v.words, i-1) / v.meanWords }},
	{"previous-centroid", func(v *view, i int) float64 { return at(v.centroid, i-1) }},
	{"next-centroid", func(v *view, i int) float64 { return at(v.centroid, i+1) }},

	// What it says, and how.
	{"names", func(v *view, i int) float64 { return float64(v.sentences[i].names) / v.words[i] }},
	{"numbers", func(v *view, i int) float64 { return float64(v.sentences[i].numbers) / v.words[i] }},
	{"has-number", func(v *view, i int) float64 { return is(v.sentences[i].numbers > 0) }},
	{"stop-words", func(v *view, i int) float64 { return float64(v.sentences[i].function) / v.words[i] }},
	{"quotation", func(v *view, i int) float64 { return quotation(v.sentences[i].text) }},
	{"question", func(v *view, i int) float64 { return is(strings.ContainsAny(v.sentences[i].text, "?？؟")) }},
	{"colon", func(v *view, i int) float64 { return is(strings.HasSuffix(v.sentences[i].text, ":")) }},
	{"bracket", func(v *view, i int) float64 { return is(strings.ContainsAny(v.sentences[i].text, "([（")) }},
	{"points-outward", func(v *view, i int) float64 { return v.outward[i] }},
	{"connective", func(v *view, i int) float64 { return v.connective[i] }},

	// The article.
	{"log-sentences", func(v *view, _ int) float64 { return math.Log(float64(len(v.words))) }},
	{"has-title", func(v *view, _ int) float64 { return is(len(v.title) > 0) }},
	{"lead-words", func(v *view, _ int) float64 { return v.words[0] }},
}

// FeatureNames returns the names of the columns of [Features].
func FeatureNames() []string {
	names := make([]string, 0, 2*len(features))
	for _, f := range features {
		names = append(names, f.name)
	}
	for _, f := range features {
		names = append(names, "relative "+f.name)
	}
	return names
}

// Features returns what the ranker sees of an article, for programs that
// train one: the indexes of the sentences that it ranks, and a row of numbers
// for each.
func Features(a kilas.Article) (indexes []int, rows [][]float64) {
	d := single(a)
	for _, s := range d.sentences {
		indexes = append(indexes, s.index)
	}
	return indexes, d.rows()
}

// rows returns the features of each sentence of a document.
func (d *document) rows() [][]float64 {
	n, m := len(d.sentences), len(features)
	if n == 0 {
		return nil
	}
	v := newView(d)
	values := make([]float64, 2*n*m)
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = values[2*m*i : 2*m*(i+1)]
		for k, f := range features {
			rows[i][k] = f.of(v, i)
		}
	}
	relate(rows, m)
	return rows
}

// relate fills the second half of each row with the first half as standard
// scores within the article. Articles of different styles and languages look
// more alike this way.
func relate(rows [][]float64, m int) {
	n := float64(len(rows))
	for k := range m {
		mean, square := 0.0, 0.0
		for _, r := range rows {
			mean += r[k] / n
		}
		for _, r := range rows {
			square += (r[k] - mean) * (r[k] - mean) / n
		}
		deviation := math.Sqrt(square) + 1e-6
		for _, r := range rows {
			r[m+k] = (r[k] - mean) / deviation
		}
	}
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// at is the value at i, 0 outside.
func at(values []float64, i int) float64 {
	if i < 0 || i >= len(values) {
		return 0
	}
	return values[i]
}

// likeness is the similarity of two sentences, 0 where one does not exist.
func (v *view) likeness(i, j int) float64 {
	if j < 0 || j >= len(v.sentences) {
		return 0
	}
	return v.similarity(&v.sentences[i], &v.sentences[j])
}

// quotation is the share of a text between quotation marks; a mark without
// its partner reaches to the end or the beginning.
func quotation(text string) float64 {
	inside, start := 0, -1
	for i, r := range text {
		opens := strings.ContainsRune("“„«「『", r)
		closes := strings.ContainsRune("”»」』", r)
		switch {
		case opens || r == '"' && start < 0:
			start = i
		case closes || r == '"':
			inside += i - max(start, 0)
			start = -1
		}
	}
	if start >= 0 {
		inside += len(text) - start
	}
	return float64(inside) / float64(max(len(text), 1))
}
