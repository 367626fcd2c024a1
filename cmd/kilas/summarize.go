package main

import (
	"context"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/summarize"
)

func summarizeCommand(env environment) *cli.Command {
	flags := append(sourceFlags(), sentencesFlag(),
		&cli.IntFlag{Name: "max-words", Usage: "bound the summary to `N` words instead of sentences"},
		&cli.BoolFlag{Name: "merge", Usage: "one summary of all articles"},
		formatFlag("jsonl or text"),
	)
	flags = append(flags, summarizerFlags()...)
	return &cli.Command{
		Name:      "summarize",
		Usage:     "summaries of whole sentences",
		UsageText: "kilas summarize [OPTIONS] [FILE...]\n\nEXAMPLE:\n   kilas fetch berita.html | kilas summarize -n 3 -f text",
		Flags:     common(flags...),
		Action:    func(c *cli.Context) error { return runSummarize(c, env) },
	}
}

func runSummarize(c *cli.Context, env environment) error {
	s, err := open(c, env)
	if err != nil {
		return err
	}
	format, err := s.formatOf("jsonl", "text")
	if err != nil {
		return err
	}
	if c.IsSet("max-words") && c.Int("max-words") < 1 {
		return usagef("", "max-words must be at least 1, not %d", c.Int("max-words"))
	}
	sources, err := s.sources(c, true)
	if err != nil {
		return err
	}
	if err := s.useSummarizer(); err != nil {
		return err
	}
	s.showModels()
	defer s.reportModels()
	out, err := openOutput(env, s.output)
	if err != nil {
		return err
	}
	defer out.Close()
	ctx, cancel := context.WithTimeout(c.Context, s.timeout)
	defer cancel()
	clusters := clusters{merge: c.Bool("merge")}
	opt := summarize.Options{Sentences: s.sentences, MaxWords: c.Int("max-words")}
	write := func(articles []kilas.Article, sum kilas.Summary, err error) error {
		if err != nil {
			s.gave, s.failed = s.gave-len(articles), s.failed+1
			e := kilas.SourceError{Source: articles[0].Source, Stage: "summarize", Code: "no-sentences", Err: err.Error(), Hint: "the text has no sentence that could stand in a summary"}
			s.complainOf(e)
			if format == "jsonl" {
				return line(out, e)
			}
			return nil
		}
		s.warn(sum.ID, sum.Warnings)
		return writeSummary(out, format, sum)
	}
	var later [][]kilas.Article // a model works on them side by side
	err = s.each(ctx, sources, func(a kilas.Article) error {
		switch {
		case clusters.keep(a):
			return nil
		case s.pipeline.Summarizer != nil:
			later = append(later, []kilas.Article{a})
			return nil
		}
		sum, err := summarize.Extract([]kilas.Article{a}, opt)
		return write([]kilas.Article{a}, sum, err)
	}, func(e kilas.SourceError) error {
		if format != "jsonl" {
			return nil
		}
		return line(out, e)
	})
	if err != nil {
		return err
	}
	if err := s.summarizeAll(ctx, append(later, clusters.list...), opt, write); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	return s.outcome()
}

func writeSummary(w io.Writer, format string, sum kilas.Summary) error {
	if format == "jsonl" {
		return line(w, sum)
	}
	_, err := fmt.Fprintln(w, sum.Text)
	return err
}

// clusters gathers the articles that one summary is about: those with the
// same cluster value, or all of them. Clusters come after single articles, in
// the order of their first articles.
type clusters struct {
	merge bool
	at    map[string]int
	list  [][]kilas.Article
}

// keep reports whether the article went into a cluster.
func (cl *clusters) keep(a kilas.Article) bool {
	key := a.Cluster
	if cl.merge {
		key = "all"
	}
	if key == "" {
		return false
	}
	if cl.at == nil {
		cl.at = make(map[string]int)
	}
	i, ok := cl.at[key]
	if !ok {
		i = len(cl.list)
		cl.at[key] = i
		cl.list = append(cl.list, nil)
	}
	cl.list[i] = append(cl.list[i], a)
	return true
}
