package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/translate"
)

// looksLikeJSON reports whether a first line is a JSON object.
func looksLikeJSON(line string) bool {
	line = strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF"))
	return strings.HasPrefix(line, "{") && json.Valid([]byte(line))
}

// jsonl translates articles, one JSON object a line. Error lines of earlier
// stages pass through unchanged; a line that is no article becomes one.
func (t *translation) jsonl(ctx context.Context, name string, lines *lineReader) error {
	n := 0
	for {
		batch := lines.batch(ctx)
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

func (t *translation) object(ctx context.Context, source, l string) error {
	var a kilas.Article
	if err := json.Unmarshal([]byte(l), &a); err != nil {
		return t.refuse(source, "bad-json", fmt.Sprintf("not an article: %v", err))
	}
	if a.Schema == kilas.SchemaError {
		t.failed++
		_, err := t.out.WriteString(l + "\n")
		return err
	}
	if strings.TrimSpace(a.Text) == "" {
		return t.refuse(source, "no-text", "the object has no text")
	}
	if t.from != "" {
		a.Lang = t.from
	}
	done, err := t.article(ctx, t.pipeline.Annotate(a, nil))
	if err != nil {
		return err
	}
	t.gave++
	return line(t.out, done)
}

func (t *translation) refuse(source, code, msg string) error {
	t.failed++
	e := kilas.SourceError{Source: source, Stage: "translate", Code: code, Err: msg, Hint: "translate reads what 'kilas fetch' writes: one article a line"}
	t.complainOf(e)
	return line(t.out, e)
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
	out.Warnings = append(slices.Clone(a.Warnings), kilas.Warning{
		Code: "translated", Message: fmt.Sprintf("translated from %s by %s", nameOf(a.Lang), strings.Join(t.by, ", ")),
	})
	for _, by := range t.by {
		if w, ok := translate.Gist(by); ok {
			out.Warnings = append(out.Warnings, w)
		}
	}
	return out, nil
}
