package pipeline

import (
	"context"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align"
	"github.com/kilas-news/kilas/translate"
)

// Align pairs the sentences of two annotated articles. Headings, captions and
// boilerplate are among the sentences of the alignment, and in no pair.
func (p *Pipeline) Align(ctx context.Context, source, target kilas.Article) (kilas.Alignment, error) {
	s, sAt := storyOf(source)
	t, tAt := storyOf(target)
	al, err := p.pair(ctx, align.Text{Lang: source.Lang, Sentences: s}, align.Text{Lang: target.Lang, Sentences: t})
	if err != nil {
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

// pair aligns two texts. When one of the pipeline's aligners takes the source's
// language to the target's, and isn't a built-in model, its translations are
// compared too; one that fails is done without, since they only help.
func (p *Pipeline) pair(ctx context.Context, source, target align.Text) (kilas.Alignment, error) {
	if source.Lang != target.Lang && source.Lang != "" && target.Lang != "" {
		texts := make([]string, len(source.Sentences))
		for i, s := range source.Sentences {
			texts[i] = s.Text
		}
		done, err := translate.Raw(ctx, p.aligners(), source.Lang, target.Lang, texts)
		if err == nil {
			source.Translations = make([]string, len(done))
			for i, d := range done {
				source.Translations[i] = d.Text
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return kilas.Alignment{}, err
	}
	return align.Sentences(source, target, align.Options{}), nil
}

// aligners are the translators whose translations help to align. Those of the
// built-in models don't: with them, F1 on the development documents falls from
// 0.961 to 0.952.
func (p *Pipeline) aligners() []translate.Backend {
	var out []translate.Backend
	for _, b := range p.Aligners {
		if _, gist := translate.Gist(b.Name()); !gist {
			out = append(out, b)
		}
	}
	return out
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
