package translate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/translate/nmt"
	"github.com/kilas-news/kilas/translate/nmt/builtin"
)

// BuiltinPrefix begins the names of the backends whose models are part of the
// program. Their translations are of gist quality, and wherever they are
// shown that must be said.
const BuiltinPrefix = "nmt:builtin-"

// WarnGist is the code of the warning on what the built-in models translated.
const WarnGist = "gist-translation"

// Gist returns the warning that translations by the named backend need, and
// whether they need one: those of the built-in models do, also where one is a
// stage of two.
func Gist(by string) (kilas.Warning, bool) {
	if !strings.HasPrefix(by, BuiltinPrefix) && !strings.Contains(by, stageSign+strings.TrimPrefix(BuiltinPrefix, neuralPrefix)) {
		return kilas.Warning{}, false
	}
	return kilas.Warning{Code: WarnGist, Message: "translated by the small built-in model: good for the gist, not for quoting"}, true
}

// NeuralRevision tells what is done with the models' translations apart from
// what was done before, for whoever keeps them.
const NeuralRevision = "2"

const (
	neuralPrefix = "nmt:" // of the names of all backends of this kind
	stageSign    = "+"    // between the models of a pivot
)

// Neural is a Backend that runs a model of package nmt for one language pair,
// or two models by way of a third language. A model is loaded when it is first
// needed. It keeps to glossaries by mending its translations, and puts right
// the names, figures and words that it got wrong, see [restore].
type Neural struct {
	name     string
	from, to kilas.Lang
	stages   []func() (nmt.Stage, error) // one or two
	small    bool                        // headlines get a full stop, and repeats are taken out
}

// NewNeural returns a backend for a model; files is called once, when the
// first sentence is to be translated.
func NewNeural(name string, from, to kilas.Lang, files func() (nmt.Files, error), opt nmt.Options) *Neural {
	return &Neural{name: name, from: from, to: to, stages: []func() (nmt.Stage, error){sync.OnceValues(func() (nmt.Stage, error) {
		f, err := files()
		if err != nil {
			return nmt.Stage{}, err
		}
		m, err := nmt.Load(f)
		return nmt.Stage{Model: m, Options: opt}, err
	})}}
}

// NewPivot returns a backend that translates with first and what that makes
// with second. Its name has those of both. It shares their models.
func NewPivot(first, second *Neural) *Neural {
	return &Neural{
		name: first.name + stageSign + strings.TrimPrefix(second.name, neuralPrefix),
		from: first.from, to: second.to,
		stages: []func() (nmt.Stage, error){first.stages[0], second.stages[0]},
	}
}

// English is the language that all public models lead into or out of.
const English kilas.Lang = "en"

// ModelPairs names the models that a pair of languages needs, such as "ms-en"
// and "en-id": two when neither language is English.
func ModelPairs(from, to kilas.Lang) []string {
	name := func(from, to kilas.Lang) string { return string(from) + "-" + string(to) }
	if from == English || to == English {
		return []string{name(from, to)}
	}
	return []string{name(from, English), name(English, to)}
}

// Pivots returns backends for the pairs that none of the given ones does by
// itself, each by way of English; the earlier of several is taken.
func Pivots(direct []*Neural) []*Neural {
	var out []*Neural
	has := func(list []*Neural, from, to kilas.Lang) bool {
		return slices.ContainsFunc(list, func(n *Neural) bool { return n.Supports(from, to) })
	}
	for _, first := range direct {
		for _, second := range direct {
			if first.to == English && second.from == English && first.from != second.to &&
				!has(direct, first.from, second.to) && !has(out, first.from, second.to) {
				out = append(out, NewPivot(first, second))
			}
		}
	}
	return out
}

// builtinBeam is how many translations of a sentence the built-in models
// follow. On FLORES dev, one had BLEU 25.5 and 29.2 (Indonesian to English and
// back), four have 25.9 and 29.7; more cost time and gain little.
const builtinBeam = 4

// Builtin returns the backends whose models are part of the program.
func Builtin() []*Neural {
	var out []*Neural
	for _, p := range builtin.Pairs() {
		n := NewNeural(fmt.Sprintf("%s%s-%s", BuiltinPrefix, p.From, p.To), p.From, p.To, p.Files, nmt.Options{Beam: builtinBeam, SpaceParts: true})
		n.small = true
		out = append(out, n)
	}
	return out
}

// Name returns "nmt:" and the model's name, or both models' with a plus sign.
func (n *Neural) Name() string { return n.name }

// Pair returns the languages.
func (n *Neural) Pair() (from, to kilas.Lang) { return n.from, n.to }

// Models returns the names of the models, in the order in which they are used.
func (n *Neural) Models() []string {
	first, second, ok := strings.Cut(n.name, stageSign)
	if !ok {
		return []string{n.name}
	}
	return []string{first, neuralPrefix + second}
}

// Supports reports whether the model goes from one language to the other.
func (n *Neural) Supports(from, to kilas.Lang) bool { return from == n.from && to == n.to }

// Translate translates the sentences, each by itself.
func (n *Neural) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	if !n.Supports(from, to) {
		return nil, fmt.Errorf("%w: %s to %s", ErrUnsupported, from, to)
	}
	return n.TranslateTerms(ctx, nil, sentences)
}

// TranslateTerms translates the sentences and puts the translations of terms
// in the place of what their words became, as far as the alignment tells it.
func (n *Neural) TranslateTerms(ctx context.Context, g *Glossary, sentences []string) ([]string, error) {
	whole := n.finished(sentences)
	results, err := n.results(ctx, whole)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(results))
	for i, r := range results {
		out[i] = n.text(g, sentences[i], whole[i], r)
	}
	if n.small {
		return out, n.choose(ctx, g, sentences, whole, out)
	}
	return out, nil
}

// text is a model's translation as it is given to the user. Whole is the
// sentence as the model saw it.
func (n *Neural) text(g *Glossary, sentence, whole string, r nmt.Result) string {
	edits := append(g.mend(whole, r), restore(n.from, n.to, whole, r)...)
	text := unfinished(sentence, whole, apply(n.to, r.Text, edits))
	if n.small {
		return withoutRepeats(sentence, text)
	}
	return text
}

func (n *Neural) results(ctx context.Context, sentences []string) ([]nmt.Result, error) {
	stages := make([]nmt.Stage, len(n.stages))
	for i, load := range n.stages {
		var err error
		if stages[i], err = load(); err != nil {
			return nil, err
		}
	}
	if len(stages) == 2 {
		return nmt.Pivot(ctx, stages[0], stages[1], sentences)
	}
	return stages[0].Model.TranslateWith(ctx, sentences, stages[0].Options)
}
