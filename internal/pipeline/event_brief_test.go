package pipeline

import (
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/translate"
)

// A story is told from the article that the reader can read: in the reader's
// language, or in one that can be translated; from the best one otherwise.
func TestLeads(t *testing.T) {
	t.Parallel()
	articles := []kilas.Article{
		{Lang: "es", Title: "Uno", Sentences: make([]kilas.Sentence, 20)},
		{Lang: "id", Title: "Satu", Sentences: make([]kilas.Sentence, 8)},
		{Lang: "fr", Title: "Un", Sentences: make([]kilas.Sentence, 12)},
	}
	english := kilas.Article{Lang: "en", Title: "One", Sentences: make([]kilas.Sentence, 5)}
	for _, tt := range []struct {
		name        string
		translators []translate.Backend
		articles    []kilas.Article
		opt         Options
		want        []kilas.Lang
	}{
		{"one that can be translated", newPipeline(t).Translators, articles, Options{}, []kilas.Lang{"id"}},
		{"none that can be translated", nil, articles, Options{}, []kilas.Lang{"es"}},
		{"none for this reader", newPipeline(t).Translators, articles, Options{To: "tr"}, []kilas.Lang{"es"}},
		{"the reader's own", newPipeline(t).Translators, append(articles[:3:3], english), Options{}, []kilas.Lang{"es", "en"}},
		{"a pair", newPipeline(t).Translators, articles, Options{Pair: [2]kilas.Lang{"fr", "id"}}, []kilas.Lang{"fr", "id"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p := &Pipeline{Translators: tt.translators}
			told, others := p.leads(tt.articles, tt.opt)
			if len(told)+len(others) != len(tt.articles) || len(told) != len(tt.want) {
				t.Fatalf("told %d, others %d", len(told), len(others))
			}
			for i, l := range tt.want {
				if told[i].Lang != l {
					t.Errorf("article %d is %s, want %s", i, told[i].Lang, l)
				}
			}
		})
	}
}
