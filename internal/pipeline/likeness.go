package pipeline

import (
	_ "embed"
	"fmt"
	"sync"

	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// likeness is how surely two reports tell one event, in logits: above 0 when
// they do.
func (e *evidence) likeness() float64 {
	score := likenessModel().Score(e[:])
	if e.contradicts() {
		return min(score, -sure)
	}
	return score
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

var likenessModel = sync.OnceValue(func() *forest.Model {
	m, err := forest.Parse(likenessJSON, evidenceLabels)
	if err != nil {
		panic(fmt.Sprintf("likeness.json: %v", err)) // a test reads it
	}
	return m
})
