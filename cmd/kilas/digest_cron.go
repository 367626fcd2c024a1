package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"
	"mvdan.cc/sh/v3/syntax"
)

// digestCron prints a crontab line and a systemd timer that run the digest with
// the options that it was given itself.
func digestCron(c *cli.Context, env environment) error {
	at := "06:30"
	if c.IsSet("at") {
		at = c.String("at")
	}
	clock, err := time.Parse("15:04", at)
	if err != nil {
		return usagef("write it as --at 06:30", "%q is no time of day", at)
	}
	st, err := load(c, env)
	if err != nil {
		return err
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	args, err := cronArguments(c, st)
	if err != nil {
		return err
	}
	words := append([]string{program, "digest", "run"}, args...)
	vars := cronEnvironment(env)
	shell, err := quoteAll(append(slices.Clone(vars), words...))
	if err != nil {
		return usagef("leave out what no shell can pass on", "%v", err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# cron: add this line with 'crontab -e'. Cron sends you what the digest writes.\n")
	fmt.Fprintf(&b, "%d %d * * * %s\n\n", clock.Minute(), clock.Hour(), strings.ReplaceAll(shell, "%", `\%`))
	fmt.Fprintf(&b, "# systemd: ~/.config/systemd/user/kilas-digest.service\n[Unit]\nDescription=News digest by kilas\n\n[Service]\nType=oneshot\n")
	for _, v := range vars {
		fmt.Fprintf(&b, "Environment=%s\n", systemdWord(v))
	}
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = systemdWord(w)
	}
	fmt.Fprintf(&b, "ExecStart=%s\nSuccessExitStatus=3 75\n\n", strings.Join(quoted, " "))
	fmt.Fprintf(&b, "# systemd: ~/.config/systemd/user/kilas-digest.timer, then\n# systemctl --user daemon-reload && systemctl --user enable --now kilas-digest.timer\n")
	fmt.Fprintf(&b, "[Unit]\nDescription=News digest by kilas, every day\n\n[Timer]\nOnCalendar=*-*-* %02d:%02d:00\nPersistent=true\nRandomizedDelaySec=5min\n\n[Install]\nWantedBy=timers.target\n", clock.Hour(), clock.Minute())
	_, err = fmt.Fprint(env.stdout, b.String())
	return err
}

// cronArguments are the options of this call, for a run that is started in
// another folder and knows no locale.
func cronArguments(c *cli.Context, st settings) ([]string, error) {
	var out []string
	add := func(name, value string) error {
		value, err := absolute(name, value)
		if err != nil {
			return err
		}
		out = append(out, "--"+name+"="+value)
		return nil
	}
	for _, f := range c.Command.Flags {
		name := f.Names()[0]
		if !c.IsSet(name) || slices.Contains([]string{"at", "now", "dry-run", "help"}, name) {
			continue
		}
		values := []string{fmt.Sprint(c.Value(name))}
		switch f.(type) {
		case *cli.BoolFlag:
			if c.Bool(name) {
				out = append(out, "--"+name)
			}
			continue
		case *cli.StringSliceFlag:
			values = c.StringSlice(name)
		}
		for _, v := range values {
			if err := add(name, v); err != nil {
				return nil, err
			}
		}
	}
	if !c.IsSet("to") && !c.IsSet("pair") && st.pair[0] == "" && st.to != "" {
		out = append(out, "--to="+string(st.to))
	}
	sent := c.IsSet("output") || c.IsSet("archive") || c.IsSet("mail") || len(st.digest.Output) > 0 || st.digest.Archive != "" || len(st.mail.To) > 0
	if !sent {
		home, err := os.UserHomeDir()
		if err != nil {
			return nil, fmt.Errorf("find your home folder: %w", err)
		}
		out = append(out, "--archive="+filepath.Join(home, "kilas"))
	}
	return out, nil
}

// absolute makes the value of an option that names a file one that holds in
// every folder.
func absolute(option, value string) (string, error) {
	pair := ""
	switch option {
	case "output", "archive", "config", "cookies":
	case "glossary":
		if name, file, ok := strings.Cut(value, "="); ok {
			pair, value = name+"=", file
		}
	case "catalog":
		if strings.Contains(value, "://") {
			return value, nil
		}
	default:
		return value, nil
	}
	if value == "-" {
		return value, nil
	}
	abs, err := filepath.Abs(value)
	return pair + abs, err
}

// cronEnvironment are the variables that say where kilas keeps things, which
// cron does not set.
func cronEnvironment(env environment) []string {
	var out []string
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"} {
		if v := env.getenv(name); v != "" {
			out = append(out, name+"="+v)
		}
	}
	return out
}

// quoteAll quotes words for a shell. The name of a variable that is set stays
// bare.
func quoteAll(words []string) (string, error) {
	out := make([]string, len(words))
	for i, w := range words {
		name := ""
		if n, value, ok := strings.Cut(w, "="); ok && strings.HasPrefix(n, "XDG_") {
			name, w = n+"=", value
		}
		quoted, err := syntax.Quote(w, syntax.LangPOSIX)
		if err != nil {
			return "", fmt.Errorf("%q: %w", w, err)
		}
		out[i] = name + quoted
	}
	return strings.Join(out, " "), nil
}

// systemdWord quotes a word for a systemd unit, see systemd.syntax(7).
func systemdWord(w string) string {
	w = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "%", "%%", "$", "$$").Replace(w)
	if strings.ContainsAny(w, " \t'\"{};") || w == "" {
		return `"` + w + `"`
	}
	return w
}
