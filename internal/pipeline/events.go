package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
)

// Report is an article as [Pipeline.Events] sees it. Terms are those of
// [Terms]. Event is the number of the event that it is known to belong to, 0 if
// that is to be found. Time is when it appeared as far as its publisher says,
// Days how many days ago it was seen first.
type Report struct {
	Lang  kilas.Lang
	Time  time.Time
	Days  int
	Terms []uint32
	Event int64
}

// Event is reports that tell one event: a known one when its ID is not 0.
// Reports are indexes of those that were not placed before, in their order.
type Event struct {
	ID      int64
	Reports []int
}

// maxSampled is how many pairs of two groups decide whether they are one.
const maxSampled = 16

// Events gathers reports by the event that they tell. Reports that have an
// Event are placed; others may join them. load returns the articles of reports
// by their indexes; it is called for those that have something in common.
//
// Pairs that share rare terms within some days are compared, see likeness.go.
// Groups are then joined, the surest pair first, when what is known of all their
// reports speaks for it on the average (average linkage, Sokal and Michener
// 1958): a single pair that is taken for the same, as near twins are, joins
// nothing. Reports placed before never part, and placed events never join each
// other.
func (p *Pipeline) Events(ctx context.Context, reports []Report, load func(ctx context.Context, indexes []int) (map[int]kilas.Article, error)) ([]Event, error) {
	g := &gathering{index: newIndex(reports), likeness: map[pair]float64{}, jobs: max(1, p.Jobs)}
	pairs := g.candidates()
	var need []int
	for _, c := range pairs {
		if g.needsTexts(c) {
			need = append(need, c.i, c.j)
		}
	}
	slices.Sort(need)
	var err error
	if g.articles, err = load(ctx, slices.Compact(need)); err != nil {
		return nil, err
	}
	if err := g.compare(ctx, pairs); err != nil {
		return nil, err
	}
	return g.join(ctx)
}

// pair is two reports, i < j.
type pair struct{ i, j int }

func pairOf(i, j int) pair { return pair{min(i, j), max(i, j)} }

// gathering is what is known of the pairs of reports so far.
type gathering struct {
	*index
	articles map[int]kilas.Article
	jobs     int
	mu       sync.Mutex
	likeness map[pair]float64 // in logits, above 0 for one event
}

// compare finds the likeness of pairs, side by side.
func (g *gathering) compare(ctx context.Context, pairs []pair) error {
	var workers errgroup.Group
	workers.SetLimit(g.jobs)
	for _, p := range pairs {
		g.mu.Lock()
		_, known := g.likeness[p]
		g.mu.Unlock()
		if known {
			continue
		}
		if ctx.Err() != nil {
			break
		}
		workers.Go(func() error {
			l := g.likenessOf(p, g.sameText(p))
			g.mu.Lock()
			defer g.mu.Unlock()
			g.likeness[p] = l
			return nil
		})
	}
	_ = workers.Wait() // comparing has no errors
	return ctx.Err()
}

// sameText asks the aligner about a pair whose terms don't suffice. It returns
// false for others.
func (g *gathering) sameText(p pair) func() (float64, bool) {
	return func() (float64, bool) {
		a, ok := g.articles[p.i]
		b, also := g.articles[p.j]
		if !ok || !also {
			return 0, false
		}
		return align.SameEvent(a, b).Score, true
	}
}

// join gathers the reports by their likeness.
func (g *gathering) join(ctx context.Context) ([]Event, error) {
	group, members := g.start()
	order := make([]pair, 0, len(g.likeness))
	for p, l := range g.likeness {
		if l > 0 {
			order = append(order, p)
		}
	}
	slices.SortFunc(order, func(p, q pair) int {
		return cmp.Or(cmp.Compare(g.likeness[q], g.likeness[p]), cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j))
	})
	for _, p := range order {
		a, b := group[p.i], group[p.j]
		if a == b || g.reports[a].Event != 0 && g.reports[b].Event != 0 {
			continue
		}
		if g.reports[b].Event != 0 || g.reports[a].Event == 0 && b < a {
			a, b = b, a
		}
		agreed, err := g.agree(ctx, members[a], members[b])
		if err != nil {
			return nil, err
		}
		if !agreed {
			continue
		}
		for _, i := range members[b] {
			group[i] = a
		}
		members[a] = append(members[a], members[b]...)
		delete(members, b)
	}
	var out []Event
	for _, first := range slices.Sorted(maps.Keys(members)) {
		e := Event{ID: g.reports[first].Event}
		for _, i := range members[first] {
			if g.reports[i].Event == 0 {
				e.Reports = append(e.Reports, i)
			}
		}
		if len(e.Reports) > 0 {
			slices.Sort(e.Reports)
			out = append(out, e)
		}
	}
	return out, nil
}

// start puts the reports that are placed into their groups, and each other one
// into a group of its own. A group is known by its first report.
func (g *gathering) start() (group []int, members map[int][]int) {
	group, members = make([]int, len(g.reports)), map[int][]int{}
	placed := map[int64]int{}
	for i, r := range g.reports {
		at := i
		if r.Event != 0 {
			if first, ok := placed[r.Event]; ok {
				at = first
			} else {
				placed[r.Event] = i
			}
		}
		group[i] = at
		members[at] = append(members[at], i)
	}
	return group, members
}

// sure is the likeness beyond which a pair counts no more, so that one that is
// sure can't outweigh others that contradict.
const sure = 3.0

// agree reports whether two groups tell one event on the average of their
// pairs, or of some of them.
func (g *gathering) agree(ctx context.Context, a, b []int) (bool, error) {
	var all []pair
	for _, i := range a {
		for _, j := range b {
			all = append(all, pairOf(i, j))
		}
	}
	sampled := spread(all, maxSampled)
	if err := g.compare(ctx, sampled); err != nil {
		return false, err
	}
	sum := 0.0
	for _, p := range sampled {
		sum += max(-sure, min(sure, g.likeness[p]))
	}
	return sum > 0, nil
}

// spread returns n elements of a list, evenly over it.
func spread[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	out := make([]T, n)
	for k := range out {
		out[k] = list[k*len(list)/n]
	}
	return out
}
