package nmt

import (
	"context"
	"slices"
)

// Stage is a model and how to translate with it.
type Stage struct {
	Model   *Model
	Options Options
}

// Pivot translates by way of a third language: first translates into it,
// second out of it. The results' tokens are of the sentences and of their
// final translations, and the alignment leads from these to those.
func Pivot(ctx context.Context, first, second Stage, sentences []string) ([]Result, error) {
	between, err := first.Model.TranslateWith(ctx, sentences, first.Options)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(between))
	for i, r := range between {
		texts[i] = r.Text
	}
	results, err := second.Model.TranslateWith(ctx, texts, second.Options)
	if err != nil {
		return nil, err
	}
	for i := range results {
		results[i] = chain(between[i], results[i])
	}
	return results, nil
}

// chain joins the results of two stages. What the second stage's alignment
// gives to a token of the text between goes to the first stage's tokens that
// the same characters are in, in proportion, and on to the source.
func chain(first, second Result) Result {
	chained := Result{Text: second.Text, Source: first.Source, Target: second.Target}
	overlaps := overlaps(second.Source, first.Target)
	for _, weights := range second.Alignment {
		var row Weights
		for i, weight := range weights.Values {
			for _, o := range overlaps[weights.First+i] {
				row.add(first.Alignment[o.token], weight*o.share)
			}
		}
		chained.Alignment = append(chained.Alignment, row)
	}
	return chained
}

// add adds a multiple of other weights, none of which begin earlier.
func (w *Weights) add(other Weights, factor float32) {
	if len(w.Values) == 0 {
		w.First = other.First
	}
	shift := other.First - w.First
	for len(w.Values) < shift+len(other.Values) {
		w.Values = append(w.Values, 0)
	}
	for i, v := range other.Values {
		w.Values[shift+i] += float32(factor * v)
	}
}

// overlap is the part of a token's characters that another token has.
type overlap struct {
	token int
	share float32
}

// overlaps returns for each of tokens its overlaps with others, which divide
// the same text differently. An empty token overlaps with the empty one at
// its place, or else with the last one that begins there or before.
func overlaps(tokens, others []Token) [][]overlap {
	all := make([][]overlap, len(tokens))
	for i, t := range tokens {
		o, _ := slices.BinarySearchFunc(others, t.Start+1, func(other Token, end int) int { return other.End - end })
		for ; o < len(others) && others[o].Start < t.End; o++ {
			if n := min(t.End, others[o].End) - max(t.Start, others[o].Start); n > 0 {
				all[i] = append(all[i], overlap{o, float32(n) / float32(t.End-t.Start)})
			}
		}
		if len(all[i]) == 0 && len(others) > 0 {
			all[i] = []overlap{{nearest(t.Start, others), 1}}
		}
	}
	return all
}

// nearest returns the last token that begins at a position or before it.
func nearest(position int, tokens []Token) int {
	after, _ := slices.BinarySearchFunc(tokens, position+1, func(t Token, start int) int { return t.Start - start })
	return max(after-1, 0)
}
