package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/models"
)

// text translates lines as they come: line n in is line n out, with its white
// space, and the lines that have arrived are written before more are awaited.
func (t *translation) text(ctx context.Context, lines *lineReader) error {
	for {
		batch := lines.batch(ctx)
		if len(batch) == 0 {
			return ctx.Err()
		}
		texts := make([]text, len(batch))
		for i, l := range batch {
			texts[i] = t.divide(l)
		}
		if err := t.fill(ctx, texts); err != nil {
			return err
		}
		for _, x := range texts {
			t.gave++
			if _, err := t.out.WriteString(x.join() + "\n"); err != nil {
				return err
			}
		}
		if err := t.out.Flush(); err != nil {
			return err
		}
	}
}

// text is a text divided into sentences and what stands between them: one gap
// more than sentences.
type text struct {
	lang      kilas.Lang
	sentences []string
	gaps      []string
}

func (x text) join() string {
	var b strings.Builder
	for i, s := range x.sentences {
		b.WriteString(x.gaps[i])
		b.WriteString(s)
	}
	b.WriteString(x.gaps[len(x.gaps)-1])
	return b.String()
}

// divide finds the language and the sentences of a line. With --raw the line
// is one sentence; the white space around it stays.
func (t *translation) divide(l string) text {
	core := strings.TrimSpace(l)
	if core == "" {
		return text{gaps: []string{l}}
	}
	lang := t.language(core)
	if t.raw {
		start := strings.Index(l, core)
		return text{lang, []string{core}, []string{l[:start], l[start+len(core):]}}
	}
	return divided(lang, l, langs.Split(lang, l))
}

// divided is a text whose sentences are known.
func divided(lang kilas.Lang, s string, sentences []kilas.Sentence) text {
	x := text{lang: lang}
	end := 0
	for _, sent := range sentences {
		x.gaps = append(x.gaps, s[end:sent.Start])
		x.sentences = append(x.sentences, sent.Text)
		end = sent.End
	}
	x.gaps = append(x.gaps, s[end:])
	return x
}

// sureEnough is the confidence under which a line counts as being in the
// language of the line before it.
const sureEnough = 0.6

// language returns the language of a line: the one given with --from, else
// the one found. What can't be told is in the language of the line before.
func (t *translation) language(line string) kilas.Lang {
	if t.from != "" {
		return t.from
	}
	if !strings.ContainsFunc(line, unicode.IsLetter) {
		return t.to // nothing to translate
	}
	d := t.pipeline.Detector.Detect(line)
	if d.Lang != "" && (d.Confidence >= sureEnough || t.last == "") {
		t.last = d.Lang
	}
	if t.last == "" {
		return d.Lang
	}
	return t.last
}

// fill replaces the sentences of texts by their translations, those of one
// language together. Texts in the target language stay as they are. What
// can't be translated stays too, with a warning.
func (t *translation) fill(ctx context.Context, texts []text) error {
	byLang := make(map[kilas.Lang][]*string)
	var order []kilas.Lang
	for i := range texts {
		x := &texts[i]
		if x.lang == t.to || len(x.sentences) == 0 {
			continue
		}
		if byLang[x.lang] == nil {
			order = append(order, x.lang)
		}
		for k := range x.sentences {
			byLang[x.lang] = append(byLang[x.lang], &x.sentences[k])
		}
	}
	for _, lang := range order {
		if err := t.replace(ctx, lang, byLang[lang]); err != nil {
			return err
		}
	}
	return nil
}

func (t *translation) replace(ctx context.Context, from kilas.Lang, sentences []*string) error {
	in := make([]string, len(sentences))
	for i, s := range sentences {
		in[i] = *s
	}
	do := translate.Sentences
	if t.raw {
		do = translate.Raw
	}
	out, err := do(ctx, t.pipeline.Translators, from, t.to, in)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, translate.ErrUnsupported) && t.gave == 0:
		return &hintedError{fmt.Errorf("nothing here translates %s to %s", nameOf(from), nameOf(t.to)), missingHint(from, t.to)}
	case errors.Is(err, translate.ErrUnsupported):
		t.short = true
		t.tell(kilas.Warning{Code: "unsupported-" + string(from), Message: fmt.Sprintf("nothing here translates %s to %s: such lines stay as they are", nameOf(from), nameOf(t.to))})
		return nil
	case err != nil:
		return err
	}
	for i, o := range out {
		for _, w := range o.Warnings {
			t.tell(w)
		}
		if o.Text == "" && strings.TrimSpace(in[i]) != "" {
			t.short = true
			continue
		}
		*sentences[i] = o.Text
		if o.By != "" && !slices.Contains(t.by, o.By) {
			t.by = append(t.by, o.By)
		}
		if w, ok := translate.Gist(o.By); ok {
			t.tell(w)
		}
	}
	return nil
}

// missingHint says what would make a pair of languages translatable.
func missingHint(from, to kilas.Lang) string {
	const hint = "name a translator, for example --translator 'exec:COMMAND'"
	var absent []string
	for _, name := range translate.ModelPairs(from, to) {
		if p, ok := models.ParsePair(name); ok {
			if _, err := modelStore().Get(p); err != nil {
				absent = append(absent, name)
			}
		}
	}
	if from == "" || len(absent) == 0 {
		return hint
	}
	return fmt.Sprintf("%s, or add a model: kilas models add %s", hint, strings.Join(absent, " "))
}

func nameOf(l kilas.Lang) string {
	if n := langs.Name(l); n != "" {
		return n
	}
	return "text of unknown language"
}
