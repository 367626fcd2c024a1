package nmt

import (
	"cmp"
	"slices"
)

// batchWords is how many words, padding included, Bergamot puts in a batch.
const batchWords = 1024

// shareBatches forms the batches that Bergamot would, shortest sentences
// first, and gives the segments of each the same candidates and width.
func (m *Model) shareBatches(segments []*segment) {
	sorted := slices.Clone(segments)
	slices.SortStableFunc(sorted, func(a, b *segment) int { return cmp.Compare(len(a.source), len(b.source)) })
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && (n+1)*len(sorted[n].source) <= batchWords {
			n++
		}
		batch := sorted[:n]
		sorted = sorted[n:]
		words := m.everything
		if m.shortlist != nil {
			var sources [][]int
			for _, s := range batch {
				sources = append(sources, s.source)
			}
			words = m.newCandidates(m.shortlist.columns(sources...))
		}
		for _, s := range batch {
			s.words, s.width = words, len(batch[n-1].source)
		}
	}
}
