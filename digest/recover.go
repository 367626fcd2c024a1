package digest

import (
	"context"
	"path/filepath"
	"time"

	"github.com/kilas-news/kilas/internal/store"
)

// recover finishes what an earlier run left undone. What still can't be
// delivered is a problem, and no reason not to go on.
func (r *run) recover(ctx context.Context) error {
	pending, err := r.State.Pending(ctx)
	if err != nil {
		return err
	}
	for _, d := range pending {
		if d.State == store.Planned {
			r.undo(d)
			continue
		}
		if err := r.resume(ctx, d); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err := r.stillPending(ctx, d, err); err != nil {
				return err
			}
		}
	}
	return nil
}

// stillPending notes that a digest of an earlier run could not be delivered
// again, of which the user hears once a day.
func (r *run) stillPending(ctx context.Context, d store.Delivery, cause error) error {
	r.out.Pending++
	fresh, err := r.State.Report(ctx, "delivery "+d.ID, r.opt.Now.Format(time.DateOnly))
	if err == nil && fresh {
		r.problem("each run tries it again", "the digest of %s is still not delivered: %v", d.Created.In(r.opt.Now.Location()).Format("2 January 15:04"), cause)
	}
	return err
}

// resume goes on with a delivery that was prepared by an earlier run. Stdout,
// and mail when this run sends none, are given up: the stories are told anew if
// they reached nothing else.
func (r *run) resume(ctx context.Context, d store.Delivery) error {
	var rest []store.Target
	given := false
	for _, t := range d.Targets {
		lost := t.Kind == store.TargetStdout || t.Kind == store.TargetMail && r.Send == nil ||
			t.Kind == store.TargetFile && !exists(filepath.Dir(t.Path))
		if lost && !t.Written {
			given = true
			continue
		}
		rest = append(rest, t)
	}
	d.Targets = rest
	err := r.finish(ctx, d)
	if given && err == nil {
		err = r.State.GiveUp(ctx, d.ID)
	}
	return err
}
