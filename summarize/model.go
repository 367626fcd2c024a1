package summarize

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Model is what a [Ranker] has learned: a forest for the sentences of an
// article, and weights for those of a cluster.
type Model struct {
	Article Forest `json:"article"`
	Cluster Linear `json:"cluster"`
}

// Linear is a weight for each of some features. The zero value takes a
// sentence's merit in its article as it is.
type Linear struct {
	Names   []string  `json:"features"`
	Weights []float64 `json:"weights"`
}

// Predict returns the weighted sum of a row of [ClusterFeatures].
func (l *Linear) Predict(row []float64) float64 {
	if len(l.Weights) == 0 {
		return row[0]
	}
	sum := 0.0
	for i, w := range l.Weights {
		sum += w * row[i]
	}
	return sum
}

// ReadModel reads a model from JSON. It refuses one that was trained on other
// features than [FeatureNames] and [ClusterFeatureNames], or that is
// malformed.
func ReadModel(r io.Reader) (*Model, error) {
	m := &Model{}
	if err := json.NewDecoder(r).Decode(m); err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	if err := m.Article.check(); err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	if !slices.Equal(m.Cluster.Names, clusterFeatures) || len(m.Cluster.Weights) != len(clusterFeatures) {
		return nil, fmt.Errorf("read model: clusters have the features %q, not %q", clusterFeatures, m.Cluster.Names)
	}
	return m, nil
}
