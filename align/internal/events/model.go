package events

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/kilas-news/kilas/align/internal/concepts"
)

// Weights fitted by the program in the folder train.
//
//go:embed model.json
var modelJSON []byte

var model = sync.OnceValue(func() *Features {
	var w Features
	if err := json.Unmarshal(modelJSON, &w); err != nil {
		panic(fmt.Sprintf("model.json: %v", err)) // a test reads it
	}
	return &w
})

// LeastSame is the probability from which two articles are one story. It is
// high, since two stories told as one are worse than one told as two.
const LeastSame = 0.75

// Judge returns the probability that two articles tell the same event, and
// what they have in common.
func Judge(a, b *Event) (float64, concepts.Likeness) {
	if apart(a, b) > longestStory {
		return 0, concepts.Likeness{}
	}
	f, l := Compare(a, b)
	z := dot(model(), &f) - gapWeight*max(0, apart(a, b).Hours()/24-freshDays)
	return 1 / (1 + math.Exp(-z)), l
}

// Shared returns what two articles have in common, for people, at most so many
// words.
func Shared(a, b *Event, limit int) []string { return concepts.Shared(a.bag, b.bag, limit) }

// Newsrooms tell of an event within two days or so. What is published later
// is mostly of another one, the more so the later; these are set by hand.
const (
	freshDays    = 2
	gapWeight    = 0.7 // a day
	longestStory = 14 * 24 * time.Hour
)

// apart is the time between two publications, 0 when one of them is not known.
func apart(a, b *Event) time.Duration {
	if a.Published.IsZero() || b.Published.IsZero() {
		return 0
	}
	return a.Published.Sub(b.Published).Abs()
}

func dot(w, f *Features) float64 {
	z := 0.0
	for k, x := range f {
		z += w[k] * x
	}
	return z
}

// Probability is the logistic model with weights w for features f.
func (w *Features) Probability(f *Features) float64 { return 1 / (1 + math.Exp(-dot(w, f))) }
