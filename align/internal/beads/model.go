package beads

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"

	"github.com/kilas-news/kilas/align/internal/evidence"
)

// Weights are a logistic model: the probability of a bead is the sigmoid of
// the sum of its features by weight.
type Weights [FeatureCount]float64

// Model has weights for the first round, without place and neighbourhood, and
// for the following ones.
type Model struct {
	First, Next Weights
}

// Models by basis of the comparison, fitted by the program in align/train.
//
//go:embed models.json
var modelsJSON []byte

var models = sync.OnceValue(func() map[string]Model {
	var m map[string]Model
	if err := json.Unmarshal(modelsJSON, &m); err != nil {
		panic(fmt.Sprintf("models.json: %v", err)) // a test reads it
	}
	return m
})

// ModelOf returns the fitted model of a comparison.
func ModelOf(m *evidence.Matrix) Model { return models()[m.BasisName()] }

const rounds = 3

// Score sets the probability of every candidate.
func (c *Candidates) Score(m Model) {
	c.score(m.First)
	for range rounds - 1 {
		c.locate()
		c.score(m.Next)
	}
}

// ScoreFirst is the first round of Score and leaves the features of the
// second one set, for fitting.
func (c *Candidates) ScoreFirst(first Weights) {
	c.score(first)
	c.locate()
}

func (c *Candidates) score(w Weights) {
	for b := range c.All {
		b.P = w.Probability(&b.Features)
	}
}

// Probability is the model's value for a bead's features.
func (w *Weights) Probability(f *[FeatureCount]float64) float64 {
	z := 0.0
	for k, x := range f {
		z += w[k] * x
	}
	return 1 / (1 + math.Exp(-z))
}
