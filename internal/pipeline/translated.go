package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate"
)

// translated fills a brief of articles in one language: points are the key
// sentences, beside their translations. Without a way to translate, the brief
// is monolingual and says what would change that. It reports whether the
// brief lacks a translation that was asked for.
func (p *Pipeline) translated(ctx context.Context, b *kilas.Brief, g group, opt Options) (short bool, err error) {
	articles, numbers := g.in(b.SourceLang)
	b.Title.Source = kilas.Side{
		Lang: known(b.SourceLang), Text: articles[0].Title, Origin: kilas.OriginQuoted,
		Article: numbers[0], Field: kilas.FieldTitle,
	}
	to := b.TargetLang
	b.SourceLang, b.TargetLang = known(b.SourceLang), ""
	if b.SourceLang == to {
		return false, p.points(ctx, b, articles, numbers, "", opt.points())
	}
	if err := p.points(ctx, b, articles, numbers, to, opt.points()); err != nil {
		return false, err
	}
	return p.addTranslations(ctx, b, to, asSentence(b.Title.Source.Text, articles[0]))
}

// addTranslations puts the translations beside the points and the title, which
// the translators see as it is given here. What has one already keeps it.
func (p *Pipeline) addTranslations(ctx context.Context, b *kilas.Brief, to kilas.Lang, title string) (short bool, err error) {
	texts := make([]string, 1+len(b.Points))
	if b.Title.Target == nil {
		texts[0] = title
	}
	var by []string
	missing := 0
	for i, pt := range b.Points {
		if pt.Target != nil {
			by = []string{pt.Target.By} // of the summarizer
			continue
		}
		texts[1+i] = pt.Source.Text
		missing++
	}
	done := make([]translate.Translation, len(texts)) // of empty texts
	if missing > 0 || texts[0] != "" {
		translated, err := translate.Sentences(ctx, p.Translators, b.SourceLang, to, texts)
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case err == nil:
			done = translated
		case missing == len(b.Points):
			b.Warnings = append(b.Warnings, noTranslator(b.SourceLang, to, err))
			return true, nil
		}
	}
	b.TargetLang = to
	if t := done[0]; t.Text != "" && texts[0] != "" {
		b.Title.Target = &kilas.Side{
			Lang: to, Text: t.Text, Origin: kilas.OriginTranslated, By: t.By,
			Article: b.Title.Source.Article, Field: kilas.FieldTitle,
		}
		if !slices.Contains(by, t.By) && missing == 0 {
			by = append(by, t.By)
		}
	}
	points := b.Points
	b.Points = nil
	for i, pt := range points {
		if pt.Target != nil {
			b.Points = append(b.Points, pt)
			continue
		}
		t := done[i+1]
		if t.Text == "" {
			short = true
			s := pt.Source
			b.SourceOnly = append(b.SourceOnly, kilas.Only{Text: s.Text, Article: s.Article, Start: s.Sentences[0].Start, End: s.Sentences[0].End})
			continue
		}
		if !slices.Contains(by, t.By) {
			by = append(by, t.By)
		}
		side := kilas.Side{
			Lang: to, Text: t.Text, Origin: kilas.OriginTranslated, By: t.By,
			Article: pt.Source.Article, Sentences: pt.Source.Sentences,
		}
		pt.Target, pt.Checks = &side, allChecks(pairChecks(pt.Source, side), pt.Checks)
		b.Points = append(b.Points, pt)
		for _, w := range t.Warnings {
			if w.Code != WarnTranslator { // which is of the whole brief
				w.Message = fmt.Sprintf("point %d: %s", len(b.Points), w.Message)
			}
			if !slices.Contains(b.Warnings, w) {
				b.Warnings = append(b.Warnings, w)
			}
		}
	}
	b.Translator = strings.Join(by, ", ")
	b.Warnings = append(b.Warnings, translationWarnings(b, by)...)
	return short, nil
}

func translationWarnings(b *kilas.Brief, by []string) []kilas.Warning {
	var out []kilas.Warning
	if n := len(b.SourceOnly); n > 0 {
		out = append(out, kilas.Warning{Code: WarnUntranslated, Message: fmt.Sprintf("%d key sentences could not be translated and stand alone", n)})
	}
	for _, name := range by {
		if w, ok := translate.Gist(name); ok {
			out = append(out, w)
		}
	}
	return out
}

// noTranslator says why a brief is monolingual and what would change that.
func noTranslator(from, to kilas.Lang, err error) kilas.Warning {
	if from == undetermined {
		return kilas.Warning{Code: WarnNoTranslator, Message: "the language of the article is not known, so it can't be translated and the brief is monolingual"}
	}
	pair := fmt.Sprintf("%s to %s", langs.Name(from), langs.Name(to))
	if errors.Is(err, translate.ErrUnsupported) {
		return kilas.Warning{Code: WarnNoTranslator, Message: fmt.Sprintf(
			"nothing here translates %s, so the brief is monolingual; name a translator, for example --translator 'exec:COMMAND', or add a model: kilas models add %s", pair, strings.Join(translate.ModelPairs(from, to), " "))}
	}
	return kilas.Warning{Code: WarnTranslatorFailed, Message: fmt.Sprintf("the translation from %s failed, so the brief is monolingual: %v", pair, err)}
}

// undetermined is what BCP 47 calls a language that is not known.
const undetermined kilas.Lang = "und"

// known returns the tag of a language that may not be known.
func known(l kilas.Lang) kilas.Lang {
	if l == "" {
		return undetermined
	}
	return l
}

// numberOf returns the number in the brief of the article with an ID; the
// first one's when a summary of one article names none.
func numberOf(articles []kilas.Article, numbers []int, id string) int {
	for i, a := range articles {
		if id != "" && a.ID == id {
			return numbers[i]
		}
	}
	return numbers[0]
}
