package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline"
)

func translateCommand(env environment) *cli.Command {
	flags := []cli.Flag{
		toFlag(),
		&cli.StringFlag{Name: "from", Usage: "the `LANG` of the input (default: found line by line)"},
		&cli.BoolFlag{Name: "raw", Usage: "every line is one sentence and goes to the backend as it is"},
		&cli.StringFlag{Name: "input-format", Usage: "the input is `KIND`: text or jsonl (default: found by looking)"},
		noCacheFlag(),
	}
	flags = append(append(flags, translatorFlags()...), modelFlags()...)
	return &cli.Command{
		Name:  "translate",
		Usage: "the same lines in another language, one for one",
		UsageText: "kilas translate -t LANG [OPTIONS] [FILE...]\n\nEXAMPLE:\n   kilas translate -t en < berita.txt\n\n" +
			"It is a filter without a time limit, unless --timeout is given.",
		Flags:  common(flags...),
		Action: func(c *cli.Context) error { return runTranslate(c, env) },
	}
}

func runTranslate(c *cli.Context, env environment) error {
	input := c.String("input-format")
	if input != "" && input != "text" && input != "jsonl" {
		return usagef("one of text, jsonl", "unknown input format %q", input)
	}
	st, err := load(c, env)
	if err != nil {
		return err
	}
	if st.to == "" {
		st.to = "en"
	}
	from, err := language("from", c.String("from"))
	if err != nil {
		return err
	}
	st.noCache = st.noCache || c.Bool("raw") // nothing stands between a line and the backend
	s := &session{settings: st, env: env, use: newModelUse(st, env), pipeline: &pipeline.Pipeline{Detector: newDetector(false), Now: env.now}}
	files, err := s.sources(c, true)
	if err != nil {
		return err
	}
	out, err := openOutput(env, s.output)
	if err != nil {
		return err
	}
	defer out.Close()
	ctx := c.Context
	if c.IsSet("timeout") {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, s.timeout)
		defer cancel()
	}
	defer s.reportModels()
	done, err := s.useTranslators(ctx)
	if err != nil {
		return err
	}
	defer done()
	t := translation{session: s, from: from, raw: c.Bool("raw"), input: input, out: out, told: make(map[string]bool)}
	for _, name := range files {
		if err := t.file(ctx, name); err != nil {
			if ctx.Err() != nil || exitCode(err) != exitNothing {
				return err
			}
			s.failed++
			complain(env.stderr, err.Error(), hintOf(err))
		}
	}
	if err := out.Commit(); err != nil {
		return err
	}
	if s.gave == 0 && s.failed == 0 {
		return nil // nothing in, nothing out
	}
	return s.outcome()
}

// translation is one run of translate.
type translation struct {
	*session
	from   kilas.Lang
	raw    bool
	input  string
	out    *output
	recent []kilas.Lang    // languages of the lines before, the last one first
	told   map[string]bool // warnings that were given
	by     []string        // who translated the text at hand
	held   held            // lines of the text at hand

	lenient bool // lines that nothing translates may stay as they are
}

// file translates one file, or standard input.
func (t *translation) file(ctx context.Context, name string) error {
	r, err := openText(t.env, name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // only read
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	lines := readAhead(ctx, r, isFile(t.env, name))
	switch first := lines.peek(ctx); {
	case t.input == "jsonl" || t.input == "" && !t.raw && looksLikeJSON(first):
		t.lenient = false
		err = t.jsonl(ctx, name, lines)
	case t.input == "" && !t.raw && looksLikeHTML(first):
		return &hintedError{fmt.Errorf("%s is an HTML page", name), "kilas fetch PAGE | kilas translate -t " + string(t.to) + " translates its article"}
	default:
		t.lenient = t.from == ""
		err = t.text(ctx, lines)
	}
	if err != nil {
		return err
	}
	if err := lines.err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return ctx.Err()
}

// tell warns once of each kind of problem.
func (t *translation) tell(w kilas.Warning) {
	if !t.told[w.Code] {
		t.told[w.Code] = true
		t.warn("", []kilas.Warning{w})
	}
}
