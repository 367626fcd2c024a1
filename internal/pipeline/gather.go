package pipeline

import "github.com/kilas-news/kilas/align"

// Evidence calls yield with what every pair of reports that [Pipeline.Events]
// would compare is judged by, in the order of [EvidenceLabels]: for fitting the
// model. articles are those of the reports.
func Evidence(reports []Report, articles []*align.Event, yield func(i, j int, values []float64)) {
	x := newIndex(reports)
	for _, p := range x.candidates() {
		e := x.evidenceOf(p, align.Compare(articles[p.i], articles[p.j]))
		yield(p.i, p.j, e[:])
	}
}

// Gather does what [Pipeline.Events] does, by other models, and calls yield with
// the reports of every two clusters that it compares and with what they are
// judged by, in the order of [BondLabels].
func Gather(reports []Report, articles []*align.Event, m Models, yield func(a, b []int, values []float64)) []Event {
	g := newGathering(reports, m)
	pairs := g.candidates()
	for _, p := range pairs {
		g.prepared[p.i], g.prepared[p.j] = articles[p.i], articles[p.j]
	}
	for _, p := range pairs {
		g.judge(p)
	}
	return g.unite(func(a, b *cluster, e *bond) { yield(a.reports, b.reports, e[:]) })
}
