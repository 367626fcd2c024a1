package pipeline

import (
	"context"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
)

// Align pairs the sentences of two annotated articles. Headings, captions and
// boilerplate are among the sentences of the alignment, and in no pair.
func (p *Pipeline) Align(ctx context.Context, source, target kilas.Article) (kilas.Alignment, error) {
	s, sAt := storyOf(source)
	t, tAt := storyOf(target)
	al := align.Sentences(align.Text{Lang: source.Lang, Sentences: s}, align.Text{Lang: target.Lang, Sentences: t}, align.Options{})
	if err := ctx.Err(); err != nil {
		return al, err
	}
	al.SourceSentences, al.TargetSentences = source.Sentences, target.Sentences
	for i := range al.Pairs {
		renumber(al.Pairs[i].Source, sAt)
		renumber(al.Pairs[i].Target, tAt)
	}
	renumber(al.SourceOnly, sAt)
	renumber(al.TargetOnly, tAt)
	return al, nil
}

// storyOf returns the sentences that belong to the story and their indexes in
// the article.
func storyOf(a kilas.Article) (sentences []kilas.Sentence, at []int) {
	for i, s := range a.Sentences {
		if tells(a, s) {
			sentences = append(sentences, s)
			at = append(at, i)
		}
	}
	return sentences, at
}

// renumber turns indexes into the story into indexes into the article.
func renumber(indexes, at []int) {
	for i, k := range indexes {
		indexes[i] = at[k]
	}
}
