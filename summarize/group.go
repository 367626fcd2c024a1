package summarize

import (
	"fmt"
	"math"

	"github.com/kilas-news/kilas"
)

// Bounds of a cluster. All pairs of its sentences are compared.
const (
	maxClusterSentences = 600
	minArticleSentences = 8 // of each article, however many there are
)

// candidate is a sentence that a summary could hold.
type candidate struct {
	*sentence
	article int     // its place among the articles
	place   int     // its place in its document
	merit   float64 // how well it tells the story, as a standard score
	score   float64 // how well it tells the group's story, in [0,1]
}

// group is one article, or several on one event.
type group struct {
	documents  []*document
	sentences  [][]kilas.Sentence // all sentences, by article
	candidates []candidate        // in the order of the articles
	cluster    bool               // the candidates are from several articles
	warnings   []kilas.Warning
}

// group reads articles and finds the merits of their sentences.
func (r *Ranker) group(articles []kilas.Article) *group {
	g := &group{}
	v := newVocabulary()
	for _, a := range articles {
		a.Sentences = sentencesOf(a)
		g.documents = append(g.documents, newDocument(a, v))
		g.sentences = append(g.sentences, a.Sentences)
	}
	weigh(g.documents, v)
	lang, others := g.language(), 0
	most := max(maxClusterSentences/max(len(articles), 1), minArticleSentences)
	for i, d := range g.documents {
		if d.lang != lang {
			others += min(len(d.sentences), 1)
			continue
		}
		for j, merit := range r.merits(d) {
			if len(articles) > 1 && j == most {
				break
			}
			g.candidates = append(g.candidates, candidate{sentence: &d.sentences[j], article: i, place: j, merit: merit})
		}
	}
	if n := len(g.candidates); n > 0 {
		g.cluster = g.candidates[0].article != g.candidates[n-1].article
	}
	if others > 0 {
		g.warnings = append(g.warnings, kilas.Warning{Code: "other-languages", Message: fmt.Sprintf("articles in other languages than %s are not quoted: %d", lang, others)})
	}
	return g
}

// language is that of the first document with sentences.
func (g *group) language() kilas.Lang {
	for _, d := range g.documents {
		if len(d.sentences) > 0 {
			return d.lang
		}
	}
	return ""
}

// clusterLeadShare is leadShare for what the ranker thinks of the sentences of
// a cluster, which it has seen few of.
const clusterLeadShare = 0.5

// score fills in the scores of the candidates, and in a cluster makes their
// merits those in the cluster.
func (r *Ranker) score(g *group) {
	merits := make([]float64, len(g.candidates))
	if g.cluster {
		lead := make([]float64, len(g.candidates))
		for i, row := range g.rows() {
			merits[i] = r.model.Cluster.Predict(row)
			lead[i] = -math.Log(float64(1 + g.candidates[i].place))
		}
		blend(merits, lead, clusterLeadShare)
		standardize(merits)
	} else {
		for i, c := range g.candidates {
			merits[i] = c.merit
		}
	}
	for i, score := range scores(merits) {
		g.candidates[i].merit, g.candidates[i].score = merits[i], score
	}
}
