package pipeline

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/summarize"
)

// Summaries summarizes stories side by side, one or several articles each, and
// returns their summaries and errors in order. The built-in summarizer takes
// the place of one that fails, with a warning, unless NoFallback is set; then
// the error wraps [ErrSummarizer].
func (p *Pipeline) Summaries(ctx context.Context, stories [][]kilas.Article, opt summarize.Options) ([]kilas.Summary, []error) {
	out, errs := make([]kilas.Summary, len(stories)), make([]error, len(stories))
	limited, cancel := writerTime(ctx)
	defer cancel()
	var workers errgroup.Group
	workers.SetLimit(p.jobs())
	for i, articles := range stories {
		workers.Go(func() error {
			if errs[i] = ctx.Err(); errs[i] == nil {
				out[i], errs[i] = p.summary(ctx, limited, articles, opt)
			}
			return nil
		})
	}
	_ = workers.Wait() // each summary has its own error
	return out, errs
}

// summary has the time of limited for the summarizer, and that of ctx for all.
func (p *Pipeline) summary(ctx, limited context.Context, articles []kilas.Article, opt summarize.Options) (kilas.Summary, error) {
	if p.Summarizer == nil {
		return summarize.Extract(articles, opt)
	}
	sum, err := p.Summarizer.Summary(limited, articles, opt)
	if err == nil {
		return sum, nil
	}
	var b kilas.Brief // for its warnings
	if err := p.fallBack(ctx, &b, err); err != nil {
		return kilas.Summary{}, err
	}
	sum, err = summarize.Extract(articles, opt)
	sum.Warnings = append(b.Warnings, sum.Warnings...)
	return sum, err
}
