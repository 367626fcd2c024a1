package pipeline

import (
	"fmt"
	"slices"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
)

// leastKin is how likely two articles must be to tell one event, in [0,1], for
// pairs of their sentences to be trusted: scores of pairs hold for texts that
// have something to pair. Of articles on one event in testdata and of documents
// that translate each other none is below 0.8, of articles on different events
// none above 0.3.
const leastKin = 0.3

// Strangers returns a warning if two articles hardly tell one event, and
// whether they do not. When they were published makes no difference, since who
// asks for them together may want what came of it too.
func Strangers(a, b kilas.Article) (kilas.Warning, bool) {
	a.Published, b.Published = "", ""
	d := align.SameEvent(a, b)
	if d.Same || d.Score >= leastKin {
		return kilas.Warning{}, false
	}
	return kilas.Warning{
		Code:    WarnDifferentEvents,
		Message: fmt.Sprintf("the articles hardly tell one event (probability %.2f): sentences that seem to pair may do so by chance", d.Score),
	}, true
}

// strangers returns the warning of [Strangers] if no article of the group in
// the first language has one in the second that tells its event.
func (g group) strangers(source, target kilas.Lang) (w kilas.Warning, ok bool) {
	sources, _ := g.in(source)
	targets, _ := g.in(target)
	for _, a := range sources {
		for _, b := range targets {
			if w, ok = Strangers(a, b); !ok {
				return w, false
			}
		}
	}
	return w, ok
}

// unpaired is an alignment that pairs nothing.
func unpaired(al kilas.Alignment) kilas.Alignment {
	for _, p := range al.Pairs {
		al.SourceOnly = append(al.SourceOnly, p.Source...)
		al.TargetOnly = append(al.TargetOnly, p.Target...)
	}
	al.Pairs = nil
	slices.Sort(al.SourceOnly)
	slices.Sort(al.TargetOnly)
	return al
}
