package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/summarize"
)

// doctorTimeout is how long doctor waits for a server.
const doctorTimeout = 5 * time.Second

// summarizer looks at what summarizes: whether it is there, where its key is,
// and whether its server answers. It returns what would see article text and
// is not this machine. No key_command is run.
func (d *diagnosis) summarizer(ctx context.Context, s *session) (receivers []string) {
	if s.summarizer == summarize.Name {
		d.add(true, "summarizer", "%s, built in", s.summarizer)
		return nil
	}
	if _, err := s.writer(); err != nil {
		d.add(false, "summarizer", "%v", err)
		return nil
	}
	receivers = []string{s.summarizer}
	spec, ok := llm.ParseSpec(s.summarizer)
	if !ok {
		d.add(true, "summarizer", "%s", s.summarizer)
		return receivers
	}
	spec.BaseURL = s.modelURL(spec.Provider)
	source := s.services.keyOf(string(spec.Provider))
	where, err := source.look(s.env)
	switch {
	case err != nil:
		d.add(false, "summarizer", "%s: %v", s.summarizer, err)
		return receivers
	case where == "":
		where = "no key"
	case exposes(spec.BaseURL) && isGeneral(where):
		where = fmt.Sprintf("no key, since %s is not sent in the clear (put it into %s for that)", where, source.variables[0])
	default:
		where = "key from " + where
	}
	if where == "key from key_command" {
		d.add(true, "summarizer", "%s at %s, %s; not asked, since that may ask you for a password", s.summarizer, spec.URL(), where)
		return receivers
	}
	probe := *s
	probe.services = s.services.withoutCommands()
	state, ok := probe.reach(ctx, spec)
	d.add(ok, "summarizer", "%s at %s, %s: %s", s.summarizer, spec.URL(), where, state)
	return receivers
}

// reach asks a model's server what it has.
func (s *session) reach(ctx context.Context, spec llm.Spec) (state string, ok bool) {
	client, err := s.languageModel(spec)
	if err != nil {
		return err.Error(), false
	}
	ctx, cancel := context.WithTimeout(ctx, doctorTimeout)
	defer cancel()
	models, err := client.Models(ctx)
	switch {
	case ctx.Err() != nil:
		return fmt.Sprintf("no answer within %v", doctorTimeout), false
	case err != nil:
		return err.Error(), false
	case len(models) > 0 && !slices.ContainsFunc(models, func(m string) bool { return m == spec.Model || strings.TrimSuffix(m, ":latest") == spec.Model }):
		return fmt.Sprintf("it answers, but its list of %d models lacks this one", len(models)), false
	}
	return "reachable", true
}
