package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/fetch/browser"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate"
)

func doctorCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:  "doctor",
		Usage: "what works here, what is missing, and who would see article text",
		Flags: common(toFlag(), translatorFlag()),
		Action: func(c *cli.Context) error {
			s, err := load(c, env)
			if err != nil {
				return err
			}
			d := diagnose(c, env, s)
			if _, err := fmt.Fprint(env.stdout, d.String()); err != nil {
				return err
			}
			if d.missing > 0 {
				return errShort
			}
			return nil
		},
	}
}

// diagnosis is what doctor found, a line for each thing looked at.
type diagnosis struct {
	strings.Builder
	missing int
}

func (d *diagnosis) add(ok bool, name, format string, args ...any) {
	mark := "ok     "
	if !ok {
		mark = "missing"
		d.missing++
	}
	fmt.Fprintf(d, "%s  %-16s %s\n", mark, name, fmt.Sprintf(format, args...))
}

func diagnose(c *cli.Context, env environment, s settings) *diagnosis {
	d := &diagnosis{}
	path, _ := configPath(c)
	state := path
	if _, err := os.Stat(path); err != nil {
		state += " (not there, defaults hold; 'kilas config init' writes it)"
	}
	d.add(true, "configuration", "%s", state)
	to := s.to
	if to == "" {
		to = "en"
	}
	d.add(true, "your language", "%s (%s)", to, langs.Name(to))
	d.add(true, "detection", "built in")
	d.add(true, "summarizer", "%s, built in", s.summarizer)
	d.add(true, "alignment", "built in, with a dictionary for Indonesian and English, and small ones for eleven more")
	installed, err := modelStore().List()
	for _, m := range installed {
		d.add(true, "translation", "nmt:%s, installed", m.Pair)
	}
	if err != nil {
		d.add(false, "translation", "%v; 'kilas models add' installs it anew", err)
	}
	for _, b := range translate.Builtin() {
		d.add(true, "translation", "%s, built in (gist quality)", b.Name())
	}
	var receivers []string
	for _, spec := range s.translators {
		if spec == specNone {
			continue
		}
		if _, err := (&session{settings: s, env: env}).translator(spec); err != nil {
			d.add(false, "translator", "%s: %v", spec, err)
			continue
		}
		d.add(true, "translator", "%s", spec)
		receivers = append(receivers, spec)
	}
	if b, err := browser.Find(""); err == nil {
		d.add(true, "browser", "%s, used with --browser", b.Path)
	} else {
		d.add(true, "browser", "none; pages that need scripts can't be read")
	}
	switch {
	case s.offline:
		d.add(true, "network", "off: no connection is opened")
	default:
		d.add(true, "network", "used for the URLs that you name")
	}
	if len(receivers) == 0 {
		d.add(true, "article text", "stays on this machine")
	} else {
		d.add(true, "article text", "goes to %s", strings.Join(receivers, ", "))
	}
	return d
}
