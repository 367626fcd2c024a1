package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/pipeline"
)

// sources checks the arguments that are sources, which the output may not be
// one of. A filter without arguments reads standard input, unless that is a
// terminal.
func (s *session) sources(c *cli.Context, filter bool) ([]string, error) {
	args := c.Args().Slice()
	if len(args) == 0 {
		_, typed := terminal(s.env.stdin)
		if !filter || typed {
			return nil, usagef("a source is a URL, a file, or - for standard input", "%s: no source given", c.Command.Name)
		}
		return []string{pipeline.Stdin}, nil
	}
	stdin := 0
	for _, a := range args {
		if strings.TrimSpace(a) == "" {
			return nil, usagef("a variable of your script may not be set", "%s: a source is empty", c.Command.Name)
		}
		if a == pipeline.Stdin {
			stdin++
		}
	}
	if stdin > 1 {
		return nil, usagef("give - once", "standard input can be read only once")
	}
	if err := refuseOverwrite(s.output, args); err != nil {
		return nil, err
	}
	if s.pipeline.Kind == fetch.KindURLs {
		return s.listed(args)
	}
	return args, nil
}

// maxListBytes bounds a list of URLs: a hundred thousand long ones.
const maxListBytes = 10 << 20

// listed returns the URLs in lists, so that they are fetched side by side. What
// a list holds is never taken for a file.
func (s *session) listed(lists []string) ([]string, error) {
	s.pipeline.Kind = ""
	var out []string
	for _, name := range lists {
		r, err := openText(s.env, name)
		if err != nil {
			return nil, &hintedError{err, "with --urls a source is a file of URLs, one a line"}
		}
		data, err := io.ReadAll(io.LimitReader(r, maxListBytes))
		_ = r.Close() // only read
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, u := range fetch.URLs(data) {
			if !strings.HasPrefix(u, "http://") && !strings.HasPrefix(u, "https://") {
				s.failed++
				complain(s.env.stderr, fmt.Sprintf("%s: %q is no http or https address", name, u), "")
				continue
			}
			out = append(out, u)
		}
	}
	if len(out) == 0 {
		return nil, &hintedError{fmt.Errorf("%s: no address in it", strings.Join(lists, ", ")), "with --urls a source is a file of URLs, one a line"}
	}
	return out, nil
}

// refuseOverwrite keeps a run from writing its output over its input.
func refuseOverwrite(path string, sources []string) error {
	if path == "" || path == "-" {
		return nil
	}
	out, err := os.Stat(path)
	if err != nil {
		return nil // it does not exist yet, or opening it will say what is wrong
	}
	for _, s := range sources {
		if in, err := os.Stat(filepath.Clean(s)); err == nil && os.SameFile(in, out) {
			return usagef("write to another file", "output %s is also a source", path)
		}
	}
	return nil
}
