package digest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
)

// choice is a story that is to be told.
type choice struct {
	store.Story
	score  float64
	topics []string
}

// tell chooses the stories, builds their briefs until telling ends, and
// delivers the digest.
func (r *run) tell(ctx, telling context.Context) error {
	untold, err := r.State.Untold(ctx)
	if err != nil {
		return err
	}
	chosen, left := r.choose(untold)
	stories, tells, err := r.stories(telling, chosen)
	if err != nil {
		return err
	}
	for _, s := range left {
		tells = append(tells, store.Telling{Story: s.ID, How: store.Leaves})
	}
	if len(stories) == 0 && !r.opt.Always {
		if r.dry {
			return nil
		}
		var ids []int64
		for _, t := range tells {
			ids = append(ids, t.Story)
		}
		if len(ids) == 0 {
			return nil
		}
		return r.State.LeaveOut(ctx, ids)
	}
	warnings, err := r.gatherWarnings(ctx, stories)
	if err != nil {
		return err
	}
	d := &kilas.Digest{
		Schema: kilas.SchemaDigest, Title: r.opt.Title, Created: r.opt.Now.Format(time.RFC3339), Since: r.since.In(r.opt.Now.Location()).Format(time.RFC3339),
		Stories: stories, LeftOut: len(left), Problems: r.problems, Warnings: warnings,
	}
	if d.Problems == nil {
		d.Problems = []kilas.SourceError{}
	}
	d.ID = digestID(*d, r.opt.Now)
	r.out.Digest = d
	if r.dry {
		targets, err := r.resolve(d.ID)
		for _, t := range targets {
			r.out.Written = append(r.out.Written, t.Path)
		}
		return err
	}
	return r.deliver(ctx, d, tells)
}

// choose splits what was not told into what is to be, the most important first,
// and what is left out: too old, not the reader's topic, or beyond the number
// that was asked for.
func (r *run) choose(untold []store.Story) (chosen []choice, left []store.Story) {
	include, exclude := topicsOf(r.opt.Include), topicsOf(r.opt.Exclude)
	for _, s := range untold {
		if s.Updated && r.opt.NoUpdate || len(s.Articles) == 0 {
			continue
		}
		about := aboutOf(bodiesOf(s))
		c := choice{Story: s, topics: include.in(about...)}
		switch {
		case s.Latest.Before(r.since) && s.Created.Before(r.since) && !s.Updated,
			len(include) > 0 && len(c.topics) == 0,
			len(exclude.in(about...)) > 0:
			left = append(left, s)
			continue
		}
		c.score = r.importance(s)
		chosen = append(chosen, c)
	}
	slices.SortStableFunc(chosen, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
	if r.opt.Max > 0 && len(chosen) > r.opt.Max {
		for _, c := range chosen[r.opt.Max:] {
			left = append(left, c.Story)
		}
		chosen = chosen[:r.opt.Max]
	}
	return chosen, left
}

func bodiesOf(s store.Story) []kilas.Article {
	var out []kilas.Article
	for _, a := range s.Articles {
		if a.Body != nil {
			out = append(out, *a.Body)
		}
	}
	return out
}

// stories builds the briefs of the chosen stories. Those for which there is no
// time are told by the next run.
func (r *run) stories(ctx context.Context, chosen []choice) ([]kilas.Story, []store.Telling, error) {
	events := make([][]kilas.Article, len(chosen))
	for i, c := range chosen {
		events[i] = bodiesOf(c.Story)
	}
	done := 0
	results, errs := r.Pipeline.EventBriefs(ctx, events, r.opt.Brief, func() {
		done++
		r.progress("briefs", done, len(events))
	})
	stories := []kilas.Story{}
	var tells []store.Telling
	missing := 0
	for i, c := range chosen {
		switch err := errs[i]; {
		case err == nil:
		case r.over(ctx, err):
			missing++
			continue
		case ctx.Err() != nil:
			return nil, nil, err
		default: // it would fail again tomorrow
			r.problem("", "a story was left out: %v", err)
			tells = append(tells, store.Telling{Story: c.ID, How: store.Leaves})
			continue
		}
		how := store.Tells
		if c.Updated {
			how = store.Updates
		}
		s := kilas.Story{ID: c.Name, Updated: c.Updated, Score: c.score, Section: r.section(c.Story), Topics: c.topics, Brief: results[i].Brief}
		if s.Topics == nil {
			s.Topics = []string{}
		}
		stories = append(stories, s)
		tells = append(tells, store.Telling{Story: c.ID, How: how})
	}
	if len(stories) == 0 && missing > 0 {
		return nil, nil, errNoTime
	}
	return stories, tells, nil
}

// errNoTime says that not even one brief was built.
var errNoTime = errors.New("no time was left for a digest; give the run more with --timeout")

// section is the folder of the feed that most of a story's articles come from.
func (r *run) section(s store.Story) string {
	count := map[string]int{}
	best := ""
	for _, a := range s.Articles {
		name, _, _ := strings.Cut(r.feeds[a.Feed].Folder, "/")
		if name == "" {
			continue
		}
		if count[name]++; best == "" || count[name] > count[best] {
			best = name
		}
	}
	return best
}
