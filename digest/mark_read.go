package digest

import "context"

// MarkRead has no digest tell what is known now: it asks the feeds for what is
// new, fetches no article, and marks all as read. It returns how many entries
// and stories that were. The caller holds the lock of the state.
func (r *Runner) MarkRead(ctx context.Context, opt Options) (Outcome, int, error) {
	run := newRun(r, opt)
	run.feedsOnly = true
	if err := run.begin(ctx); err != nil {
		return run.out, 0, err
	}
	asking, cancel := run.until(ctx, fetchShare)
	defer cancel()
	if !opt.Offline {
		if err := run.crawl(asking); err != nil {
			return run.out, 0, err
		}
	}
	entries, err := r.State.DropWaiting(ctx)
	if err != nil {
		return run.out, 0, err
	}
	if err := run.gather(ctx); err != nil { // what an interrupted run fetched
		return run.out, 0, err
	}
	stories, err := r.State.MarkRead(ctx)
	return run.out, entries + stories, err
}
