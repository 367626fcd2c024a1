package main

import (
	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/translate"
)

// Which translators help to pair the sentences of two articles. Both articles
// are quoted, so that whoever translates one for that sees, and may charge for,
// what nobody asked to have translated.
const (
	alignWithLocal = "local" // those that are known to keep text on this machine
	alignWithAll   = "all"
	alignWithNone  = "none"
)

func alignWithFlag() cli.Flag {
	return &cli.StringFlag{Name: "align-with", EnvVars: []string{"KILAS_ALIGN_WITH"},
		Usage: "let translations by WHICH translators help to pair what two articles say: `WHICH` is local (installed models, apertium), all or none (default: local)"}
}

// alignWith is the setting of a run. A command that does nothing but align has
// named its translators for that.
func alignWith(c *cli.Context, cfg config) (string, error) {
	standard := alignWithLocal
	if c.Command.Name == "align" && c.IsSet("translator") {
		standard = alignWithAll
	}
	which := pick(c.IsSet("align-with"), c.String("align-with"), cfg.AlignWith, standard)
	switch which {
	case alignWithLocal, alignWithAll, alignWithNone:
		return which, nil
	}
	return "", usagef("one of local, all, none", "align-with: %q is no choice of translators", which)
}

// translators are backends in the order in which they are asked.
type translators struct{ all, local []translate.Backend }

// add adds a backend; a local one is known to keep text on this machine.
func (l *translators) add(b translate.Backend, local bool) {
	l.all = append(l.all, b)
	if local {
		l.local = append(l.local, b)
	}
}

// alignWith returns the backends that help to pair sentences.
func (l *translators) alignWith(which string) []translate.Backend {
	switch which {
	case alignWithAll:
		return l.all
	case alignWithLocal:
		return l.local
	}
	return nil
}
