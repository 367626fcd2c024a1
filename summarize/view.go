package summarize

import (
	"cmp"
	"slices"
)

// view is a document with everything that features are made of.
type view struct {
	*document
	centralities
	words        []float64
	meanWords    float64
	before       []int // words of the earlier sentences
	inBlock      []int // place in the block
	blockSize    map[int]int
	titleCover   []float64 // share of the title's weight that the sentence has
	titleShare   []float64 // share of the sentence's weight that is in the title
	likeLead     []float64 // mean similarity to the first three sentences
	outward      []float64
	connective   []float64
	centroidRank []float64
	forwardRank  []float64
	coverRank    []float64
	commonRank   []float64
	wordsRank    []float64
}

func newView(d *document) *view {
	n := len(d.sentences)
	v := &view{
		document: d, centralities: d.centralities(), blockSize: map[int]int{},
		words: make([]float64, n), before: make([]int, n), inBlock: make([]int, n),
		titleCover: make([]float64, n), titleShare: make([]float64, n), likeLead: make([]float64, n),
		outward: make([]float64, n), connective: make([]float64, n),
	}
	total := 0
	for i := range d.sentences {
		s := &d.sentences[i]
		v.words[i], v.before[i] = float64(s.words), total
		total += s.words
		v.blockSize[s.block]++
		if i > 0 && !s.opens {
			v.inBlock[i] = v.inBlock[i-1] + 1
		}
		v.titleCover[i], v.titleShare[i] = d.titleOverlap(s)
		for j := range min(leadSentences, n) {
			if j != i {
				v.likeLead[i] += d.similarity(s, &d.sentences[j]) / leadSentences
			}
		}
		v.outward[i], v.connective[i] = opening(d.lang, s.first)
	}
	v.meanWords = float64(total) / float64(max(n, 1))
	v.centroidRank, v.forwardRank = ranks(v.centroid), ranks(v.forward)
	v.coverRank, v.commonRank, v.wordsRank = ranks(v.titleCover), ranks(v.frequency), ranks(v.words)
	return v
}

// leadSentences is the length of the lead that summaries are compared with.
const leadSentences = 3

// titleOverlap returns the share of the title's weight that a sentence
// covers, and the share of the sentence's weight that is in the title.
func (d *document) titleOverlap(s *sentence) (cover, share float64) {
	if len(d.title) == 0 {
		return 0, 0
	}
	all, both, own := 0.0, 0.0, 0.0
	for _, t := range d.title {
		all += d.weights[t]
		if s.has(t) {
			both += d.weights[t]
		}
	}
	for _, c := range s.counts {
		own += d.weights[c.term]
	}
	if all > 0 {
		cover = both / all
	}
	if own > 0 {
		share = both / own
	}
	return cover, share
}

// has reports whether a sentence has a term.
func (s *sentence) has(term int) bool {
	_, found := slices.BinarySearchFunc(s.counts, term, func(c count, t int) int { return c.term - t })
	return found
}

// ranks returns each value's rank, 1 for the highest and just above 0 for the
// lowest; the earlier of two equal values ranks higher.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[b], values[a]) })
	out := make([]float64, len(values))
	for r, i := range order {
		out[i] = 1 - float64(r)/float64(len(values))
	}
	return out
}
