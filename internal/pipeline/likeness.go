package pipeline

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// Models are what reports are gathered by, each in logits: Likeness judges pairs
// of them by [EvidenceLabels], Bonds clusters by [BondLabels]. Without Bonds two
// clusters are one when their pairs are likely on the average.
type Models struct{ Likeness, Bonds *forest.Model }

// sure is the likeness at most of a pair that contradicts itself.
const sure = 3.0

// contrary is the likeness against which two reports in one language, where it
// is known best, keep their clusters apart whatever others say.
const contrary = 5.0

// ofPair is how surely two reports tell one event: above 0 when they do.
func (m Models) ofPair(e *evidence) float64 {
	score := m.Likeness.Score(e[:])
	if e.contradicts() {
		return min(score, -sure)
	}
	return score
}

// ofBond is how surely two clusters are one event: above 0 when they are.
func (m Models) ofBond(e *bond) float64 {
	if m.Bonds == nil {
		return e[bondMean]
	}
	return m.Bonds.Score(e[:])
}

// fewNames is the share of the likely names in title and lead under which they
// are those of other people and places.
const fewNames = 0.2

// contradicts reports whether two reports in one language have names in title
// and lead, and none in common: the same kind of event happened to others. What
// examples say of that is not asked, since an event that is taken for another
// one is never told.
func (e *evidence) contradicts() bool {
	return e[evidenceOne] == 1 && e[evidenceOtherHeads] == 1 && e[evidenceLeadNamesLess] < fewNames
}

// Fitted by the program in the folder train; CARD.md says to what.
//
//go:embed likeness.json
var likenessJSON []byte

//go:embed bonds.json
var bondsJSON []byte

// embedded are the models that this package has.
var embedded = sync.OnceValue(func() Models {
	return Models{Likeness: mustParse("likeness.json", likenessJSON, evidenceLabels), Bonds: mustParse("bonds.json", bondsJSON, bondLabels)}
})

// mustParse reads a model that a test has read.
func mustParse(name string, data []byte, labels []string) *forest.Model {
	m, err := forest.Parse(data, labels)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return m
}
