package main

import (
	"strings"

	"github.com/kilas-news/kilas/translate"
)

// translators makes the backends that were asked for, in their order, and
// after them the built-in models, which take what the others can't do.
func translators(s settings) ([]translate.Backend, error) {
	var out []translate.Backend
	for _, spec := range s.translators {
		kind, rest, _ := strings.Cut(spec, ":")
		switch kind {
		case "exec":
			b, err := translate.NewExec(rest)
			if err != nil {
				return nil, usagef("the command must be installed; it reads lines and writes as many", "translator %s: %v", spec, err)
			}
			out = append(out, b)
		case "none":
			return out, nil
		default:
			return nil, usagef("a translator is exec:COMMAND, or none", "unknown translator %q", spec)
		}
	}
	for _, b := range translate.Builtin() {
		out = append(out, b)
	}
	return out, nil
}
