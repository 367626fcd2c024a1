package generate

import (
	"context"
	"fmt"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/summarize"
)

// Summary writes a summary of one article or of several on one event, in the
// language of the first; those in others are left aside. It has at most as
// many sentences and words as opt says, but one at least.
func (s *Summarizer) Summary(ctx context.Context, articles []kilas.Article, opt summarize.Options) (kilas.Summary, error) {
	story := Story{Points: opt.Sentences}
	if story.Points <= 0 {
		story.Points = 3
	}
	others := 0
	for _, a := range articles {
		if a.Lang != articles[0].Lang {
			others++
			continue
		}
		story.Articles = append(story.Articles, a)
	}
	r, err := s.Points(ctx, story)
	if err != nil {
		return kilas.Summary{}, err
	}
	first := story.Articles[0]
	sum := kilas.Summary{Schema: kilas.SchemaSummary, ID: first.ID, Lang: first.Lang, Summarizer: s.Name(), Warnings: r.Warnings}
	if len(articles) > 1 && first.Cluster != "" {
		sum.ID = first.Cluster
	}
	if others > 0 {
		sum.Warnings = append(sum.Warnings, kilas.Warning{Code: "other-languages", Message: fmt.Sprintf("articles in other languages than %s are left aside: %d", first.Lang, others)})
	}
	var texts []string
	words := 0
	for _, p := range r.Points {
		n := countWords(first.Lang, p.Text)
		if opt.MaxWords > 0 && words+n > opt.MaxWords && len(texts) > 0 {
			continue
		}
		words += n
		texts = append(texts, p.Text)
		sum.Sentences = append(sum.Sentences, p.sentence(story.Articles[p.Article], len(articles) > 1))
	}
	if opt.MaxWords > 0 && words > opt.MaxWords {
		sum.Warnings = append(sum.Warnings, kilas.Warning{Code: "too-long", Message: "no sentence is as short as asked for"})
	}
	sum.Text = strings.Join(texts, " ")
	return sum, nil
}

// sentence is a point as a summary has it.
func (p Point) sentence(a kilas.Article, named bool) kilas.SummarySentence {
	spans := p.Spans(a)
	out := kilas.SummarySentence{Index: p.Sentences[0], Text: p.Text, Start: spans[0].Start, End: spans[0].End, Score: p.Score}
	if named {
		out.Article = a.ID
	}
	if !p.Quoted || len(spans) > 1 {
		out.Origin, out.Sentences = kilas.OriginQuoted, spans
	}
	if !p.Quoted {
		out.Origin, out.Checks = kilas.OriginGenerated, p.Checks
	}
	return out
}

// Spans are the places of the sentences that a point rests on in its article.
func (p Point) Spans(a kilas.Article) []kilas.Span {
	out := make([]kilas.Span, len(p.Sentences))
	for i, s := range p.Sentences {
		out[i] = a.Sentences[s].Span()
	}
	return out
}

func countWords(lang kilas.Lang, text string) int {
	n := 0
	for _, t := range langs.Tokens(lang, text) {
		if t.Kind != langs.Punct {
			n++
		}
	}
	return n
}
