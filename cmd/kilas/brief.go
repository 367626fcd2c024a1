package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/render"
)

// briefFormats are the formats of a brief, the default first.
var briefFormats = []string{"text", "markdown", "html", "json", "jsonl", "tmx"}

func briefCommand(env environment) *cli.Command {
	flags := append(sourceFlags(), toFlag(), sentencesFlag(),
		pairFlag(),
		&cli.BoolFlag{Name: "merge", Usage: "tell all sources as one story"},
		&cli.BoolFlag{Name: "separate", Usage: "tell each source by itself"},
		&cli.BoolFlag{Name: "strict", Usage: "exit with 3 when a check fails"},
		formatFlag("text, markdown, html, json, jsonl or tmx"), imagesFlag(),
	)
	flags = append(append(append(flags, summarizerFlags()...), translatorFlags()...), alignWithFlag())
	return &cli.Command{
		Name:      "brief",
		Usage:     "aligned bilingual briefs of articles",
		UsageText: "kilas brief [OPTIONS] SOURCE...\n\nEXAMPLE:\n   kilas brief -t en https://example.com/berita.html\n   kilas brief berita.txt story.html -f html -o brief.html",
		Flags:     common(flags...),
		Action: func(c *cli.Context) error {
			return runBrief(c, env)
		},
	}
}

func runBrief(c *cli.Context, env environment) error {
	s, err := open(c, env)
	if err != nil {
		return err
	}
	format, err := s.formatOf(briefFormats...)
	if err != nil {
		return err
	}
	opt := pipeline.Options{To: s.to, Asked: s.asked, Pair: s.pair, Sentences: s.sentences}
	switch {
	case c.Bool("merge") && c.Bool("separate"):
		return usagef("leave one of them out", "--merge and --separate exclude each other")
	case c.Bool("merge"):
		opt.Merge = pipeline.MergeAll
	case c.Bool("separate"):
		opt.Merge = pipeline.MergeNever
	}
	sources, err := s.sources(c, false)
	if err != nil {
		return err
	}
	if err := s.useSummarizer(); err != nil {
		return err
	}
	s.showModels()
	defer s.reportModels()
	ctx, cancel := context.WithTimeout(c.Context, s.timeout)
	defer cancel()
	done, err := s.useTranslators(ctx)
	if err != nil {
		return err
	}
	defer done()
	articles, failed, err := s.articles(ctx, sources)
	if err != nil {
		return err
	}
	if opt.Merge != pipeline.MergeNever {
		articles = s.once(articles)
	}
	results, err := s.pipeline.Briefs(ctx, articles, opt)
	s.use.progress.clear()
	if err != nil {
		return hintSummarizer(err)
	}
	var briefs []kilas.Brief
	for _, r := range results {
		briefs = append(briefs, r.Brief)
		s.short = s.short || r.Short || c.Bool("strict") && r.Brief.Failed() > 0
		if !s.showsWarnings(format) {
			s.warn("", r.Brief.Warnings)
		}
	}
	if len(briefs) == 0 && format != "jsonl" {
		return s.outcome()
	}
	if err := s.writeBriefs(format, briefs, failed); err != nil {
		return err
	}
	return s.outcome()
}

// once leaves out articles that were given before, word for word: they are one
// story, and nothing new.
func (s *session) once(articles []kilas.Article) []kilas.Article {
	first := make(map[string]string)
	var out []kilas.Article
	for _, a := range articles {
		words := a.Title + "\n" + a.Text
		if before, ok := first[words]; ok {
			s.warn("", []kilas.Warning{{Code: "same-article", Message: fmt.Sprintf("%s is the same article as %s, and is told once", a.Source, before)}})
			continue
		}
		first[words] = a.Source
		out = append(out, a)
	}
	return out
}

// showsWarnings reports whether the user reads the warnings of a brief in its
// output, so that they need not be repeated on stderr.
func (s *session) showsWarnings(format string) bool {
	return (format == "text" || format == "markdown") && (s.output == "" || s.output == "-")
}

// writeBriefs renders briefs to the output of the run. Failed sources are
// lines of JSONL; in other formats stderr alone tells of them.
func (s *session) writeBriefs(format string, briefs []kilas.Brief, failed []kilas.SourceError) error {
	out, err := openOutput(s.env, s.output)
	if err != nil {
		return err
	}
	defer out.Close()
	err = s.render(out, format, briefs)
	if errors.Is(err, render.ErrNoPairs) {
		return noPairs(err)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", format, err)
	}
	if format == "jsonl" {
		for _, e := range failed {
			if err := line(out, e); err != nil {
				return fmt.Errorf("write %s: %w", format, err)
			}
		}
	}
	return out.Commit()
}

// noPairs says what would give a translation memory something to hold.
func noPairs(err error) error {
	return &hintedError{fmt.Errorf("write tmx: %w", err), "a translation memory needs both languages: give a second article or a translator, or choose another format"}
}

func (s *session) render(w io.Writer, format string, briefs []kilas.Brief) error {
	opt := s.renderOptions()
	switch format {
	case "markdown":
		return render.Markdown(w, briefs, opt)
	case "html":
		return render.HTML(w, briefs, opt)
	case "json":
		return render.JSON(w, briefs, opt)
	case "jsonl":
		return render.JSONL(w, briefs, opt)
	case "tmx":
		return render.TMX(w, briefs, opt)
	}
	return render.Text(w, briefs, opt)
}

// renderOptions fits the output of the run: a terminal or a file.
func (s *session) renderOptions() render.Options {
	opt := render.Options{Verbose: s.verbose, Generator: "kilas " + version(), Images: s.images, FeedURL: s.feedAddress()}
	if s.output == "" || s.output == "-" {
		opt.Width, opt.Color = s.env.width(), s.env.color(s.color)
	} else {
		opt.Color = s.color == "always"
	}
	return opt
}
