package main

import (
	"iter"
	"slices"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/beads"
)

// fit fits the first round, then the following ones on the features that the
// round before leaves.
func fit(docs []*document, in func(*document) bool) beads.Model {
	parted := func(d *document) bool { return in(d) && !d.joined }
	joined := func(d *document) bool { return in(d) && d.joined }
	var m beads.Model
	for _, d := range docs {
		d.candidates.Forget()
	}
	m.First = beads.Weights(logistic(beads.FeatureCount, matches(docs, in)))
	for _, d := range docs {
		d.candidates.ScoreFirst(m.First)
	}
	for range 3 {
		m.Typical = typical(docs, parted)
		m.Next = beads.Weights(logistic(beads.FeatureCount, matches(docs, parted)))
		m.Free = beads.Weights(logistic(beads.FeatureCount, matches(docs, joined)))
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
func matches(docs []*document, in func(*document) bool) iter.Seq2[[]float64, bool] {
	return func(yield func([]float64, bool) bool) {
		for _, d := range docs {
			if d.aside || !in(d) {
				continue
			}
			for b := range d.candidates.All {
				right := d.right(b)
				if (right || !d.fine(b)) && !yield(b.Features[:], right) {
					return
				}
			}
		}
	}
}

// strays are the pairs of sentences that say the same, and whether the gold
// lacks them.
func strays(docs []*document, in func(*document) bool) iter.Seq2[[]float64, bool] {
	const leastMatch = 0.5 // others are not taken, stray or not
	return func(yield func([]float64, bool) bool) {
		for _, d := range docs {
			if !in(d) {
				continue
			}
			for b := range d.candidates.All {
				if b.Single() && b.Match >= leastMatch && d.fine(b) && !yield(b.Stray[:], !d.right(b)) {
					return
				}
			}
		}
	}
}
