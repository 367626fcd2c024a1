package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/translate"
)

// looksLikeJSON reports whether a first line is a JSON object.
func looksLikeJSON(line string) bool {
	line = strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF"))
	return strings.HasPrefix(line, "{") && json.Valid([]byte(line))
}

// looksLikeHTML reports whether a first line begins a page.
func looksLikeHTML(line string) bool {
	return strings.HasPrefix(strings.TrimSpace(line), "<") && fetch.KindOf("", []byte(line)) == fetch.KindHTML
}

// jsonl translates articles and summaries, one JSON object a line. Error lines
// of earlier stages pass through unchanged; a line that can't be translated
// becomes one.
func (t *translation) jsonl(ctx context.Context, name string, lines *lineReader) error {
	n := 0
	for {
		batch, _ := lines.batch(ctx, forever)
		if len(batch) == 0 {
			return ctx.Err()
		}
		for _, l := range batch {
			n++
			if strings.TrimSpace(l) == "" {
				continue
			}
			if err := t.object(ctx, fmt.Sprintf("%s:%d", name, n), l); err != nil {
				return err
			}
			if err := t.out.Flush(); err != nil {
				return err
			}
		}
	}
}

const translateHint = "translate reads what 'kilas fetch' and 'kilas summarize' write: one article or summary a line"

func (t *translation) object(ctx context.Context, source, l string) error {
	var o struct{ Schema, Source string }
	if err := json.Unmarshal([]byte(l), &o); err != nil {
		return t.refuse(source, "bad-json", fmt.Sprintf("not an article: %v", err), translateHint)
	}
	var done any
	var err error
	switch o.Schema {
	case kilas.SchemaError:
		t.failed++
		_, err := t.out.WriteString(l + "\n")
		return err
	case kilas.SchemaSummary:
		done, err = t.summaryObject(ctx, l)
	case kilas.SchemaArticle, "":
		done, err = t.articleObject(ctx, l)
	default:
		err = &badObject{"wrong-schema", fmt.Sprintf("the object is %s, not an article", o.Schema)}
	}
	source = cmp.Or(o.Source, source)
	var bad *badObject
	var missing *missingPair
	switch {
	case err == nil:
		t.gave++
		return line(t.out, done)
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &bad):
		return t.refuse(source, bad.code, bad.msg, translateHint)
	case errors.As(err, &missing):
		return t.refuse(source, pipeline.WarnNoTranslator, err.Error(), hintOf(err))
	}
	return t.refuse(source, pipeline.WarnTranslatorFailed, err.Error(), hintOf(err))
}

// badObject is a line that holds nothing to translate.
type badObject struct{ code, msg string }

func (b *badObject) Error() string { return b.msg }

func (t *translation) refuse(source, code, msg, hint string) error {
	t.failed++
	e := kilas.SourceError{Schema: kilas.SchemaError, Source: source, Stage: "translate", Code: code, Err: msg, Hint: hint}
	t.complainOf(e)
	return line(t.out, e)
}

// articleObject reads an article and translates it.
func (t *translation) articleObject(ctx context.Context, l string) (kilas.Article, error) {
	var a kilas.Article
	if err := json.Unmarshal([]byte(l), &a); err != nil {
		return a, &badObject{"bad-json", fmt.Sprintf("not an article: %v", err)}
	}
	if strings.TrimSpace(a.Text) == "" {
		return a, &badObject{"no-text", "the object has no text"}
	}
	if t.from != "" {
		a.Lang = t.from
	}
	return t.article(ctx, t.pipeline.Annotate(a, nil))
}

// article returns the article in the target language: its title and every
// block, with the offsets of the new text and without sentences.
func (t *translation) article(ctx context.Context, a kilas.Article) (kilas.Article, error) {
	if a.Lang == t.to {
		return a, nil
	}
	texts := []text{t.divide(a.Title)}
	for i, b := range a.Blocks {
		var own []kilas.Sentence
		for _, s := range a.Sentences {
			if s.Block == i {
				s.Start, s.End = s.Start-b.Start, s.End-b.Start
				own = append(own, s)
			}
		}
		texts = append(texts, divided(a.Lang, a.Text[b.Start:b.End], own))
	}
	texts[0].lang = a.Lang
	t.by = nil
	if err := t.fill(ctx, texts); err != nil {
		return a, err
	}
	out := a
	out.Title, out.Lang, out.LangConfidence, out.LangCandidates, out.Sentences = texts[0].join(), t.to, 1, nil, nil
	out.Blocks = make([]kilas.Block, 0, len(a.Blocks))
	var b strings.Builder
	for i, x := range texts[1:] {
		if i > 0 {
			b.WriteByte('\n')
		}
		start := b.Len()
		b.WriteString(x.join())
		out.Blocks = append(out.Blocks, kilas.Block{Kind: a.Blocks[i].Kind, Start: start, End: b.Len()})
	}
	out.Text = b.String()
	out.Warnings = append(slices.Clone(a.Warnings), t.translatedBy(a.Lang)...)
	return out, nil
}

// translatedBy says who translated the text at hand.
func (t *translation) translatedBy(from kilas.Lang) []kilas.Warning {
	out := []kilas.Warning{{Code: "translated", Message: fmt.Sprintf("translated from %s by %s", nameOf(from), strings.Join(t.by, ", "))}}
	for _, by := range t.by {
		if w, ok := translate.Gist(by); ok {
			out = append(out, w)
		}
	}
	return out
}

// summaryObject reads a summary and translates its sentences, which keep the
// places in their article that they stand for.
func (t *translation) summaryObject(ctx context.Context, l string) (kilas.Summary, error) {
	var s kilas.Summary
	if err := json.Unmarshal([]byte(l), &s); err != nil {
		return s, &badObject{"bad-json", fmt.Sprintf("not a summary: %v", err)}
	}
	if len(s.Sentences) == 0 {
		return s, &badObject{"no-text", "the summary has no sentences"}
	}
	s.Lang = t.pipeline.Annotate(kilas.Article{Text: s.Text, Lang: cmp.Or(t.from, s.Lang)}, nil).Lang
	if s.Lang == t.to {
		return s, nil
	}
	texts := make([]text, len(s.Sentences))
	for i, sent := range s.Sentences {
		texts[i] = text{s.Lang, []string{sent.Text}, []string{"", ""}}
	}
	t.by = nil
	if err := t.fill(ctx, texts); err != nil {
		return s, err
	}
	s.Sentences = slices.Clone(s.Sentences)
	words := make([]string, len(texts))
	for i, x := range texts {
		words[i] = x.join()
		if words[i] != s.Sentences[i].Text {
			s.Sentences[i].Text, s.Sentences[i].Origin = words[i], kilas.OriginTranslated
		}
	}
	s.Text = strings.Join(words, " ")
	s.Warnings = append(slices.Clone(s.Warnings), t.translatedBy(s.Lang)...)
	s.Lang = t.to
	return s, nil
}
