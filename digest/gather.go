package digest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/store"
)

// gatherSize is how many new articles are gathered at a time, so that a run
// that is cut off has not worked in vain.
const gatherSize = 2000

// recentDays is how many days back, of those on which kilas ran, stories may
// get further articles.
const recentDays = 4

// gather puts the new articles into stories: those of earlier runs that tell
// the same event, or new ones.
func (r *run) gather(ctx context.Context) error {
	fresh, err := r.State.Unassigned(ctx)
	for err == nil && len(fresh) > 0 {
		part := fresh[:min(len(fresh), gatherSize)]
		fresh = fresh[len(part):]
		err = r.gatherPart(ctx, part)
	}
	if err != nil && r.over(ctx, err) {
		return nil // the rest is gathered by the next run
	}
	return err
}

func (r *run) gatherPart(ctx context.Context, fresh []store.Article) error {
	recent, err := r.State.Recent(ctx, recentDays, r.opt.Now.Add(-recentDays*24*time.Hour))
	if err != nil {
		return err
	}
	all := append(recent, fresh...)
	reports := make([]pipeline.Report, len(all))
	for i, a := range all {
		reports[i] = pipeline.Report{Lang: a.Lang, Time: a.Published, Days: a.Days, Terms: a.Terms, Event: a.Story}
	}
	r.progress("stories", 0, len(fresh))
	events, err := r.Pipeline.Events(ctx, reports, func(ctx context.Context, indexes []int) (map[int]kilas.Article, error) {
		return r.bodies(ctx, all, indexes)
	})
	if err != nil {
		return err
	}
	placed := make([]store.Placed, len(events))
	for i, e := range events {
		p := store.Placed{ID: e.ID}
		for _, k := range e.Reports {
			p.Articles = append(p.Articles, all[k].ID)
			if t := r.appeared(all[k]); t.After(p.Latest) {
				p.Latest = t
			}
		}
		if p.ID == 0 {
			p.Name = storyName(all[e.Reports[0]])
		}
		placed[i] = p
	}
	// All that was decided is kept, even when the time is over now.
	return r.State.Place(context.WithoutCancel(ctx), placed, r.opt.Now)
}

// bodies returns articles by their indexes: those that are at hand, and those
// of earlier runs from the state.
func (r *run) bodies(ctx context.Context, all []store.Article, indexes []int) (map[int]kilas.Article, error) {
	out := make(map[int]kilas.Article, len(indexes))
	at := map[int64]int{}
	var missing []int64
	for _, i := range indexes {
		if all[i].Body != nil {
			out[i] = *all[i].Body
		} else {
			at[all[i].ID] = i
			missing = append(missing, all[i].ID)
		}
	}
	stored, err := r.State.Bodies(ctx, missing)
	for id, a := range stored {
		out[at[id]] = *a.Body
	}
	return out, err
}

// appeared is when an article came out. A date in the future is not trusted:
// then it is when the article was seen.
func (r *run) appeared(a store.Article) time.Time {
	if a.Published.IsZero() || a.Published.After(r.opt.Now.Add(time.Hour)) {
		return a.Seen
	}
	return a.Published
}

// storyName is the stable ID of the story that begins with an article.
func storyName(a store.Article) string {
	sum := sha256.Sum256([]byte("story\n" + a.Link + "\n" + a.Body.ID))
	return hex.EncodeToString(sum[:8])
}
