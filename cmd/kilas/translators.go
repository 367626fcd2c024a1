package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/nmt"
)

// Specifications of translators, as --translator and the configuration have
// them.
const (
	specExec    = "exec"
	specLibre   = "libretranslate"
	specAPY     = "apertium"
	specNone    = "none"
	specsHint   = "a translator is exec:COMMAND, libretranslate:URL, apertium:URL (its HTTP service), or none"
	libreKeyEnv = "KILAS_LIBRETRANSLATE_KEY"
)

// maxMemoryBytes bounds the translation memory on disk.
const maxMemoryBytes = 256 << 20

// useTranslators gives the pipeline the backends that were asked for, in
// their order, after them the installed models and then the built-in ones,
// which take what the others can't do. What it returns ends their use and is to be called.
func (s *session) useTranslators(ctx context.Context) (done func(), err error) {
	done = func() {}
	builtin := true
	var asked []translate.Backend
	for _, spec := range s.translators {
		if spec == specNone {
			builtin = false
			continue
		}
		b, err := s.translator(spec)
		if err != nil {
			return done, err
		}
		asked = append(asked, b)
	}
	if len(asked) > 0 && !s.noCache {
		asked, done = s.remember(ctx, asked)
	}
	s.pipeline.Translators = asked
	if builtin {
		s.pipeline.Translators = append(s.pipeline.Translators, s.installed()...)
		for _, b := range translate.Builtin() {
			s.pipeline.Translators = append(s.pipeline.Translators, b)
		}
	}
	return done, nil
}

// installed returns the backends of the installed models. Damaged ones are
// left out with a warning.
func (s *session) installed() []translate.Backend {
	list, err := modelStore().List()
	if err != nil {
		s.warn("", []kilas.Warning{{Code: "damaged-model", Message: err.Error() + "; 'kilas models verify' says more"}})
	}
	var out []translate.Backend
	for _, m := range list {
		out = append(out, translate.NewNeural("nmt:"+m.Pair.String(), m.Pair.From, m.Pair.To, m.Files, nmt.Options{SpaceParts: true}))
	}
	return out
}

// translator makes one backend.
func (s *session) translator(spec string) (translate.Backend, error) {
	kind, rest, _ := strings.Cut(spec, ":")
	switch {
	case kind == specExec:
		b, err := translate.NewExec(rest)
		if err != nil {
			return nil, usagef("the command must be installed; it reads lines and writes as many", "translator %s: %v", spec, err)
		}
		return b, nil
	case kind != specLibre && kind != specAPY:
		return nil, usagef(specsHint, "unknown translator %q", spec)
	case !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://"):
		return nil, usagef("for example "+kind+":http://localhost:5000", "translator %s needs the address of its service", kind)
	case s.offline:
		return nil, usagef("leave --offline or the translator out", "translator %s needs the network", spec)
	case kind == specLibre:
		return translate.NewLibreTranslate(translate.Service{URL: rest, Key: s.env.getenv(libreKeyEnv)}), nil
	}
	return translate.NewApertiumAPY(translate.Service{URL: rest}), nil
}

// remember puts the translation memory before the backends. Without it they
// work all the same.
func (s *session) remember(ctx context.Context, backends []translate.Backend) ([]translate.Backend, func()) {
	path := filepath.Join(cacheDir(), "translations.db")
	memory, err := store.OpenMemory(ctx, path, maxMemoryBytes)
	if err != nil {
		if s.verbose && !errors.Is(err, context.Canceled) {
			_, _ = fmt.Fprintf(s.env.stderr, "kilas: warning: no translation memory: %s\n", oneLine(err.Error()))
		}
		return backends, func() {}
	}
	out := make([]translate.Backend, len(backends))
	for i, b := range backends {
		out[i] = translate.Remember(b, "", memory)
	}
	return out, func() { _ = memory.Close() } // a cache: what is lost can be made again
}
