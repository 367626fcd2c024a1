package pipeline

import (
	"context"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/kilas-news/kilas"
)

// EventBriefs builds the briefs of events, each given by its annotated articles,
// side by side, the first ones first.
// Results and errors are as long as the list; where the time of ctx did not
// suffice, the error is that of ctx. done, if not nil, is called after each
// brief, by one caller at a time.
func (p *Pipeline) EventBriefs(ctx context.Context, list [][]kilas.Article, opt Options, done func()) ([]Result, []error) {
	out, errs := make([]Result, len(list)), make([]error, len(list))
	var g errgroup.Group
	g.SetLimit(max(1, p.Jobs))
	var mu sync.Mutex
	for i, t := range list {
		g.Go(func() error {
			if errs[i] = ctx.Err(); errs[i] != nil {
				return nil
			}
			out[i], errs[i] = p.EventBrief(ctx, t, opt)
			if done != nil {
				mu.Lock()
				defer mu.Unlock()
				done()
			}
			return nil
		})
	}
	_ = g.Wait() // each brief has its own error, which does not stop the others
	return out, errs
}
