package summarize

import (
	"errors"
	"strings"

	"github.com/kilas-news/kilas"
)

// Name is what a summary of this package has as its summarizer.
const Name = "extractive"

// defaultSentences is the length of a summary when [Options] say nothing.
const defaultSentences = 3

// ErrNoSentences is returned by [Extract] for articles without a sentence
// that tells a story.
var ErrNoSentences = errors.New("no sentences to summarize")

// Ranked is a sentence of an article and how well it tells the story, in
// [0,1].
type Ranked struct {
	Index int
	Score float64
}

// Options bound a summary. Zero fields don't bound it; the zero value means
// three sentences. Words of scripts without spaces are letters.
type Options struct {
	Sentences int
	MaxWords  int
}

// Rank scores the sentences of an article, one result for each in document
// order. Headings, captions and sentences marked as boilerplate score 0, the
// others more. The article's sentences are found when it has none. Rank is
// safe for concurrent use; an article of usual length costs it about a
// millisecond.
func Rank(a kilas.Article) []Ranked { return builtIn().Rank(a) }

// Extract summarizes one article, or several that tell the same event: the
// sentences that are central to all, each fact once, in the order of the
// articles. Sentences that lean on the one before them ("He said that ...")
// are avoided unless that one is in the summary too. When no sentence is
// within opt.MaxWords, the summary is the shortest one and has the warning
// "too-long".
//
// A summary has one language, that of the first article that has sentences;
// articles in other languages count only by the names and numbers that they
// share with it. The summary carries the warning "other-languages" then.
func Extract(articles []kilas.Article, opt Options) (kilas.Summary, error) {
	return builtIn().Extract(articles, opt)
}

// Rank is [Rank] with another ranker.
func (r *Ranker) Rank(a kilas.Article) []Ranked {
	a.Sentences = sentencesOf(a)
	out := make([]Ranked, len(a.Sentences))
	for i := range out {
		out[i].Index = i
	}
	d := single(a)
	for i, score := range scores(r.merits(d)) {
		out[d.sentences[i].index].Score = score
	}
	return out
}

// Extract is [Extract] with another ranker.
func (r *Ranker) Extract(articles []kilas.Article, opt Options) (kilas.Summary, error) {
	if opt.Sentences <= 0 && opt.MaxWords <= 0 {
		opt.Sentences = defaultSentences
	}
	g := r.group(articles)
	if len(g.candidates) == 0 {
		return kilas.Summary{}, ErrNoSentences
	}
	r.score(g)
	chosen, warnings := g.choose(opt)
	first := articles[g.candidates[0].article]
	s := kilas.Summary{Schema: kilas.SchemaSummary, ID: first.ID, Lang: first.Lang, Summarizer: Name, Warnings: append(g.warnings, warnings...)}
	if len(articles) > 1 && first.Cluster != "" {
		s.ID = first.Cluster
	}
	texts := make([]string, 0, len(chosen))
	for _, i := range chosen {
		c := g.candidates[i]
		from := g.sentences[c.article][c.index]
		one := kilas.SummarySentence{Index: c.index, Text: from.Text, Start: from.Start, End: from.End, Score: c.score}
		if len(articles) > 1 {
			one.Article = articles[c.article].ID
		}
		s.Sentences = append(s.Sentences, one)
		texts = append(texts, from.Text)
	}
	s.Text = strings.Join(texts, " ")
	return s, nil
}
