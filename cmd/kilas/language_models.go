package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/llm"
)

// languageModel makes the client of a language model, which may be one of any
// server that speaks the provider's API.
func (s *session) languageModel(spec llm.Spec) (*llm.Client, error) {
	name := string(spec.Provider)
	if s.offline {
		return nil, usagef("leave --offline or the model out", "%s needs the network", spec.Name())
	}
	opt := llm.Options{}
	if s.use != nil {
		opt.Budget, opt.Cache, opt.Progress = s.use.budget, s.use.cache, s.use.progress.show
	}
	if timeout := s.services.model(spec.Provider).Timeout; timeout != "" {
		d, err := time.ParseDuration(timeout)
		if err != nil || d <= 0 {
			return nil, usagef("write it as 30s, 2m or 1h", "timeout %q under [%s] is no duration", timeout, name)
		}
		opt.Timeout = d
	}
	spec.BaseURL = s.modelURL(spec.Provider)
	if where, err := s.services.keyOf(name).look(s.env); err != nil {
		return nil, usagef("", "%s: %v", spec.Name(), err)
	} else if where == "" && spec.BaseURL == "" {
		return nil, usagef(fmt.Sprintf("put it into %s, or name a key_file, a key_command or the base_url of another server under [%s] in the configuration", serviceKeys[name][1], name),
			"%s needs a key", spec.Name())
	}
	spec.Key = func(ctx context.Context) (string, error) {
		key, where, err := s.services.keyOf(name).find(ctx, s.env)
		if exposes(spec.BaseURL) && isGeneral(where) {
			return "", nil
		}
		return key, err
	}
	client, err := llm.New(spec, opt)
	if err != nil {
		return nil, usagef(fmt.Sprintf("see base_url under [%s] in the configuration, or %s_BASE_URL", name, strings.ToUpper(name)), "%v", err)
	}
	return client, nil
}

// modelURL is where a provider's models answer: what is said for kilas goes
// before what is said for all programs. "" is the provider's own server.
func (s *session) modelURL(p llm.Provider) string {
	name := strings.ToUpper(string(p))
	for _, u := range []string{s.env.getenv("KILAS_" + name + "_BASE_URL"), s.services.section(string(p)).URL, s.env.getenv(name + "_BASE_URL")} {
		if u != "" {
			return u
		}
	}
	return ""
}

// exposes reports whether an address would carry a key in the clear over a
// network. The key that the user has for the provider itself doesn't go there;
// one that is kept for kilas does.
func exposes(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback())
}

// isGeneral reports whether a key is from a variable that all programs read.
func isGeneral(where string) bool {
	return strings.ToUpper(where) == where && !strings.HasPrefix(where, ownPrefix)
}
