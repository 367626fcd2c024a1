package nmt

import (
	"cmp"
	"slices"
)

// batch is what the segments of one have in common.
type batch struct {
	width int
	words *candidates
}

// batchWords is how many words, padding included, Bergamot puts in a batch.
const batchWords = 1024

// batchesOf gathers the segments of each batch, in their order.
func batchesOf(segments []*segment) [][]*segment {
	var groups [][]*segment
	at := make(map[*batch]int)
	for _, s := range segments {
		i, ok := at[s.batch]
		if !ok || s.batch == nil {
			i = len(groups)
			groups = append(groups, nil)
			at[s.batch] = i
		}
		groups[i] = append(groups[i], s)
	}
	return groups
}

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
		members := sorted[:n]
		sorted = sorted[n:]
		words := m.everything
		if m.shortlist != nil {
			var sources [][]int
			for _, s := range members {
				sources = append(sources, s.source)
			}
			words = m.newCandidates(m.shortlist.columns(sources...))
		}
		shared := &batch{width: len(members[n-1].source), words: words}
		for _, s := range members {
			s.words, s.width, s.batch = words, shared.width, shared
		}
	}
}
