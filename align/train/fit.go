package main

import (
	"iter"
	"slices"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/beads"
)

// fit fits the first round, then the following ones on the features that the
// round before leaves. What only the articles of two newsrooms can teach is
// left out where there are none.
func fit(docs []*document, in func(*document) bool) beads.Model {
	parted := func(d *document) bool { return in(d) && !d.free }
	free := func(d *document) bool { return in(d) && d.free }
	var m beads.Model
	for _, d := range docs {
		d.candidates.Forget()
	}
	copy(m.First[:], logistic(beads.FirstOfFree, matches(docs, in)))
	for _, d := range docs {
		d.candidates.ScoreFirst(m.First)
	}
	m.News = slices.ContainsFunc(docs, func(d *document) bool { return d.news && in(d) })
	size := beads.FirstOfFree
	if m.News {
		size = beads.FeatureCount
	}
	for range 3 {
		m.Typical = typical(docs, parted)
		copy(m.Next[:], logistic(beads.FirstOfFree, matches(docs, parted)))
		copy(m.Free[:], logistic(size, matches(docs, free)))
		m.Stray = beads.StrayWeights(logistic(beads.StrayCount, strays(docs, parted)))
		for _, d := range docs {
			d.candidates.Score(m)
		}
	}
	return m
}

// typical is the median likeness of the documents of each language, and of all.
func typical(docs []*document, in func(*document) bool) map[kilas.Lang]beads.Likeness {
	covers, shares := map[kilas.Lang][]float64{}, map[kilas.Lang][]float64{}
	for _, d := range docs {
		if !in(d) {
			continue
		}
		likeness := d.candidates.Likeness()
		for _, l := range []kilas.Lang{"", d.candidates.Matrix.Source.Lang} {
			covers[l], shares[l] = append(covers[l], likeness.Cover), append(shares[l], likeness.Share)
		}
	}
	medians := map[kilas.Lang]beads.Likeness{}
	for l := range covers {
		medians[l] = beads.Likeness{Cover: median(covers[l]), Share: median(shares[l])}
	}
	return medians
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}

// matches are the beads to fit to and whether they are right; those that may
// be are left out.
func matches(docs []*document, in func(*document) bool) iter.Seq[example] {
	return func(yield func(example) bool) {
		for _, d := range docs {
			if d.aside || !in(d) {
				continue
			}
			e := example{weight: 1}
			if d.news {
				e.weight = newsWeight
			}
			for b := range d.candidates.All {
				e.features, e.is = b.Features[:], d.right(b)
				if (e.is || !d.fine(b)) && !yield(e) {
					return
				}
			}
		}
	}
}

// strays are the pairs of sentences that say the same, and whether the gold
// lacks them.
func strays(docs []*document, in func(*document) bool) iter.Seq[example] {
	const leastMatch = 0.5 // others are not taken, stray or not
	return func(yield func(example) bool) {
		for _, d := range docs {
			if !in(d) {
				continue
			}
			for b := range d.candidates.All {
				if b.Single() && b.Match >= leastMatch && d.fine(b) && !yield(example{b.Stray[:], !d.right(b), 1}) {
					return
				}
			}
		}
	}
}
