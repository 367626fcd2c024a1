// Package translate turns sentences into sentences of another language, one
// for one. A [Backend] does the work; [Sentences] asks them in order, gives
// what the first can't do to the second, tries a doubtful translation again
// alone, brings back what a backend must not touch, and marks what stays
// doubtful. Start with Sentences and [NewExec].
//
// The package chooses no backend, reads no configuration and never splits
// text into sentences.
package translate

import (
	"context"
	"errors"

	"github.com/kilas-news/kilas"
)

// ErrUnsupported is returned by [Sentences] when no backend supports the
// language pair.
var ErrUnsupported = errors.New("no translator for this pair of languages")

// A Backend translates sentences, one for one: the result has as many texts
// as it was given sentences, and an empty text is a sentence that it could
// not do. When it fails midway, the texts that it has made, which may have
// cost money, come with the error, as many as sentences. Name is what a brief
// shows as the text's author, such as "exec:apertium -u eng-spa".
//
// Backends are safe for concurrent use.
type Backend interface {
	Name() string
	Supports(from, to kilas.Lang) bool
	Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error)
}

// Codes of the warnings on a [Translation].
const (
	WarnUntranslated = "untranslated"        // no backend could do it; Text is empty
	WarnRepeated     = "repeated-words"      // the same words again and again
	WarnLength       = "implausible-length"  // far longer or shorter than the sentence
	WarnCopied       = "copied-source"       // the sentence itself, not a translation
	WarnLanguage     = "wrong-language"      // not in the language asked for
	WarnLost         = "lost-token"          // an address, name or code is missing
	WarnFallback     = "translator-fallback" // an earlier backend failed
	WarnGlossary     = "glossary"            // a term of the glossary is not as it should be
)

// Translation is one sentence in the other language. By is the name of the
// backend that made Text, empty when Text is.
type Translation struct {
	Text     string
	By       string
	Warnings []kilas.Warning
}

// Sentences translates sentences with the first of the backends that can, one
// for one and in order. Sentences of white space stay as they are.
//
// A translation that is empty, repeats itself, is a copy of the sentence, is
// in the wrong language or far too long is tried once more alone, then by the next backend that
// supports the pair; if all are doubtful the first is kept with its warnings.
// When a backend fails, the next one takes over and its translations carry
// [WarnFallback]. Sentences that nothing could translate have an empty Text
// and [WarnUntranslated].
//
// The error is [ErrUnsupported] when no backend supports the pair, the
// context's error when it ended, and the backends' own when they translated
// nothing at all.
func Sentences(ctx context.Context, backends []Backend, from, to kilas.Lang, sentences []string) ([]Translation, error) {
	d := newDraft(from, to, sentences)
	supported := false
	for _, b := range backends {
		if len(d.open) == 0 { // nothing to find a backend for
			supported = supported || b.Supports(from, to)
			continue
		}
		b, err := backendFor(ctx, b, from, to)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			d.fail(err)
		}
		if b == nil {
			continue
		}
		supported = true
		if err := d.fill(ctx, b); err != nil {
			return nil, err
		}
	}
	if !supported && len(d.errs) == 0 {
		return nil, ErrUnsupported
	}
	return d.finish()
}

// Raw translates lines as they are: nothing is protected, judged or tried
// again. The first backend that supports the pair and doesn't fail does all.
// Errors are those of [Sentences].
func Raw(ctx context.Context, backends []Backend, from, to kilas.Lang, lines []string) ([]Translation, error) {
	errs := []error{}
	for _, b := range backends {
		b, err := backendFor(ctx, b, from, to)
		var texts []string
		if err == nil && b != nil {
			texts, err = translate(ctx, b, from, to, lines)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			errs = append(errs, err)
		}
		if err != nil || b == nil {
			continue
		}
		out := make([]Translation, len(texts))
		for i, text := range texts {
			out[i] = Translation{Text: text, By: b.Name()}
		}
		return out, nil
	}
	if len(errs) == 0 {
		return nil, ErrUnsupported
	}
	return nil, errors.Join(errs...)
}
