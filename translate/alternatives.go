package translate

import (
	"context"

	"github.com/kilas-news/kilas/checks"
)

// alternativesBeam is how many translations are looked at when the best one
// fails a check.
const alternativesBeam = 8

// choose exchanges translations that fail a check for the best one of a wider
// beam that fails fewer: a small model drops a "not" in one sentence of ten, and
// often has the right translation beside the wrong one.
func (n *Neural) choose(ctx context.Context, g *Glossary, sentences, whole, out []string) error {
	var doubtful []string
	var places, faults []int
	for i := range out {
		if f := n.faults(sentences[i], out[i]); f > 0 {
			doubtful, places, faults = append(doubtful, whole[i]), append(places, i), append(faults, f)
		}
	}
	if len(doubtful) == 0 {
		return nil
	}
	stage, err := n.stages[0]()
	if err != nil {
		return err
	}
	opt := stage.Options
	opt.Beam = alternativesBeam
	found, err := stage.Model.Alternatives(ctx, doubtful, opt)
	if err != nil {
		return err
	}
	for k, i := range places {
		for _, r := range found[k] {
			text := n.text(g, sentences[i], whole[i], r)
			if f := n.faults(sentences[i], text); f < faults[k] {
				out[i], faults[k] = text, f
			}
		}
	}
	return nil
}

// faults counts the checks that a translation fails.
func (n *Neural) faults(sentence, translation string) int {
	count := 0
	for _, c := range checks.Pair(checks.Text{Lang: n.from, Text: sentence}, checks.Text{Lang: n.to, Text: translation}) {
		if !c.OK {
			count++
		}
	}
	return count
}
