package pipeline

import (
	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/summarize"
)

// story is the sentences of some articles that belong to the story: no
// headings, captions or boilerplate. The lists run in parallel; article
// numbers count from 1 in the brief.
type story struct {
	sentences []kilas.Sentence
	article   []int
	rank      []float64 // importance in its own article
}

func newStory(articles []kilas.Article, numbers []int) story {
	var st story
	for i, a := range articles {
		rank := make([]float64, len(a.Sentences))
		for _, r := range summarize.Rank(a) {
			rank[r.Index] = r.Score
		}
		for k, s := range a.Sentences {
			if !tells(a, s) {
				continue
			}
			st.sentences = append(st.sentences, s)
			st.article = append(st.article, numbers[i])
			st.rank = append(st.rank, rank[k])
		}
	}
	return st
}

// tells reports whether a sentence is part of the story.
func tells(a kilas.Article, s kilas.Sentence) bool {
	if s.Boilerplate() || s.Text == "" {
		return false
	}
	if s.Block < len(a.Blocks) {
		switch a.Blocks[s.Block].Kind {
		case kilas.BlockHeading, kilas.BlockCaption:
			return false
		}
	}
	return true
}

// side quotes sentences of the story, given by their indexes. All of them are
// of the first one's article; others are left out.
func (st story) side(lang kilas.Lang, indexes []int) kilas.Side {
	s := kilas.Side{Lang: lang, Origin: kilas.OriginQuoted, Article: st.article[indexes[0]]}
	for _, i := range indexes {
		if st.article[i] != s.Article {
			continue
		}
		if s.Text != "" {
			s.Text += " "
		}
		s.Text += st.sentences[i].Text
		s.Sentences = append(s.Sentences, st.sentences[i].Span())
	}
	return s
}

func (st story) only(i int) kilas.Only {
	s := st.sentences[i]
	return kilas.Only{Text: s.Text, Article: st.article[i], Start: s.Start, End: s.End}
}

// importance is the mean rank of some sentences.
func (st story) importance(indexes []int) float64 {
	sum := 0.0
	for _, i := range indexes {
		sum += st.rank[i]
	}
	return sum / float64(len(indexes))
}
