package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/summarize"
	"github.com/kilas-news/kilas/summarize/generate"
	"github.com/kilas-news/kilas/translate"
)

// Codes of the warnings on a brief whose summarizer, or one of its translators,
// could not be used, so that another one took its place.
const (
	WarnSummarizer = "summarizer-fallback"
	WarnTranslator = translate.WarnFallback
)

// ErrSummarizer is wrapped by the error of a brief whose summarizer could not
// be used, when nothing may take its place.
var ErrSummarizer = errors.New("the summarizer failed")

// writerShare is the part of the time that is left which a summarizer may take,
// so that there is time for what takes its place.
const writerShare = 0.8

// points fills in the points of a brief: those that the summarizer writes, in
// both languages when the brief has two, or key sentences of the articles.
func (p *Pipeline) points(ctx context.Context, b *kilas.Brief, articles []kilas.Article, numbers []int, to kilas.Lang, n int) error {
	if p.Summarizer != nil {
		r, err := p.write(ctx, generate.Story{Articles: articles, Points: n, To: to})
		if err == nil {
			p.addWritten(b, r, articles, numbers, to)
			return nil
		}
		if err := p.fallBack(ctx, b, err); err != nil {
			return err
		}
	}
	sum, err := summarize.Extract(articles, summarize.Options{Sentences: n})
	if err != nil {
		return fmt.Errorf("summarize %s: %w", articleName(articles[0]), err)
	}
	for _, s := range sum.Sentences {
		b.Points = append(b.Points, kilas.Point{Score: s.Score, Source: kilas.Side{
			Lang: known(b.SourceLang), Text: s.Text, Origin: kilas.OriginQuoted,
			Article: numberOf(articles, numbers, s.Article), Sentences: []kilas.Span{{Start: s.Start, End: s.End}},
		}})
	}
	b.Warnings = append(b.Warnings, sum.Warnings...)
	return nil
}

func (p *Pipeline) write(ctx context.Context, story generate.Story) (generate.Result, error) {
	ctx, cancel := writerTime(ctx)
	defer cancel()
	return p.Summarizer.Points(ctx, story)
}

func writerTime(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Duration(writerShare*float64(time.Until(deadline))))
}

// fallBack notes that the summarizer could not be used. It returns an error
// when nothing may take its place, or the run has ended.
func (p *Pipeline) fallBack(ctx context.Context, b *kilas.Brief, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case p.NoFallback:
		return fmt.Errorf("%w: %w", ErrSummarizer, err)
	}
	b.Warnings = append(b.Warnings, FallbackWarning(err))
	return nil
}

// FallbackWarning says why the built-in summarizer took another one's place.
func FallbackWarning(err error) kilas.Warning {
	return kilas.Warning{Code: WarnSummarizer, Message: fmt.Sprintf("the built-in summarizer took over: %v", err)}
}

// addWritten puts what a summarizer wrote into a brief.
func (p *Pipeline) addWritten(b *kilas.Brief, r generate.Result, articles []kilas.Article, numbers []int, to kilas.Lang) {
	by := p.Summarizer.Name()
	b.Summarizer = by
	b.Warnings = append(b.Warnings, r.Warnings...)
	if r.Title != "" {
		b.Title.Target = &kilas.Side{
			Lang: to, Text: r.Title, Origin: kilas.OriginTranslated, By: by, Article: b.Title.Source.Article, Field: kilas.FieldTitle,
		}
	}
	for _, w := range r.Points {
		side := kilas.Side{
			Lang: known(b.SourceLang), Text: w.Text, Origin: kilas.OriginGenerated, By: by,
			Article: numbers[w.Article], Sentences: w.Spans(articles[w.Article]),
		}
		if w.Quoted {
			side.Origin, side.By = kilas.OriginQuoted, ""
		}
		pt := kilas.Point{Source: side, Score: w.Score}
		if !w.Quoted || w.Translation != "" {
			pt.Checks = w.Checks
		}
		if w.Translation != "" {
			side.Lang, side.Text, side.Origin, side.By = to, w.Translation, kilas.OriginGenerated, by
			if w.Quoted {
				side.Origin = kilas.OriginTranslated
			}
			pt.Target = &side
		}
		b.Points = append(b.Points, pt)
	}
}

// allChecks adds to the checks of a pair those that its source had before, by
// itself: a check holds when it held both times.
func allChecks(pair, before []kilas.Check) []kilas.Check {
	for _, c := range before {
		i := slices.IndexFunc(pair, func(p kilas.Check) bool { return p.Name == c.Name })
		switch {
		case i < 0:
			pair = append(pair, c)
		case !c.OK && pair[i].OK:
			pair[i] = c
		}
	}
	return pair
}

// choose returns which of the beads a brief of two quoted articles shows. The
// summarizer chooses where there is a choice, and writes nothing: what both
// newsrooms say in their own words needs no other.
func (p *Pipeline) choose(ctx context.Context, b *kilas.Brief, beads []kilas.Bead, source, target story, n int) ([]kilas.Bead, error) {
	all := trusted(beads, source, target)
	if p.Summarizer == nil || len(all) <= n {
		return inOrder(all[:min(n, len(all))]), nil
	}
	pairs := make([]generate.Pair, len(all))
	for i, bead := range all {
		pairs[i] = generate.Pair{Source: source.side(b.SourceLang, bead.Source), Target: target.side(b.TargetLang, bead.Target)}
	}
	limited, cancel := writerTime(ctx)
	defer cancel()
	chosen, err := p.Summarizer.Choose(limited, pairs, n)
	switch {
	case errors.Is(err, generate.ErrCannot):
	case err != nil:
		if err := p.fallBack(ctx, b, err); err != nil {
			return nil, err
		}
	default:
		b.Summarizer = p.Summarizer.Name()
	}
	for i := 0; len(chosen) < n; i++ { // should it have chosen too few
		if !slices.Contains(chosen, i) {
			chosen = append(chosen, i)
		}
	}
	out := make([]kilas.Bead, n)
	for k, i := range chosen {
		out[k] = all[i]
	}
	return inOrder(out), nil
}
