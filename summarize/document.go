package summarize

import (
	"math"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// maxSentences bounds the sentences of an article that are looked at; what
// comes later in a text of that length scores 0. Comparing all pairs of
// sentences costs the square of their number.
const maxSentences = 400

// document is an article as the ranker sees it: the sentences that tell the
// story, in order, as bags of numbered terms.
type document struct {
	lang      kilas.Lang
	sentences []sentence
	title     []int
	weights   []float64 // by term
}

// sentence is one sentence of a document. index is its place among all
// sentences of the article.
type sentence struct {
	index    int
	text     string
	block    int
	opens    bool // first of its block
	words    int
	counts   []count // content terms, ascending
	norm     float64 // Euclidean length of counts under the document's weights
	names    int     // capitalised words, not counting the first
	numbers  int
	function int // stop words
	letters  int // bytes of all words
	first    string
}

// count is a term and how often it occurs.
type count struct{ term, n int }

// sentencesOf returns the sentences of an article, splitting its text when
// that has not been done.
func sentencesOf(a kilas.Article) []kilas.Sentence {
	if len(a.Sentences) > 0 {
		return a.Sentences
	}
	return langs.Split(a.Lang, a.Text)
}

// newDocument reads an article. Headings, captions and marked sentences are
// left out, and so are lines without words.
func newDocument(a kilas.Article, v *vocabulary) *document {
	d := &document{lang: a.Lang}
	block := -1
	for i, s := range sentencesOf(a) {
		if s.Boilerplate() || outsideStory(a.Blocks, s.Block) || len(d.sentences) == maxSentences {
			continue
		}
		one := read(a.Lang, s, v)
		if one.words == 0 {
			continue
		}
		one.index, one.opens = i, s.Block != block
		block = s.Block
		d.sentences = append(d.sentences, one)
	}
	d.title = titleTerms(a, v)
	return d
}

// single reads one article by itself.
func single(a kilas.Article) *document {
	v := newVocabulary()
	d := newDocument(a, v)
	weigh([]*document{d}, v)
	return d
}

func outsideStory(blocks []kilas.Block, i int) bool {
	if i < 0 || i >= len(blocks) {
		return false
	}
	return blocks[i].Kind == kilas.BlockHeading || blocks[i].Kind == kilas.BlockCaption
}

// read turns a sentence into counts of content terms.
func read(l kilas.Lang, s kilas.Sentence, v *vocabulary) sentence {
	out := sentence{text: s.Text, block: s.Block}
	bag := make([]int, 0, 32)
	for _, t := range langs.Tokens(l, s.Text) {
		if t.Kind == langs.Punct {
			continue
		}
		folded := langs.Fold(t.Text)
		if out.words == 0 {
			out.first = folded
		} else if r, _ := utf8.DecodeRuneInString(t.Text); unicode.IsUpper(r) {
			out.names++
		}
		if t.Kind == langs.Number {
			out.numbers++
		}
		out.words += wordsIn(folded)
		out.letters += len(folded)
		if functional(l, folded, t.Kind) {
			out.function++
			continue
		}
		bag = appendTerms(bag, folded, v)
	}
	out.counts = countTerms(bag)
	for _, c := range out.counts {
		v.used[c.term]++
	}
	return out
}

func titleTerms(a kilas.Article, v *vocabulary) []int {
	bag := []int{}
	for _, t := range langs.Tokens(a.Lang, a.Title) {
		if folded := langs.Fold(t.Text); t.Kind != langs.Punct && !functional(a.Lang, folded, t.Kind) {
			bag = appendTerms(bag, folded, v)
		}
	}
	terms := make([]int, 0, len(bag))
	for _, c := range countTerms(bag) {
		terms = append(terms, c.term)
	}
	return terms
}

// weigh gives every term the weight log(1+N/n), N being the sentences of all
// documents and n those that hold the term, and every sentence its norm.
func weigh(documents []*document, v *vocabulary) {
	total := 0
	for _, d := range documents {
		total += len(d.sentences)
	}
	weights := make([]float64, len(v.used))
	for t, n := range v.used {
		weights[t] = math.Log(1 + float64(total)/float64(max(n, 1)))
	}
	for _, d := range documents {
		d.weights = weights
		for i := range d.sentences {
			d.sentences[i].norm = d.normOf(&d.sentences[i])
		}
	}
}

func (d *document) normOf(s *sentence) float64 {
	sum := 0.0
	for _, c := range s.counts {
		w := float64(c.n) * d.weights[c.term]
		sum += w * w
	}
	return math.Sqrt(sum)
}

// similarity is the cosine of two sentences under the document's weights.
func (d *document) similarity(a, b *sentence) float64 {
	if a.norm == 0 || b.norm == 0 {
		return 0
	}
	sum, i, j := 0.0, 0, 0
	for i < len(a.counts) && j < len(b.counts) {
		switch x, y := a.counts[i], b.counts[j]; {
		case x.term < y.term:
			i++
		case x.term > y.term:
			j++
		default:
			w := d.weights[x.term]
			sum += float64(x.n*y.n) * w * w
			i, j = i+1, j+1
		}
	}
	return sum / (a.norm * b.norm)
}
