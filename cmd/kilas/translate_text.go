package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/models"
)

// text translates lines as they come: line n in is line n out, with its white
// space, and the lines that have arrived are written before more are awaited.
// Lines that nothing translates stay as they are, unless that is true of all.
func (t *translation) text(ctx context.Context, lines *lineReader) error {
	t.held = held{}
	for {
		batch, more := lines.batch(ctx, t.held.patience())
		switch {
		case len(batch) == 0 && more:
			if err := t.release(); err != nil {
				return err
			}
			continue
		case len(batch) == 0 && ctx.Err() == nil && !t.held.did:
			return t.held.missing // nil for a text without letters
		case len(batch) == 0:
			return ctx.Err()
		}
		if len(t.recent) == 0 && t.from == "" {
			t.lookAhead(batch)
		}
		texts := make([]text, len(batch))
		for i, l := range batch {
			texts[i] = t.divide(l)
		}
		if err := t.fill(ctx, texts); err != nil {
			return err
		}
		if err := t.write(texts); err != nil {
			return err
		}
	}
}

// lookAhead finds a language for lines whose own is not sure, and which come
// before all that is: that of the first such line, else of all lines together.
func (t *translation) lookAhead(batch []string) {
	for _, l := range append(slices.Clone(batch), strings.Join(batch, "\n")) {
		if d := t.pipeline.Detector.Detect(l); d.Lang != "" && d.Confidence >= sureEnough {
			t.recent = []kilas.Lang{d.Lang}
			return
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

// sureEnough is the confidence under which a line counts as being in a language
// of the lines before it: the latest that is likely enough, else the last one.
const (
	sureEnough   = 0.6
	likelyEnough = 0.1
	asLikely     = 0.5 // of the likeliest, for one that can be translated
)

// language returns the language of a line: the one given with --from, else
// the one found.
func (t *translation) language(line string) kilas.Lang {
	if t.from != "" {
		return t.from
	}
	if !hasLetter(line) {
		return t.to // nothing to translate
	}
	d := t.pipeline.Detector.Detect(line)
	found := d.Lang
	if found == "" || d.Confidence < sureEnough {
		found = t.before(d)
	}
	if found != "" {
		t.recent = append([]kilas.Lang{found}, slices.DeleteFunc(t.recent, func(l kilas.Lang) bool { return l == found })...)
	}
	return found
}

// before returns the language of a line that could be in several.
func (t *translation) before(d langs.Detection) kilas.Lang {
	for _, l := range t.recent {
		if slices.ContainsFunc(d.Candidates, func(c kilas.LangCandidate) bool { return c.Lang == l && c.Confidence >= likelyEnough }) {
			return l
		}
	}
	if len(t.recent) > 0 {
		return t.recent[0]
	}
	for _, c := range d.Candidates { // close relatives are often as likely
		if c.Confidence >= asLikely*d.Confidence && t.supports(c.Lang) {
			return c.Lang
		}
	}
	return d.Lang
}

// supports reports whether something translates a language.
func (t *translation) supports(from kilas.Lang) bool {
	return slices.ContainsFunc(t.pipeline.Translators, func(b translate.Backend) bool { return b.Supports(from, t.to) })
}

// fill replaces the sentences of texts by their translations, those of one
// language together. Texts in the target language stay as they are. A sentence
// that can't be translated stays too, with a warning; a language is an error, of
// which a lenient translation makes a warning.
func (t *translation) fill(ctx context.Context, texts []text) error {
	byLang := make(map[kilas.Lang][]*string)
	var order []kilas.Lang
	for i := range texts {
		x := &texts[i]
		if x.lang == t.to || len(x.sentences) == 0 {
			t.done(x.sentences...)
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
		err := t.replace(ctx, lang, byLang[lang])
		if m := (*missingPair)(nil); t.lenient && errors.As(err, &m) {
			t.miss(m, err)
			continue
		}
		if err != nil {
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
	case errors.Is(err, translate.ErrUnsupported):
		return &hintedError{&missingPair{from, t.to}, missingHint(from, t.to)}
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
		t.done(o.Text)
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
