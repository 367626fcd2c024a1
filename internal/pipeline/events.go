package pipeline

import (
	"cmp"
	"context"
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
// Clusters are then joined, the surest first, when all that is known of both
// speaks for it, see bond.go: in many languages some reports of an event have
// little in common that can be told, and near twins have a pair or two that are
// taken for the same. Reports placed before never part, and placed events never
// join each other.
func (p *Pipeline) Events(ctx context.Context, reports []Report, load func(ctx context.Context, indexes []int) (map[int]kilas.Article, error)) ([]Event, error) {
	g := newGathering(reports, embedded())
	pairs := g.candidates()
	if err := g.prepare(ctx, pairs, load, max(1, p.Jobs)); err != nil {
		return nil, err
	}
	for k, p := range pairs {
		if g.judge(p); k%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return g.unite(nil), nil
}

// checkEvery is how many pairs are compared between two looks at the context:
// some milliseconds.
const checkEvery = 256

// pair is two reports, i < j.
type pair struct{ i, j int }

func pairOf(i, j int) pair { return pair{min(i, j), max(i, j)} }

func comparePairs(p, q pair) int { return cmp.Or(cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j)) }

// gathering is what is known of the pairs of reports so far.
type gathering struct {
	*index
	models   Models
	prepared []*align.Event // nil where there was no candidate, or is no text any more
	judged   map[pair]*judgement
}

// judgement is how surely a pair of reports tells one event, in logits, and why.
type judgement struct {
	likeness float64
	evidence evidence
}

func newGathering(reports []Report, m Models) *gathering {
	return &gathering{index: newIndex(reports), models: m, prepared: make([]*align.Event, len(reports)), judged: map[pair]*judgement{}}
}

// prepare reads the articles of pairs for the aligner, side by side.
func (g *gathering) prepare(ctx context.Context, pairs []pair, load func(context.Context, []int) (map[int]kilas.Article, error), jobs int) error {
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
	workers.SetLimit(jobs)
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

// judge compares a pair. It reports false when nothing is known of one of its
// articles.
func (g *gathering) judge(p pair) (*judgement, bool) {
	j, known := g.judged[p]
	if !known {
		a, b := g.prepared[p.i], g.prepared[p.j]
		if a == nil || b == nil {
			return nil, false
		}
		j = &judgement{evidence: g.evidenceOf(p, align.Compare(a, b))}
		j.likeness = g.models.ofPair(&j.evidence)
		g.judged[p] = j
	}
	return j, true
}
