package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/summarize"
)

// Codes of the warnings on a brief that this package adds.
const (
	WarnFewPairs         = "few-pairs"         // fewer points than asked for
	WarnNoTranslator     = "no-translator"     // nothing translates the pair: the brief is monolingual
	WarnTranslatorFailed = "translator-failed" // what translates the pair failed: the brief is monolingual
	WarnUntranslated     = "untranslated"      // some sentences have no translation
	WarnDifferentEvents  = "different-events"  // the articles hardly tell one event
	WarnNotFull          = "not-full"          // an article was cut short by its page
)

// Result is one brief. Texts are those of its articles, for Brief.Validate.
// Short is set when the brief lacks what was asked for: the second language,
// or the translation of a point.
type Result struct {
	Brief kilas.Brief
	Texts []string
	Short bool
}

// Briefs builds the briefs of annotated articles: one for each story, side by
// side and in the order of their first articles. It returns an error only when
// the context ended, or wraps [ErrSummarizer]; the results are then those before
// the first that failed.
func (p *Pipeline) Briefs(ctx context.Context, articles []kilas.Article, opt Options) ([]Result, error) {
	list := groups(articles, opt.Merge)
	out, errs := make([]Result, len(list)), make([]error, len(list))
	var workers errgroup.Group
	workers.SetLimit(p.jobs())
	for i, g := range list {
		workers.Go(func() error {
			if errs[i] = ctx.Err(); errs[i] == nil {
				out[i], errs[i] = p.brief(ctx, g, opt)
			}
			return nil
		})
	}
	_ = workers.Wait() // each brief has its own error
	for i, err := range errs {
		if err != nil {
			return out[:i], err
		}
	}
	return out, nil
}

func (p *Pipeline) brief(ctx context.Context, g group, opt Options) (Result, error) {
	b := kilas.Brief{
		Schema:     kilas.SchemaBrief,
		Created:    p.Now().Format(time.RFC3339),
		Summarizer: summarize.Name,
	}
	if len(g.articles) > 1 {
		b.MergedBecause = g.because
	}
	texts := make([]string, len(g.articles))
	for i, a := range g.articles {
		texts[i] = a.Text
		b.Warnings = append(b.Warnings, articleWarnings(a, i+1, len(g.articles))...)
		a.N, a.Text, a.Sentences = i+1, "", nil
		b.Articles = append(b.Articles, a)
	}
	source, target, quoted := opt.columns(g)
	b.SourceLang, b.TargetLang = source, target
	var short bool
	var err error
	switch {
	case quoted:
		err = p.quote(ctx, &b, g, opt)
	default:
		short, err = p.translated(ctx, &b, g, opt)
	}
	if err != nil {
		return Result{}, err
	}
	b.ID = briefID(b)
	if err := b.Validate(texts...); err != nil {
		return Result{}, fmt.Errorf("brief of %s: %w", g.articles[0].Source, errors.Join(errInvalid, err))
	}
	return Result{Brief: b, Texts: texts, Short: short}, nil
}

var errInvalid = errors.New("the brief breaks its own rules; please report this")

// articleWarnings hands on what a reader of the brief must know of an article.
func articleWarnings(a kilas.Article, n, of int) []kilas.Warning {
	var out []kilas.Warning
	if a.Status == kilas.StatusPartial || a.Status == kilas.StatusPaywalled {
		out = append(out, kilas.Warning{Code: WarnNotFull, Message: fmt.Sprintf("%s is %s: the brief rests on the part that the page shows", articleName(a), a.Status)})
	}
	for _, w := range a.Warnings {
		if of > 1 {
			w.Message = fmt.Sprintf("article %d: %s", n, w.Message)
		}
		out = append(out, w)
	}
	return out
}

func articleName(a kilas.Article) string {
	for _, s := range []string{a.Source, a.URL, a.Title} {
		if s != "" {
			return s
		}
	}
	return "the article"
}

// briefID is the same for the same articles, languages and backends.
func briefID(b kilas.Brief) string {
	h := sha256.New()
	for _, a := range b.Articles {
		_, _ = io.WriteString(h, a.ID+"\x00") // a hash never fails
	}
	_, _ = io.WriteString(h, string(b.SourceLang)+"\x00"+string(b.TargetLang)+"\x00"+b.Summarizer+"\x00"+b.Translator)
	return hex.EncodeToString(h.Sum(nil)[:8])
}
