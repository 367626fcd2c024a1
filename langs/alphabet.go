package langs

import (
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/kilas-news/kilas"
)

// alphabet gathers what tells the languages of one script apart: n-grams of
// letters, and the words that each language uses most.
type alphabet struct {
	langs  []kilas.Lang // those of the n-grams first
	ngrams *ngramTable
	words  map[string]wordBonus
	malay  malayWords // for Latin letters
	id, ms int        // indexes of Indonesian and Malay, or -1
	slavs  []int      // indexes of southSlavic
	rare   []int      // indexes of rareInNews
}

// wordBonus is the languages that use a word, as indexes, and how much it
// speaks for them, in units of the natural logarithm.
type wordBonus struct {
	langs  []int
	weight float64
}

// extraLangs are languages without n-grams, known by their words alone.
var extraLangs = map[script]string{
	latin:      "jv su gl uz lb ht mg ha ku ceb",
	cyrillic:   "ky tg",
	arabic:     "ps ckb sd ug",
	devanagari: "ne",
}

// Weights, tuned on development sentences of 62 languages. A word that one
// language of the script uses says wordWeight*log(1+wordSpread). A language
// without n-grams costs extraCost per letter more than the best one with them.
const (
	wordWeight = 1.5
	wordSpread = 20
	extraCost  = 0.3
)

// rareInNews are languages that little news is written in: a few names and
// loanwords are not enough to find them. They start rareLess behind.
const (
	rareInNews = "eo la lg mi sn st tn ts xh yo so eu ga cy nn gl ceb ha ht mg ku lb sr-latn"
	rareLess   = 1.5
)

// Weights of what tells Indonesian from Malay: the lists of malay.go, the
// difference of the n-grams, and how much more Indonesian news there is.
const (
	malayWeight   = 3.0
	malayNgrams   = 0.2
	malayRareness = 0.3
)

// southSlavic is one language by its letters: texts collected as Bosnian,
// Croatian and Serbian overlap, and what n-grams say between them counts
// southSlavicNgrams of it.
const (
	southSlavic       = "bs hr sr-latn"
	southSlavicNgrams = 0.35
)

var alphabets = sync.OnceValue(func() map[script]*alphabet {
	out := map[script]*alphabet{}
	for sc, name := range ngramScripts {
		out[sc] = newAlphabet(sc, ngramTables()[name])
	}
	return out
})

func newAlphabet(sc script, t *ngramTable) *alphabet {
	a := &alphabet{ngrams: t, words: map[string]wordBonus{}}
	a.langs = slices.Clone(t.langs)
	for _, l := range strings.Fields(extraLangs[sc]) {
		a.langs = append(a.langs, kilas.Lang(l))
	}
	for i, l := range a.langs {
		for _, w := range strings.Fields(functionWords[l]) {
			b := a.words[w]
			if n := len(b.langs); n == 0 || b.langs[n-1] != i {
				b.langs = append(b.langs, i)
			}
			a.words[w] = b
		}
	}
	for w, b := range a.words {
		b.weight = wordWeight * math.Log(1+wordSpread/float64(len(b.langs)))
		a.words[w] = b
	}
	a.id, a.ms = slices.Index(a.langs, "id"), slices.Index(a.langs, "ms")
	if a.id >= 0 {
		a.malay = newMalay()
	}
	a.slavs, a.rare = a.indexes(southSlavic), a.indexes(rareInNews)
	return a
}

// scores returns the log-likelihood of words in each language, and the number
// of letters that it rests on. Malay is what else speaks for Malay against
// Indonesian.
func (a *alphabet) scores(words []string, malay float64) ([]float64, int) {
	sum := make([]int, len(a.ngrams.langs))
	out := make([]float64, len(a.langs))
	letters := 0
	for _, w := range words {
		letters += a.ngrams.addCosts(sum, w)
		b := a.words[w]
		for _, i := range b.langs {
			out[i] += b.weight
		}
		malay += a.malay.of(w)
	}
	a.closeIn(sum)
	for i, c := range sum {
		out[i] -= float64(c) / costPerNat
	}
	for i := len(sum); i < len(out); i++ {
		out[i] += float64(-slices.Min(sum))/costPerNat - extraCost*float64(letters)
	}
	for _, i := range a.rare {
		out[i] -= rareLess
	}
	if a.malay != nil {
		a.tellMalay(out, malay)
	}
	return out, letters
}

// tellMalay divides the better score of Indonesian and Malay by what the words
// that only one of them uses say.
func (a *alphabet) tellMalay(scores []float64, evidence float64) {
	best := max(scores[a.id], scores[a.ms])
	d := malayNgrams*(scores[a.ms]-scores[a.id]) + malayWeight*evidence - malayRareness
	scores[a.id], scores[a.ms] = best, best
	if d > 0 {
		scores[a.id] -= d
	} else {
		scores[a.ms] += d
	}
}

// grammar counts the function words of each language among words, single
// letters aside.
func (a *alphabet) grammar(words []string) []int {
	n := make([]int, len(a.langs))
	for _, w := range words {
		if len(w) == 1 {
			continue
		}
		for _, i := range a.words[w].langs {
			n[i]++
		}
	}
	return n
}

// indexes returns the places of those of a list that are here.
func (a *alphabet) indexes(list string) []int {
	var out []int
	for l := range strings.FieldsSeq(list) {
		if i := a.index(kilas.Lang(l)); i >= 0 {
			out = append(out, i)
		}
	}
	return out
}

// index returns the place of a language, or -1.
func (a *alphabet) index(l kilas.Lang) int { return slices.Index(a.langs, l) }

// closeIn brings the costs of the South Slavic languages closer together.
func (a *alphabet) closeIn(sum []int) {
	if len(a.slavs) == 0 {
		return
	}
	least := sum[a.slavs[0]]
	for _, i := range a.slavs {
		least = min(least, sum[i])
	}
	for _, i := range a.slavs {
		sum[i] = least + int(southSlavicNgrams*float64(sum[i]-least))
	}
}
