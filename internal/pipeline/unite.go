package pipeline

import (
	"cmp"
	"container/heap"
	"maps"
	"math"
	"slices"
)

// leastLink is the likeness of two reports from which on their clusters are
// compared.
const leastLink = -4.0

const (
	// told is how much surer it must be that a cluster belongs to one of an
	// earlier run: that may have been told, and what joins it will not be.
	told = 1.0

	// costly is how much surer it must be for each doubling of the smaller one:
	// two large clusters that are two events make one very wrong story.
	costly = 1.0
)

// union is two clusters, by their first reports, that may become one.
type union struct {
	score    float64
	a, b     int
	versions [2]int // of the clusters when they were compared
	mean     float64
}

// unions is a heap with the surest on top.
type unions []union

func (u unions) Len() int      { return len(u) }
func (u unions) Swap(i, j int) { u[i], u[j] = u[j], u[i] }
func (u unions) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(u[j].score, u[i].score), cmp.Compare(u[i].a, u[j].a), cmp.Compare(u[i].b, u[j].b)) < 0
}
func (u *unions) Push(x any) { *u = append(*u, x.(union)) }
func (u *unions) Pop() any {
	last := len(*u) - 1
	x := (*u)[last]
	*u = (*u)[:last]
	return x
}

// uniting joins clusters, the surest first.
type uniting struct {
	*gathering
	clusters map[int]*cluster
	queue    unions
	seen     func(a, b *cluster, e *bond) // called with all that is compared
}

// unite gathers the reports that were judged.
func (g *gathering) unite(seen func(a, b *cluster, e *bond)) []Event {
	u := &uniting{gathering: g, clusters: map[int]*cluster{}, seen: seen}
	of := u.start()
	u.link(of)
	for u.queue.Len() > 0 {
		next := heap.Pop(&u.queue).(union)
		a, b := u.clusters[next.a], u.clusters[next.b]
		if a != nil && b != nil && next.versions == [2]int{a.version, b.version} {
			u.join(a, b, next.mean)
		}
	}
	return u.events()
}

// start puts the reports that are placed into their clusters, and each other
// one into a cluster of its own. It returns the clusters of all reports.
func (u *uniting) start() []int {
	of := make([]int, len(u.reports))
	placed := map[int64]int{}
	for i, r := range u.reports {
		at := i
		if first, ok := placed[r.Event]; ok && r.Event != 0 {
			at = first
		} else if r.Event != 0 {
			placed[r.Event] = i
		}
		of[i] = at
		c := u.clusters[at]
		if c == nil {
			c = &cluster{first: at, event: r.Event, links: map[int]bool{}}
			u.clusters[at] = c
		}
		c.reports = append(c.reports, i)
		if !slices.Contains(c.langs, r.Lang) {
			c.langs = append(c.langs, r.Lang)
		}
	}
	return of
}

// link compares the clusters whose reports have something in common.
func (u *uniting) link(of []int) {
	var links []pair
	for p, j := range u.judged {
		if j.likeness > leastLink && of[p.i] != of[p.j] {
			links = append(links, pairOf(of[p.i], of[p.j]))
		}
	}
	slices.SortFunc(links, comparePairs)
	for _, l := range slices.Compact(links) {
		a, b := u.clusters[l.i], u.clusters[l.j]
		a.links[b.first], b.links[a.first] = true, true
		u.consider(a, b)
	}
}

// consider puts two clusters into the queue if they seem to be one. Those that
// earlier runs found never become one.
func (u *uniting) consider(a, b *cluster) {
	if a.event != 0 && b.event != 0 {
		return
	}
	e, ok := u.bondOf(a, b)
	if !ok || e[bondBest] < leastLink {
		return
	}
	if u.seen != nil {
		u.seen(a, b, e)
	}
	score := u.models.ofBond(e) - costly*math.Log2(float64(min(len(a.reports), len(b.reports))))
	if a.event != 0 || b.event != 0 {
		if e.thin() {
			return
		}
		score -= told
	}
	if score <= 0 {
		return
	}
	if a.first > b.first {
		a, b = b, a
	}
	heap.Push(&u.queue, union{score: score, a: a.first, b: b.first, versions: [2]int{a.version, b.version}, mean: e[bondMean]})
}

// join makes one cluster of two: the placed one, or else the first, takes over
// the reports of the other.
func (u *uniting) join(a, b *cluster, mean float64) {
	if b.event != 0 {
		a, b = b, a
	}
	n := float64(len(a.reports) * len(b.reports))
	a.within.n += b.within.n + n
	a.within.total += b.within.total + mean*n
	a.terms = u.terms(a).with(u.terms(b))
	a.reports = append(a.reports, b.reports...)
	for _, lang := range b.langs {
		if !slices.Contains(a.langs, lang) {
			a.langs = append(a.langs, lang)
		}
	}
	a.version++
	delete(u.clusters, b.first)
	for c := range b.links {
		delete(u.clusters[c].links, b.first)
		if c != a.first {
			a.links[c], u.clusters[c].links[a.first] = true, true
		}
	}
	for _, c := range slices.Sorted(maps.Keys(a.links)) {
		u.consider(a, u.clusters[c])
	}
}

// events lists the clusters with the reports that were not placed before.
func (u *uniting) events() []Event {
	var out []Event
	for _, first := range slices.Sorted(maps.Keys(u.clusters)) {
		c := u.clusters[first]
		e := Event{ID: c.event}
		for _, i := range c.reports {
			if u.reports[i].Event == 0 {
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
