package extract

import (
	_ "embed"
	"sync"

	"github.com/kilas-news/kilas/fetch/extract/internal/forest"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
)

// The two models are grown by the program in train from pages whose true text
// is known; they hold thresholds of layout's features and no text.
var (
	//go:embed first.forest
	firstModel []byte
	//go:embed second.forest
	secondModel []byte
)

// models decodes the embedded models once.
var models = sync.OnceValue(func() [2]*forest.Forest {
	var both [2]*forest.Forest
	for i, b := range [][]byte{firstModel, secondModel} {
		f, err := forest.Decode(b)
		if err != nil {
			panic("extract: embedded model: " + err.Error()) // a broken build
		}
		both[i] = f
	}
	return both
})

// score gives each block the probability that it tells the story. A first
// model looks at the block and what is around it, a second one also at what
// the first one says of the blocks around.
func score(d *layout.Document, m *metadata.Metadata) []float64 {
	m2 := models()
	rows := d.Features(layout.Evidence{Title: m.Title, Dek: m.Dek, Body: m.LD.Body})
	p := scoreAll(m2[0], rows)
	return scoreAll(m2[1], d.Context(rows, p))
}

func scoreAll(f *forest.Forest, rows [][]float32) []float64 {
	p := make([]float64, len(rows))
	for i, r := range rows {
		p[i] = f.Score(r)
	}
	return p
}
