package pipeline

import (
	"cmp"
	"context"
	"maps"
	"slices"
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

// maxSampled is how many pairs of two groups decide whether they are one.
const maxSampled = 36

// Event is reports that tell one event: a known one when its ID is not 0.
// Reports are indexes of those that were not placed before, in their order.
type Event struct {
	ID      int64
	Reports []int
}

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
	g := &gathering{index: newIndex(reports), prepared: make([]*align.Event, len(reports)), likeness: map[pair]float64{}, jobs: max(1, p.Jobs)}
	pairs := g.candidates()
	if err := g.prepare(ctx, pairs, load); err != nil {
		return nil, err
	}
	for k, p := range pairs {
		if g.like(p); k%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return g.join(), nil
}

// checkEvery is how many pairs are compared between two looks at the context:
// some milliseconds.
const checkEvery = 256

// pair is two reports, i < j.
type pair struct{ i, j int }

func pairOf(i, j int) pair { return pair{min(i, j), max(i, j)} }

// gathering is what is known of the pairs of reports so far.
type gathering struct {
	*index
	prepared []*align.Event // nil where there was no candidate, or is no text any more
	jobs     int
	likeness map[pair]float64 // in logits, above 0 for one event
}

// prepare reads the articles of pairs for the aligner, side by side.
func (g *gathering) prepare(ctx context.Context, pairs []pair, load func(context.Context, []int) (map[int]kilas.Article, error)) error {
	var need []int
	for _, p := range pairs {
		need = append(need, p.i, p.j)
	}
	slices.Sort(need)
	articles, err := load(ctx, slices.Compact(need))
	if err != nil {
		return err
	}
	var workers errgroup.Group
	workers.SetLimit(g.jobs)
	for i, a := range articles {
		if ctx.Err() != nil {
			break
		}
		workers.Go(func() error {
			g.prepared[i] = align.Prepare(a)
			return nil
		})
	}
	_ = workers.Wait() // preparing has no errors
	return ctx.Err()
}

// like is the likeness of a pair. It reports false when nothing is known of one
// of its articles.
func (g *gathering) like(p pair) (float64, bool) {
	l, known := g.likeness[p]
	if !known {
		a, b := g.prepared[p.i], g.prepared[p.j]
		if a == nil || b == nil {
			return 0, false
		}
		e := g.evidenceOf(p, align.Compare(a, b))
		l = e.likeness()
		g.likeness[p] = l
	}
	return l, true
}

// join gathers the reports by their likeness.
func (g *gathering) join() []Event {
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
		if !g.agree(members[a], members[b]) {
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
	return out
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

// contrary is the likeness against which two reports in one language, where it
// is known best, keep their groups apart whatever others say.
const contrary = 5.0

// settled is how much likelier than other groups, on the average, one must be to
// join reports that were placed before: their event may have been told, and
// what joins it will not be.
const settled = 0.8

// agree reports whether two groups tell one event on the average of their
// pairs, or of some of them; only reports of a were perhaps placed before.
func (g *gathering) agree(a, b []int) bool {
	var all []pair
	for _, i := range a {
		for _, j := range b {
			all = append(all, pairOf(i, j))
		}
	}
	sum, n := 0.0, 0.0
	for _, p := range spread(all, maxSampled) {
		l, _ := g.like(p)
		if l < -contrary && g.reports[p.i].Lang == g.reports[p.j].Lang {
			return false
		}
		sum += max(-sure, min(sure, l))
		n++
	}
	if g.reports[a[0]].Event != 0 {
		return sum > settled*n
	}
	return sum > 0
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
