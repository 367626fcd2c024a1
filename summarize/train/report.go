package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/kilas-news/kilas/summarize"
)

const (
	folds     = 5
	resamples = 2000 // of the bootstrap
)

// ranker returns the ranker that an item of a set is judged with, one that
// has not seen it.
type ranker func(item int) *summarize.Ranker

// reportOn scores every set twice: left out of training, and by
// cross-validation over all sets.
func reportOn(w io.Writer, sets []set) error {
	head := fmt.Sprintf("%-22s %-16s %-12s %5s %6s %6s  %-22s %-22s %s\n", "set", "ranker", "bound", "n", "words", "R1", "- lead", "- pacsum", "- lexrank")
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	for i, s := range sets {
		r := summarize.NewRanker(fit(slices.Delete(slices.Clone(sets), i, i+1)))
		if err := compare(w, s, "left out", func(int) *summarize.Ranker { return r }); err != nil {
			return err
		}
	}
	rankers := make([]*summarize.Ranker, folds)
	for k := range folds {
		rankers[k] = summarize.NewRanker(fit(without(sets, k)))
	}
	for _, s := range sets {
		if err := compare(w, s, "cross-validated", func(i int) *summarize.Ranker { return rankers[i%folds] }); err != nil {
			return err
		}
	}
	return nil
}

// without drops every item of fold k.
func without(sets []set, k int) []set {
	var out []set
	for _, s := range sets {
		kept := set{name: s.name}
		for i, it := range s.items {
			if i%folds != k {
				kept.items = append(kept.items, it)
			}
		}
		out = append(out, kept)
	}
	return out
}

// bounds are the lengths at which an item's summaries are compared.
func (i *item) bounds() []summarize.Options {
	if i.cluster() {
		return []summarize.Options{{MaxWords: 200}}
	}
	return []summarize.Options{{Sentences: 3}, {MaxWords: 60}}
}

// compare prints the mean ROUGE-1 of a set's summaries, and the differences
// to the baselines cut to the same number of words, with 95 % intervals.
func compare(w io.Writer, s set, how string, by ranker) error {
	for k, bound := range s.items[0].bounds() {
		var mine, words float64
		var differences [3][]float64
		for i := range s.items {
			it := &s.items[i]
			summary, err := by(i).Extract(it.articles, it.bounds()[k])
			if err != nil {
				return err
			}
			own := cut(tokens(summary.Text), it.limit())
			score := f1(it.references, own, 1)
			mine += score
			words += float64(len(own))
			for b, other := range it.baselines(bound, len(own)) {
				differences[b] = append(differences[b], score-f1(it.references, other, 1))
			}
		}
		n := float64(len(s.items))
		name := fmt.Sprintf("%d sentences", bound.Sentences)
		if bound.MaxWords > 0 {
			name = fmt.Sprintf("%d words", bound.MaxWords)
		}
		_, err := fmt.Fprintf(w, "%-22s %-16s %-12s %5d %6.1f %6.2f  %-22s %-22s %s\n", s.name, how, name, len(s.items), words/n, mine/n,
			interval(differences[0]), interval(differences[1]), interval(differences[2]))
		if err != nil {
			return err
		}
	}
	return nil
}

// baselines returns lead, PacSum and LexRank of n words. Where whole sentences
// must fit a number of words, the lead is the first ones that do.
func (i *item) baselines(bound summarize.Options, n int) [3][]string {
	if i.graph == nil {
		g := newGraph(i.articles)
		i.graph, i.orders = &g, [2][]int{g.pacSum(), g.lexRank()}
	}
	var first []string
	for _, s := range lead(i.articles) {
		if !i.cluster() && bound.MaxWords > 0 && len(first)+len(s) > bound.MaxWords {
			break
		}
		first = append(first, s...)
	}
	return [3][]string{cut(first, n), i.graph.take(i.orders[0], n), i.graph.take(i.orders[1], n)}
}

func cut(words []string, n int) []string { return words[:min(n, len(words))] }

// interval shows the mean of paired differences and its bootstrap interval.
func interval(differences []float64) string {
	random := rand.New(rand.NewPCG(1, 1))
	means := make([]float64, resamples)
	for k := range means {
		for range differences {
			means[k] += differences[random.IntN(len(differences))] / float64(len(differences))
		}
	}
	slices.Sort(means)
	mean := 0.0
	for _, d := range differences {
		mean += d / float64(len(differences))
	}
	return fmt.Sprintf("%+.2f [%+.2f,%+.2f]", mean, means[resamples*25/1000], means[resamples*975/1000])
}
