package beads

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/evidence"
)

// Weights are a logistic model: the probability that a bead's sentences say the
// same is the sigmoid of the sum of its features by weight.
type Weights [FeatureCount]float64

// StrayWeights are a logistic model of what says the same though it is not the
// same part of the story, by the stray features.
type StrayWeights [StrayCount]float64

// Model has weights for the first round, without place and neighbourhood, and
// for the following ones: Next for texts that translate each other, Free for
// those that tell the same in their own ways. Typical is what texts that
// translate each other are like, by the language beside English, and by ""
// for all others. News tells that Free was fitted to articles of newsrooms.
type Model struct {
	First, Next, Free Weights
	Stray             StrayWeights
	Typical           map[kilas.Lang]Likeness
	News              bool `json:",omitempty"`
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
	c.match(m.First)
	for range rounds - 1 {
		c.locate()
		c.literal = literalness(c.Likeness(), m.typical(c.Matrix))
		if m.News {
			c.literal *= enough(len(c.anchors))
		}
		c.matchBoth(m)
		c.keep(m.Stray)
	}
}

// ScoreFirst is the first round of Score and leaves the features of the
// second one set, for fitting.
func (c *Candidates) ScoreFirst(first Weights) {
	c.match(first)
	c.locate()
}

// Forget sets the features of place and neighbourhood to nothing.
func (c *Candidates) Forget() {
	for b := range c.All {
		for k := featurePlace; k <= featureParts; k++ {
			b.Features[k] = 0
		}
	}
}

func (c *Candidates) match(w Weights) {
	for b := range c.All {
		b.Match = w.Probability(&b.Features)
		b.P = b.Match
	}
}

// matchBoth judges by both models, as far as the texts are of the kind of each.
func (c *Candidates) matchBoth(m Model) {
	for b := range c.All {
		b.Match = c.literal*m.Next.Probability(&b.Features) + (1-c.literal)*m.Free.Probability(&b.Features)
		b.P = b.Match
	}
}

// keep takes from the probabilities what strays have in them; where the texts
// don't translate each other in their order nothing is one.
func (c *Candidates) keep(w StrayWeights) {
	for b := range c.All {
		b.P = b.Match * (1 - c.order*c.literal*w.Probability(&b.Stray))
	}
}

// Probability is the model's value for a bead's features.
func (w *Weights) Probability(f *[FeatureCount]float64) float64 { return sigmoid(w[:], f[:]) }

// Probability is the model's value for a bead's stray features.
func (w *StrayWeights) Probability(f *[StrayCount]float64) float64 { return sigmoid(w[:], f[:]) }

func sigmoid(w, f []float64) float64 {
	z := 0.0
	for k, x := range f {
		z += w[k] * x
	}
	return 1 / (1 + math.Exp(-z))
}
