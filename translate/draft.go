package translate

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// maxVainRetries ends the trying again alone with one backend after so many
// sentences in a row that it did not help.
const maxVainRetries = 8

// draft is the work of one call of [Sentences]. open holds the indexes of the
// sentences that still want a good translation, in order.
type draft struct {
	from, to  kilas.Lang
	detector  *langs.Detector
	sentences []string
	results   []Translation
	doubts    []int // suspicions about each result
	open      []int
	failures  []kilas.Warning
	errs      []error
}

func newDraft(from, to kilas.Lang, sentences []string) *draft {
	d := &draft{from: from, to: to, detector: langs.NewDetector(), sentences: sentences, results: make([]Translation, len(sentences)), doubts: make([]int, len(sentences))}
	for i, s := range sentences {
		if strings.TrimSpace(s) == "" {
			d.results[i].Text = s
		} else {
			d.open = append(d.open, i)
		}
	}
	return d
}

// fill lets b translate the open sentences. Only the end of the context is an
// error; a failure of b is kept for later.
func (d *draft) fill(ctx context.Context, b Backend) error {
	texts, failed := d.ask(ctx, b, d.open)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if failed != nil {
		defer d.fail(failed) // at the end: what b did before is no fallback
	}
	open, vain := []int{}, 0
	for k, i := range d.open {
		warnings := suspicions(d.detector, d.from, d.to, d.sentences[i], texts[k])
		if len(warnings) > 0 && failed == nil && vain < maxVainRetries && len(d.open) > 1 {
			again, err := d.ask(ctx, b, []int{i})
			if ctx.Err() != nil {
				return ctx.Err()
			}
			vain++
			if err == nil {
				if w := suspicions(d.detector, d.from, d.to, d.sentences[i], again[0]); len(w) < len(warnings) {
					texts[k], warnings, vain = again[0], w, 0
				}
			}
		}
		if d.keep(i, Translation{Text: texts[k], By: b.Name(), Warnings: warnings}, glossaryOf(b, d.from, d.to)); len(warnings) > 0 {
			open = append(open, i)
		}
	}
	d.open = open
	return nil
}

// fail notes that a backend failed, for the translations by later ones.
func (d *draft) fail(err error) {
	d.errs = append(d.errs, err)
	d.failures = append(d.failures, kilas.Warning{Code: WarnFallback, Message: err.Error()})
}

// ask translates the sentences at the given indexes with what must survive
// protected. There is a text for each, also beside an error.
func (d *draft) ask(ctx context.Context, b Backend, indexes []int) ([]string, error) {
	batch := make([]string, len(indexes))
	for k, i := range indexes {
		batch[k] = d.sentences[i]
	}
	return protected(batch, func(texts []string) ([]string, error) {
		return translate(ctx, b, d.from, d.to, texts)
	})
}

// keep stores a translation unless an earlier one is at least as good. It
// says where it departs from the glossary, and which backends failed before
// this one.
func (d *draft) keep(i int, t Translation, g *Glossary) {
	if strings.TrimSpace(t.Text) == "" {
		return
	}
	if d.results[i].Text != "" && d.doubts[i] <= len(t.Warnings) {
		return
	}
	d.doubts[i] = len(t.Warnings)
	t.Warnings = append(t.Warnings, g.missed(d.sentences[i], t.Text)...)
	t.Warnings = append(t.Warnings, d.failures...)
	d.results[i] = t
}

// finish marks what is missing.
func (d *draft) finish() ([]Translation, error) {
	done, missing := 0, 0
	for i, s := range d.sentences {
		r := &d.results[i]
		switch {
		case strings.TrimSpace(s) == "":
		case r.Text == "":
			missing++
			r.Warnings = append(r.Warnings, kilas.Warning{Code: WarnUntranslated, Message: "no translator could do this sentence"})
			r.Warnings = append(r.Warnings, d.failures...)
		default:
			done++
		}
	}
	if done == 0 && missing > 0 {
		if len(d.errs) == 0 {
			d.errs = append(d.errs, errors.New("the translators returned empty texts"))
		}
		return nil, errors.Join(d.errs...)
	}
	return d.results, nil
}

// translate calls b and names it in its error.
func translate(ctx context.Context, b Backend, from, to kilas.Lang, sentences []string) ([]string, error) {
	texts, err := b.Translate(ctx, from, to, sentences)
	texts, err = oneForOne(texts, err, len(sentences))
	switch {
	case err == nil:
		return texts, nil
	case strings.HasPrefix(err.Error(), b.Name()+": "):
		return texts, fmt.Errorf("translate with %w", err)
	}
	return texts, fmt.Errorf("translate with %s: %w", b.Name(), err)
}

// oneForOne holds a backend to its promise of one text for each sentence, also
// beside an error.
func oneForOne(texts []string, err error, sentences int) ([]string, error) {
	if len(texts) == sentences {
		return texts, err
	}
	if err == nil {
		err = fmt.Errorf("%d texts for %d sentences", len(texts), sentences)
	}
	return make([]string, sentences), err
}
