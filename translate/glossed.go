package translate

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
)

// termBackend is a backend that keeps to a glossary by itself.
type termBackend interface {
	Backend
	TranslateTerms(ctx context.Context, g *Glossary, sentences []string) ([]string, error)
}

// glossed is a backend that knows of glossaries.
type glossed interface {
	Backend
	glossary(from, to kilas.Lang) *Glossary
}

// Glossed is a [Backend] that keeps to glossaries as well as the backend below
// it can. [Sentences] marks its translations that don't with [WarnGlossary].
type Glossed struct {
	Backend
	glossaries *Glossaries
}

// WithGlossaries returns b with glossaries, which may be nil.
func WithGlossaries(b Backend, g *Glossaries) *Glossed { return &Glossed{b, g} }

// Translate translates, with the terms where the backend takes them.
func (g *Glossed) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	own := g.glossary(from, to)
	if b, ok := g.Backend.(termBackend); ok && slices.ContainsFunc(sentences, func(s string) bool { return len(own.find(s)) > 0 }) {
		return b.TranslateTerms(ctx, own, sentences)
	}
	return g.Backend.Translate(ctx, from, to, sentences)
}

func (g *Glossed) glossary(from, to kilas.Lang) *Glossary { return g.glossaries.For(from, to) }

// glossaryOf returns the glossary that a backend's translations are to keep to,
// nil for none.
func glossaryOf(b Backend, from, to kilas.Lang) *Glossary {
	if g, ok := b.(glossed); ok {
		return g.glossary(from, to)
	}
	return nil
}

// missed warns of the terms in a sentence whose translation the text lacks.
func (g *Glossary) missed(sentence, text string) []kilas.Warning {
	var list []string
	for _, o := range g.find(sentence) {
		said := fmt.Sprintf("%q as %q", o.term.Source, o.term.Target)
		if !renders(g.To, text, o.term) && !slices.Contains(list, said) {
			list = append(list, said)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return []kilas.Warning{{Code: WarnGlossary, Message: "the glossary wants " + strings.Join(list, ", ")}}
}

func sortOccurrences(list []occurrence) {
	slices.SortFunc(list, func(a, b occurrence) int { return cmp.Compare(a.start, b.start) })
}

func anyTaken(taken []bool) bool { return slices.Contains(taken, true) }
