package summarize

import (
	"bytes"
	_ "embed"
	"math"
	"sync"
)

//go:embed ranker.json
var rankerJSON []byte

// leadShare is how far the ranker's opinion is shrunk towards the order of
// the article. With less, the set that is most like its lead may
// fall below it when it is left out of training; see MODEL.md.
const leadShare = 0.4

// lowest is the score of an article's least telling sentence, above those
// that are not ranked at all.
const lowest = 0.01

// Ranker ranks the sentences of articles with a model. It is safe for
// concurrent use.
type Ranker struct{ model *Model }

// NewRanker returns a ranker for a model from [ReadModel] or one that a
// program has just trained.
func NewRanker(m *Model) *Ranker { return &Ranker{model: m} }

// builtIn is the ranker of [Rank] and [Extract].
var builtIn = sync.OnceValue(func() *Ranker {
	m, err := ReadModel(bytes.NewReader(rankerJSON))
	if err != nil {
		panic(err) // a bug of this program: its own file is malformed
	}
	return NewRanker(m)
})

// merits returns how well each sentence of a document tells its story, as
// standard scores within the document: the forest's opinion, shrunk towards
// the lead.
func (r *Ranker) merits(d *document) []float64 {
	rows := d.rows()
	opinion, lead := make([]float64, len(rows)), make([]float64, len(rows))
	for i, row := range rows {
		opinion[i] = r.model.Article.Predict(row)
		lead[i] = -math.Log(float64(1 + i))
	}
	blend(opinion, lead, leadShare)
	return opinion
}

// blend makes opinions standard scores and shrinks them by a share towards
// those of the places.
func blend(opinion, places []float64, share float64) {
	standardize(opinion)
	standardize(places)
	for i := range opinion {
		opinion[i] = (1-share)*opinion[i] + share*places[i]
	}
}

// scores maps merits to [lowest,1], the best sentence to 1.
func scores(merits []float64) []float64 {
	if len(merits) == 0 {
		return nil
	}
	low, high := merits[0], merits[0]
	for _, m := range merits {
		low, high = min(low, m), max(high, m)
	}
	out := make([]float64, len(merits))
	for i, m := range merits {
		out[i] = 1
		if high > low {
			out[i] = 1 - (1-lowest)*(high-m)/(high-low)
		}
	}
	return out
}

// standardize makes values have mean 0 and deviation 1.
func standardize(values []float64) {
	n := float64(len(values))
	mean, square := 0.0, 0.0
	for _, x := range values {
		mean += x / n
	}
	for _, x := range values {
		square += (x - mean) * (x - mean) / n
	}
	deviation := math.Sqrt(square) + 1e-9
	for i := range values {
		values[i] = (values[i] - mean) / deviation
	}
}
