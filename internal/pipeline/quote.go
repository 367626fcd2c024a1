package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
	"github.com/kilas-news/kilas/checks"
	"github.com/kilas-news/kilas/translate"
)

// quote fills a brief of articles in two languages: points are sentences of
// one language beside their counterparts in the other, both quoted. They are
// chosen for their importance in both articles and the confidence of the
// pair, and stand in the order of the source. Doubtful pairs are never taken
// to reach the number asked for, and none of articles on different events that
// the user wants told together.
func (p *Pipeline) quote(ctx context.Context, b *kilas.Brief, g group, opt Options) error {
	source := newStory(g.in(b.SourceLang))
	target := newStory(g.in(b.TargetLang))
	b.Title = p.titles(ctx, g, b)
	al, err := p.pair(ctx,
		align.Text{Lang: b.SourceLang, Sentences: source.sentences},
		align.Text{Lang: b.TargetLang, Sentences: target.sentences},
	)
	if err != nil {
		return err
	}
	if g.asked {
		if w, ok := g.strangers(b.SourceLang, b.TargetLang); ok {
			b.Warnings = append(b.Warnings, w)
			al = unpaired(al)
		}
	}
	beads, err := p.choose(ctx, b, al.Pairs, source, target, opt.points())
	if err != nil {
		return err
	}
	for _, bead := range beads {
		s := source.side(b.SourceLang, bead.Source)
		t := target.side(b.TargetLang, bead.Target)
		b.Points = append(b.Points, kilas.Point{
			Source: s, Target: &t, Score: bead.Score, Evidence: bead.Evidence,
			Checks: pairChecks(s, t),
		})
	}
	if len(beads) < opt.points() {
		b.Warnings = append(b.Warnings, kilas.Warning{
			Code:    WarnFewPairs,
			Message: fmt.Sprintf("%d of %d points: the articles share no more sentences that can be paired with confidence", len(beads), opt.points()),
		})
	}
	b.SourceOnly = source.best(al.SourceOnly, opt.points())
	b.TargetOnly = target.best(al.TargetOnly, opt.points())
	return nil
}

// leastTrust is the score of a pair that no brief should show. Of newsrooms'
// pairs that the aligner's models were not fitted to, 33 of 36 between 0.64 and
// 0.93 are right, and all of 101 above.
const leastTrust = 0.75

// trusted returns the beads that a brief may show, those of the greatest value
// first. Only confident pairs are worth much: two newsrooms seldom say quite
// the same.
func trusted(beads []kilas.Bead, source, target story) []kilas.Bead {
	value := func(b kilas.Bead) float64 {
		trust := (b.Score - leastTrust) / (1 - leastTrust)
		return trust * trust * (source.importance(b.Source) + target.importance(b.Target))
	}
	var byValue []kilas.Bead
	for _, b := range beads {
		if b.Score > leastTrust {
			byValue = append(byValue, b)
		}
	}
	slices.SortStableFunc(byValue, func(a, b kilas.Bead) int { return cmp.Compare(value(b), value(a)) })
	return byValue
}

// inOrder sorts beads by their places in the source.
func inOrder(beads []kilas.Bead) []kilas.Bead {
	slices.SortStableFunc(beads, func(a, b kilas.Bead) int { return cmp.Compare(a.Source[0], b.Source[0]) })
	return beads
}

// best returns the n most important of some sentences, in their order.
func (st story) best(indexes []int, n int) []kilas.Only {
	byRank := slices.Clone(indexes)
	slices.SortStableFunc(byRank, func(i, j int) int { return cmp.Compare(st.rank[j], st.rank[i]) })
	chosen := byRank[:min(n, len(byRank))]
	slices.Sort(chosen)
	out := make([]kilas.Only, 0, len(chosen))
	for _, i := range chosen {
		out = append(out, st.only(i))
	}
	return out
}

// titles quotes the titles of the first article of each language. When the
// target's article has none, the source's is translated, if it can be.
func (p *Pipeline) titles(ctx context.Context, g group, b *kilas.Brief) kilas.Title {
	side := func(lang kilas.Lang) (kilas.Side, kilas.Article) {
		articles, numbers := g.in(lang)
		return kilas.Side{
			Lang: lang, Text: articles[0].Title, Origin: kilas.OriginQuoted,
			Article: numbers[0], Field: kilas.FieldTitle,
		}, articles[0]
	}
	source, a := side(b.SourceLang)
	target, _ := side(b.TargetLang)
	if target.Text != "" || source.Text == "" {
		return kilas.Title{Source: source, Target: &target}
	}
	done, err := translate.Sentences(ctx, p.Translators, b.SourceLang, b.TargetLang, []string{asSentence(source.Text, a)})
	if err != nil || done[0].Text == "" {
		return kilas.Title{Source: source}
	}
	b.Translator = done[0].By
	b.Warnings = append(b.Warnings, translationWarnings(b, []string{done[0].By})...)
	return kilas.Title{Source: source, Target: &kilas.Side{
		Lang: b.TargetLang, Text: done[0].Text, Origin: kilas.OriginTranslated, By: done[0].By,
		Article: source.Article, Field: kilas.FieldTitle,
	}}
}

// pairChecks compares the two sides of a point.
func pairChecks(source, target kilas.Side) []kilas.Check {
	return checks.Pair(
		checks.Text{Lang: source.Lang, Text: source.Text},
		checks.Text{Lang: target.Lang, Text: target.Text},
	)
}
