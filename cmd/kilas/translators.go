package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/internal/store"
	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/models"
	"github.com/kilas-news/kilas/translate/nmt"
	"github.com/kilas-news/kilas/translate/nmt/builtin"
)

// Names of translators, as --translator and the configuration have them.
const (
	specExec     = "exec"
	specDeepL    = "deepl"
	specGoogle   = "google"
	specAzure    = "azure"
	specLibre    = "libretranslate"
	specApertium = "apertium"
	specNone     = "none"
	specsHint    = "a translator is deepl, google, azure, libretranslate:URL, apertium, apertium:URL (its HTTP service), openai:MODEL, anthropic:MODEL, exec:COMMAND, or none"
)

// maxMemoryBytes bounds the translation memory on disk.
const maxMemoryBytes = 256 << 20

// useTranslators gives the pipeline the backends, in the order in which they
// are asked: those that were named, and what they can't do the installed
// models, alone and in pairs, models that --auto-models adds, if none was
// named the services of the configuration, and the built-in models. Those that
// --align-with allows help to pair sentences, too. What it returns ends their
// use and is to be called.
func (s *session) useTranslators(ctx context.Context) (done func(), err error) {
	glossaries, err := s.readGlossaries()
	if err != nil {
		return func() {}, err
	}
	w := &wrapping{glossaries: glossaries, memory: func() *store.Memory { return nil }}
	done = func() {}
	if !s.noCache {
		w.memory, done = s.openMemory(ctx)
	}
	none := false
	var list translators
	for _, spec := range s.translators {
		if spec == specNone {
			none = true
			continue
		}
		b, err := s.translator(ctx, spec)
		if err != nil {
			return done, err
		}
		list.add(w.wrap(b, func() string { return s.versionOf(spec) }), s.services.local(spec))
	}
	if !none {
		s.standard(&list, w, len(list.all) == 0)
	}
	s.pipeline.Translators, s.pipeline.Aligners = list.all, list.alignWith(s.alignWith)
	return done, nil
}

// standard adds the backends that need no naming.
func (s *session) standard(list *translators, w *wrapping, withServices bool) {
	add := func(models []*translate.Neural, version func(*translate.Neural) string) {
		for _, n := range models {
			list.add(w.wrap(n, func() string { return version(n) }), true)
		}
	}
	models := s.localModels()
	add(models.installed, models.version)
	add(models.pivots, models.version)
	if s.autoModels && !s.offline {
		list.add(s.autoBackend(w, models), true)
	}
	if withServices && !s.offline {
		for _, name := range s.services.configured() {
			list.add(translate.NewFinder(name, func(ctx context.Context, _, _ kilas.Lang) (translate.Backend, error) {
				b, err := s.translator(ctx, name)
				if err != nil {
					return nil, err
				}
				return w.wrap(b, func() string { return s.versionOf(name) }), nil
			}), s.services.local(name))
		}
	}
	add(models.builtin, models.version)
	add(models.builtinPivots, models.version)
}

// localModels are the models of this machine, and what two of them do by way
// of English.
type localModels struct {
	installed, pivots, builtin, builtinPivots []*translate.Neural

	versions map[string]string // by the models' names
}

// version tells a model from others of its name, or two models.
func (l localModels) version(n *translate.Neural) string {
	var out []string
	for _, name := range n.Models() {
		out = append(out, l.versions[name])
	}
	return translate.NeuralRevision + ":" + strings.Join(out, "+")
}

// localModels finds the models. Damaged ones are left out with a warning.
func (s *session) localModels() localModels {
	list, err := modelStore().List()
	if err != nil {
		s.warn("", []kilas.Warning{{Code: "damaged-model", Message: err.Error() + "; 'kilas models verify' says more"}})
	}
	l := localModels{builtin: translate.Builtin(), versions: make(map[string]string)}
	for _, m := range list {
		n := neural(m)
		l.installed = append(l.installed, n)
		l.versions[n.Name()] = m.Version()
	}
	for _, n := range l.builtin {
		l.versions[n.Name()] = builtin.Version
	}
	l.pivots = translate.Pivots(l.installed)
	all := append(append([]*translate.Neural{}, l.installed...), l.builtin...)
	for _, p := range translate.Pivots(all) {
		if _, gist := translate.Gist(p.Name()); gist {
			l.builtinPivots = append(l.builtinPivots, p)
		}
	}
	return l
}

// pivot is two models that make one direction.
type pivot struct {
	pair   models.Pair
	models string
}

// allPivots lists what two models do together, the installed ones first.
func (l localModels) allPivots() []pivot {
	var out []pivot
	for _, n := range append(append([]*translate.Neural{}, l.pivots...), l.builtinPivots...) {
		from, to := n.Pair()
		out = append(out, pivot{models.Pair{From: from, To: to}, n.Name()})
	}
	return out
}

// neural is the backend of an installed model.
func neural(m models.Model) *translate.Neural {
	return translate.NewNeural("nmt:"+m.Pair.String(), m.Pair.From, m.Pair.To, m.Files, nmt.Options{SpaceParts: true})
}

// translator makes one backend.
func (s *session) translator(ctx context.Context, spec string) (translate.Backend, error) {
	kind, rest, _ := strings.Cut(spec, ":")
	if model, ok := llm.ParseSpec(spec); ok {
		client, err := s.languageModel(model)
		if err != nil {
			return nil, err
		}
		return translate.NewLanguageModel(client, s.services.model(model.Provider).MaxOutputTokens), nil
	}
	switch kind {
	case specExec:
		b, err := translate.NewExec(rest)
		if err != nil {
			return nil, usagef("the command must be installed; it reads lines and writes as many, and no shell runs it, so that it has no pipes", "translator %s: %v", spec, err)
		}
		return b, nil
	case specApertium:
		if rest == "" && s.services.section(kind).URL == "" {
			b, err := translate.NewApertium(ctx)
			if err != nil {
				return nil, usagef("install it with its pairs, or name its HTTP service: apertium:http://localhost:2737", "translator %s: %v", spec, err)
			}
			return b, nil
		}
		return s.service(ctx, kind, rest)
	case specDeepL, specGoogle, specAzure, specLibre:
		return s.service(ctx, kind, rest)
	case string(llm.OpenAI), string(llm.Anthropic):
		return nil, usagef("for example "+kind+":NAME-OF-THE-MODEL", "translator %s needs the name of a model", kind)
	}
	return nil, usagef(specsHint, "unknown translator %q", spec)
}

// wrapping is what goes around every backend.
type wrapping struct {
	glossaries *translate.Glossaries
	memory     func() *store.Memory
}

// wrap gives a backend the glossaries and the memory. Version tells apart what
// its name does not; it may be nil.
func (w *wrapping) wrap(b translate.Backend, version func() string) translate.Backend {
	return translate.Remember(translate.WithGlossaries(b, w.glossaries), version, w.memory)
}

// openMemory returns the translation memory, which is opened when it is first
// asked for, and what closes it. Without it translators work all the same.
func (s *session) openMemory(ctx context.Context) (memory func() *store.Memory, done func()) {
	var mu sync.Mutex
	var opened *store.Memory
	tried := false
	memory = func() *store.Memory {
		mu.Lock()
		defer mu.Unlock()
		if tried {
			return opened
		}
		tried = true
		m, err := store.OpenMemory(ctx, filepath.Join(cacheDir(), "translations.db"), maxMemoryBytes)
		switch {
		case err == nil:
			opened = m
		case s.verbose && !errors.Is(err, context.Canceled):
			_, _ = fmt.Fprintf(s.env.stderr, "kilas: warning: no translation memory: %s\n", oneLine(err.Error()))
		}
		return opened
	}
	return memory, func() {
		mu.Lock()
		defer mu.Unlock()
		if tried = true; opened != nil {
			_ = opened.Close() // a cache: what is lost can be made again
		}
	}
}
