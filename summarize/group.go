package summarize

import (
	"fmt"

	"github.com/kilas-news/kilas"
)

// candidate is a sentence that a summary could hold.
type candidate struct {
	*sentence
	article int     // its place among the articles
	place   int     // its place in its document
	score   float64 // how well it tells the story, in [0,1]
}

// group is one article, or several on one event.
type group struct {
	documents  []*document
	sentences  [][]kilas.Sentence // all sentences, by article
	candidates []candidate        // in the order of the articles
	warnings   []kilas.Warning
}

// group reads articles and scores their sentences.
func (r *Ranker) group(articles []kilas.Article) *group {
	g := &group{}
	v := newVocabulary()
	for _, a := range articles {
		a.Sentences = sentencesOf(a)
		g.documents = append(g.documents, newDocument(a, v))
		g.sentences = append(g.sentences, a.Sentences)
	}
	weigh(g.documents, v)
	var lang *kilas.Lang
	others := 0
	for i, d := range g.documents {
		a := articles[i]
		switch {
		case len(d.sentences) == 0:
			continue
		case lang == nil:
			lang = &articles[i].Lang
		case *lang != a.Lang:
			others++
			continue
		}
		for j, score := range scores(r.merits(d)) {
			g.candidates = append(g.candidates, candidate{sentence: &d.sentences[j], article: i, place: j, score: score})
		}
	}
	if others > 0 {
		g.warnings = append(g.warnings, kilas.Warning{Code: "other-languages", Message: fmt.Sprintf("%d articles in other languages than %s are not quoted", others, *lang)})
	}
	return g
}
