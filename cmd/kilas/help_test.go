package main

import (
	"strings"
	"testing"

	"github.com/urfave/cli/v2"
)

// The help of every command fits a terminal of 80 columns, with all its options.
func TestHelpFits(t *testing.T) {
	t.Parallel()
	var check func(c *cli.Command)
	check = func(c *cli.Command) {
		text := helpTemplate(c, 80)
		for line := range strings.Lines(text) {
			if n := len(strings.TrimSuffix(line, "\n")); n > 80 && !strings.Contains(line, "{{") {
				t.Errorf("%s: %d columns: %s", c.Name, n, line)
			}
		}
		for _, f := range c.Flags {
			if !hidden(f) && !strings.Contains(text, dashed(f.Names()[0])) {
				t.Errorf("%s: --%s is missing", c.Name, f.Names()[0])
			}
		}
		if !strings.Contains(text, "EXIT STATUS") || len(c.Flags) > 0 && !strings.Contains(text, "OPTIONS:\n") {
			t.Errorf("%s: %s", c.Name, text)
		}
		for _, sub := range c.Subcommands {
			check(sub)
		}
	}
	for _, c := range newApp(environment{getenv: func(string) string { return "" }}).Commands {
		check(c)
	}
}
