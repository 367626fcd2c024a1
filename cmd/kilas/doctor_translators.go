package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/kilas-news/kilas/internal/llm"
)

// translators looks at all that translates, in the order in which it is asked,
// and at the glossaries. It returns what would see article text and is not
// this machine. Nothing is asked over the network, and no key_command is run.
func (d *diagnosis) translators(ctx context.Context, s *session) (receivers []string) {
	named := 0
	for _, spec := range s.translators {
		if spec == specNone {
			continue
		}
		named++
		if d.translator(ctx, s, spec, "named") && !s.services.local(spec) {
			receivers = append(receivers, spec)
		}
	}
	if installed, err := modelStore().List(); err != nil {
		d.add(false, "translation", "%v; 'kilas models add' installs it anew", err)
	} else {
		for _, m := range installed {
			d.add(true, "translation", "nmt:%s, installed", m.Pair)
		}
	}
	silent := *s // damaged models have been told
	silent.quiet = true
	models := silent.localModels()
	for _, n := range models.pivots {
		d.add(true, "translation", "%s, by way of English", n.Name())
	}
	if named == 0 && !s.offline {
		for _, name := range s.services.configured() {
			if d.translator(ctx, s, name, "configured") && !s.services.local(name) {
				receivers = append(receivers, name)
			}
		}
	}
	for _, n := range models.builtin {
		d.add(true, "translation", "%s, built in (gist quality)", n.Name())
	}
	for _, n := range models.builtinPivots {
		d.add(true, "translation", "%s, by way of English (gist quality)", n.Name())
	}
	d.glossaries(s)
	return receivers
}

// translator reports on one translator: whether it is there, and where its
// key is.
func (d *diagnosis) translator(ctx context.Context, s *session, spec, why string) bool {
	name, _, _ := strings.Cut(spec, ":")
	key := ""
	if source := s.services.keyOf(name); len(source.variables) > 0 {
		where, err := source.look(s.env)
		if err != nil {
			d.add(false, "translator", "%s: %v", spec, err)
			return false
		}
		if key = "no key"; where != "" {
			key = "key from " + where
		}
	}
	// Without its key_command, which may ask the user for a password.
	probe := *s
	probe.services = s.services.withoutCommands()
	if _, err := probe.translator(ctx, spec); err != nil && !strings.HasSuffix(key, "key_command") {
		d.add(false, "translator", "%s: %v", spec, err)
		return false
	}
	if _, ok := llm.ParseSpec(spec); ok && key == "no key" {
		key = "no key, which will do for a server of one's own"
	}
	text := spec + ", " + why
	if key != "" {
		text += ", " + key
	}
	d.add(true, "translator", "%s", text)
	return true
}

func (d *diagnosis) glossaries(s *session) {
	files, err := s.glossaryFiles()
	if err == nil {
		_, err = s.readGlossaries()
	}
	if err != nil {
		d.add(false, "glossary", "%v", err)
		return
	}
	for _, f := range files {
		d.add(true, "glossary", "%s", fmt.Sprintf("%s, for %s", f.path, f.pair))
	}
}
