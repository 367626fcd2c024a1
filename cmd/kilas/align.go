package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/render"
)

func alignCommand(env environment) *cli.Command {
	flags := append(sourceFlags(),
		&cli.BoolFlag{Name: "lines", Usage: "every line of the two files is one sentence"},
		&cli.StringFlag{Name: "pair", Usage: "the languages of the two, as `LANG,LANG` (default: found)"},
		formatFlag("json, tsv or tmx"),
	)
	flags = append(append(flags, translatorFlags()...), alignWithFlag())
	return &cli.Command{
		Name:      "align",
		Usage:     "sentences of two articles, side by side",
		UsageText: "kilas align [OPTIONS] SOURCE TARGET\n\nEXAMPLE:\n   kilas align -f tsv berita.txt story.txt",
		Flags:     common(flags...),
		Action:    func(c *cli.Context) error { return runAlign(c, env) },
	}
}

func runAlign(c *cli.Context, env environment) error {
	s, err := open(c, env)
	if err != nil {
		return err
	}
	format, err := s.formatOf("json", "tsv", "tmx")
	if err != nil {
		return err
	}
	sources, err := s.sources(c, false)
	if err != nil {
		return err
	}
	if len(sources) != 2 {
		return usagef("kilas align SOURCE TARGET", "align takes two sources, not %d", len(sources))
	}
	ctx, cancel := context.WithTimeout(c.Context, s.timeout)
	defer cancel()
	done, err := s.useTranslators(ctx)
	if err != nil {
		return err
	}
	defer done()
	articles := make([]kilas.Article, 0, 2)
	if c.Bool("lines") {
		for i, name := range sources {
			a, err := readLines(env, name)
			if err != nil {
				return err
			}
			if a.Lang = s.pair[i]; a.Lang == "" {
				a.Lang = s.pipeline.Detector.Detect(a.Text).Lang
			}
			articles = append(articles, a)
		}
	} else {
		if articles, _, err = s.articles(ctx, sources); err != nil {
			return err
		}
		if len(articles) != 2 {
			if s.failed > 0 {
				return errNothing
			}
			return usagef("one article from each source", "align takes two articles, the sources hold %d", len(articles))
		}
	}
	s.gave = 2
	if w, ok := pipeline.Strangers(articles[0], articles[1]); ok && !c.Bool("lines") {
		s.warn("", []kilas.Warning{w})
	}
	al, err := s.pipeline.Align(ctx, articles[0], articles[1])
	if err != nil {
		return err
	}
	out, err := openOutput(env, s.output)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := writeAlignment(out, format, al); err != nil {
		return fmt.Errorf("write %s: %w", format, err)
	}
	return out.Commit()
}

// readLines reads a file whose every line is one sentence. Empty lines count,
// so that sentence numbers are line numbers.
func readLines(env environment, name string) (kilas.Article, error) {
	r, err := openText(env, name)
	if err != nil {
		return kilas.Article{}, err
	}
	defer func() { _ = r.Close() }() // only read
	a := kilas.Article{Source: name}
	var text strings.Builder
	sc := scanLines(r)
	for i := 0; sc.Scan(); i++ {
		if i > 0 {
			text.WriteByte('\n')
		}
		sentence := strings.ToValidUTF8(sc.Text(), "\uFFFD")
		start := text.Len()
		text.WriteString(sentence)
		a.Sentences = append(a.Sentences, kilas.Sentence{Text: sentence, Start: start, End: text.Len(), Block: i})
	}
	if err := sc.Err(); err != nil {
		return a, fmt.Errorf("%s: %w", name, err)
	}
	if len(a.Sentences) == 0 {
		return a, &hintedError{fmt.Errorf("%s is empty", name), "give a file with one sentence a line"}
	}
	a.Text = text.String()
	return a, nil
}

func writeAlignment(w io.Writer, format string, al kilas.Alignment) error {
	switch format {
	case "tsv":
		return render.AlignmentTSV(w, al, render.Options{})
	case "tmx":
		return render.AlignmentTMX(w, al, render.Options{Generator: "kilas " + version()})
	}
	return line(w, al)
}
