package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/fetch/browser"
	"github.com/kilas-news/kilas/langs"
)

func doctorCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:  "doctor",
		Usage: "what works here, what is missing, and who would see article text",
		Flags: common(append(translatorFlags(), toFlag(), summarizerFlag(), noCacheFlag())...),
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
	receivers := d.summarizer(c.Context, &session{settings: s, env: env})
	d.add(true, "alignment", "built in, with a dictionary for Indonesian and English, and small ones for eleven more")
	receivers = append(receivers, d.translators(c.Context, &session{settings: s, env: env})...)
	if b, err := browser.Find(""); err == nil {
		d.add(true, "browser", "%s, used with --browser", b.Path)
	} else {
		d.add(true, "browser", "none; pages that need scripts can't be read")
	}
	keeps := s.cacheBytes > 0 && !s.noCache
	if err := writable(cacheDir()); keeps && err != nil {
		d.add(false, "cache", "nothing can be kept in %s: %v; set XDG_CACHE_HOME to a folder that you may write to", cacheDir(), cause(err))
	} else if keeps {
		d.add(true, "cache", "pages are kept in %s, up to %s; 'kilas cache info' says more", cacheDir(), humanize.Bytes(s.cacheBytes))
	} else {
		d.add(true, "cache", "off: no pages are kept")
	}
	d.digest(c.Context, s)
	switch {
	case s.offline:
		d.add(true, "network", "off: no connection is opened")
	default:
		d.add(true, "network", "used for the URLs that you name")
	}
	if s.autoModels {
		d.add(true, "models", "absent ones are downloaded when they are needed (auto_models)")
	}
	if len(receivers) == 0 {
		d.add(true, "article text", "stays on this machine")
	} else {
		d.add(true, "article text", "goes to %s", strings.Join(receivers, ", "))
	}
	return d
}
