package pipeline

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
	"github.com/kilas-news/kilas/checks/lexicon"
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
	Because string // what joined them, for people
}

// How far apart two reports of one event may be, by what their publishers say
// or by when they were seen. One is enough: clocks are wrong at times.
const (
	eventWindow = 96 * time.Hour
	eventDays   = 3
)

const (
	maxRivals  = 8    // candidates of a report that are compared with it
	leastAlike = 0.06 // cosine of terms below which nothing is compared
	maxSampled = 9    // pairs that decide whether two groups are one
	// Two groups are one when their reports tell the same event on the average,
	// and none clearly another.
	leastMean = 0.75
	leastAny  = 0.2
)

// Events gathers reports by the event that they tell. Reports that have an
// Event are placed; others may join them. load returns the articles of reports
// by their indexes, and is called for few of those that are placed.
//
// Pairs that share rare terms within some days are candidates; the aligner
// decides about them. Groups are then joined, the surest first, when all that is
// known of their reports agrees (average linkage, Sokal and Michener 1958, with
// a bound on the least): a single pair that is taken for the same, as near twins
// are, joins nothing. Reports placed before never part, and placed events never
// join each other.
func (p *Pipeline) Events(ctx context.Context, reports []Report, load func(ctx context.Context, indexes []int) (map[int]kilas.Article, error)) ([]Event, error) {
	pairs := candidates(reports)
	e := &gathering{reports: reports, decided: map[pair]align.Decision{}, jobs: p.Jobs}
	var need []int
	for _, c := range pairs {
		need = append(need, c.i, c.j)
	}
	slices.Sort(need)
	var err error
	if e.articles, err = load(ctx, slices.Compact(need)); err != nil {
		return nil, err
	}
	list := make([]pair, len(pairs))
	for k, c := range pairs {
		list[k] = c.pair
	}
	if err := e.decide(ctx, list); err != nil {
		return nil, err
	}
	return e.join(ctx)
}

// pair is two reports, i < j.
type pair struct{ i, j int }

type candidate struct {
	pair
	alike float64
}

// candidates returns the pairs of reports that may tell one event, each once:
// for every report that is to be placed those that share the most with it.
func candidates(reports []Report) []candidate {
	postings := map[uint32][]int{}
	for i, r := range reports {
		for _, t := range r.Terms {
			postings[t] = append(postings[t], i)
		}
	}
	common := max(40, len(reports)/12)
	bits := func(t uint32) float64 {
		n := len(postings[t])
		if n > common || n < 2 {
			return 0
		}
		return math.Log(float64(len(reports)+1) / float64(n))
	}
	norms := make([]float64, len(reports))
	for i, r := range reports {
		for _, t := range r.Terms {
			b := bits(t)
			if b == 0 {
				b = math.Log(float64(len(reports)+1)) / 2 // what it shares with nobody, or everybody
			}
			norms[i] += b * b
		}
	}
	chosen := map[pair]float64{}
	for i, r := range reports {
		if r.Event != 0 {
			continue
		}
		shared := map[int]float64{}
		for _, t := range r.Terms {
			if b := bits(t); b > 0 {
				for _, j := range postings[t] {
					if j != i && near(r, reports[j]) {
						shared[j] += b * b
					}
				}
			}
		}
		var rivals []candidate
		for j, s := range shared {
			if alike := s / math.Sqrt(norms[i]*norms[j]); alike >= leastAlike {
				rivals = append(rivals, candidate{pair{min(i, j), max(i, j)}, alike})
			}
		}
		slices.SortFunc(rivals, byAlike)
		for _, c := range rivals[:min(len(rivals), maxRivals)] {
			chosen[c.pair] = c.alike
		}
	}
	out := make([]candidate, 0, len(chosen))
	for p, alike := range chosen {
		out = append(out, candidate{p, alike})
	}
	slices.SortFunc(out, byAlike)
	return out
}

func byAlike(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.alike, a.alike), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
}

// near reports whether two reports are near enough in time.
func near(a, b Report) bool {
	days := a.Days - b.Days
	return days >= -eventDays && days <= eventDays || !a.Time.IsZero() && !b.Time.IsZero() && a.Time.Sub(b.Time).Abs() <= eventWindow
}

// gathering is what is known of the pairs of reports so far.
type gathering struct {
	reports  []Report
	articles map[int]kilas.Article
	jobs     int
	mu       sync.Mutex
	decided  map[pair]align.Decision
}

// decide asks the aligner about pairs.
func (e *gathering) decide(ctx context.Context, pairs []pair) error {
	var g errgroup.Group
	g.SetLimit(max(1, e.jobs))
	for _, p := range pairs {
		e.mu.Lock()
		_, known := e.decided[p]
		e.mu.Unlock()
		a, ok := e.articles[p.i]
		b, also := e.articles[p.j]
		if known || !ok || !also {
			continue
		}
		if ctx.Err() != nil {
			break
		}
		g.Go(func() error {
			d := align.SameEvent(a, b)
			e.mu.Lock()
			e.decided[p] = d
			e.mu.Unlock()
			return nil
		})
	}
	_ = g.Wait() // the decisions have no errors
	return ctx.Err()
}

// compares reports whether the aligner has more than names and numbers to
// compare two languages by.
func compares(a, b kilas.Lang) bool {
	if a == b {
		return true
	}
	_, _, ok := lexicon.Between(a, b)
	return ok
}

// join gathers the reports by what was decided.
func (e *gathering) join(ctx context.Context) ([]Event, error) {
	group := make([]int, len(e.reports)) // of a report: the first of its group
	members := map[int][]int{}
	placed := map[int64]int{}
	for i, r := range e.reports {
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
	order := make([]pair, 0, len(e.decided))
	for p, d := range e.decided {
		if d.Same {
			order = append(order, p)
		}
	}
	slices.SortFunc(order, func(p, q pair) int {
		return cmp.Or(cmp.Compare(e.decided[q].Score, e.decided[p].Score), cmp.Compare(p.i, q.i), cmp.Compare(p.j, q.j))
	})
	because := map[int]string{}
	for _, p := range order {
		a, b := group[p.i], group[p.j]
		if a == b || e.reports[a].Event != 0 && e.reports[b].Event != 0 {
			continue
		}
		if e.reports[b].Event != 0 || e.reports[a].Event == 0 && b < a {
			a, b = b, a
		}
		agreed, err := e.agree(ctx, members[a], members[b])
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
		because[a] = e.decided[p].Because
	}
	var out []Event
	for _, first := range slices.Sorted(maps.Keys(members)) {
		ev := Event{ID: e.reports[first].Event, Because: because[first]}
		for _, i := range members[first] {
			if e.reports[i].Event == 0 {
				ev.Reports = append(ev.Reports, i)
			}
		}
		if len(ev.Reports) > 0 {
			slices.Sort(ev.Reports)
			out = append(out, ev)
		}
	}
	return out, nil
}

// agree reports whether two groups tell one event, as far as the aligner can
// compare their reports.
func (e *gathering) agree(ctx context.Context, a, b []int) (bool, error) {
	var all []pair
	for _, i := range a {
		for _, j := range b {
			_, ok := e.articles[i]
			_, also := e.articles[j]
			if ok && also && compares(e.reports[i].Lang, e.reports[j].Lang) {
				all = append(all, pair{min(i, j), max(i, j)})
			}
		}
	}
	sampled := spread(all, maxSampled)
	if err := e.decide(ctx, sampled); err != nil {
		return false, err
	}
	if len(sampled) == 0 {
		return false, nil
	}
	sum := 0.0
	for _, p := range sampled {
		score := e.decided[p].Score
		if score < leastAny {
			return false, nil
		}
		sum += score
	}
	return sum/float64(len(sampled)) >= leastMean, nil
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
