package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
)

func fetchCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:      "fetch",
		Usage:     "articles as JSONL, text or Markdown",
		UsageText: "kilas fetch [OPTIONS] SOURCE...\n\nEXAMPLE:\n   kilas fetch https://example.com/berita.html > article.jsonl\n   kilas fetch --urls - < urls.txt",
		Flags:     common(append(sourceFlags(), formatFlag("jsonl, text or markdown"))...),
		Action: func(c *cli.Context) error {
			s, err := open(c, env)
			if err != nil {
				return err
			}
			format, err := s.formatOf("jsonl", "text", "markdown")
			if err != nil {
				return err
			}
			sources, err := s.sources(c, false)
			if err != nil {
				return err
			}
			out, err := openOutput(env, s.output)
			if err != nil {
				return err
			}
			defer out.Close()
			ctx, cancel := context.WithTimeout(c.Context, s.timeout)
			defer cancel()
			first := true
			err = s.each(ctx, sources, func(a kilas.Article) error {
				s.warn(a.Source, a.Warnings)
				if err := writeArticle(out, format, a, first); err != nil {
					return err
				}
				first = false
				return out.Flush()
			}, func(e kilas.SourceError) error {
				if format != "jsonl" {
					return nil
				}
				if err := line(out, e); err != nil {
					return err
				}
				return out.Flush()
			})
			if err != nil {
				return err
			}
			if err := out.Commit(); err != nil {
				return err
			}
			return s.outcome()
		},
	}
}

// writeArticle writes one article; several texts are parted by an empty line.
func writeArticle(w io.Writer, format string, a kilas.Article, first bool) error {
	if format == "jsonl" {
		return line(w, a)
	}
	if !first {
		if _, err := io.WriteString(w, "\n"); err != nil {
			return err
		}
	}
	var b strings.Builder
	if a.Title != "" {
		fmt.Fprintf(&b, "%s%s\n\n", prefix(format, "# "), a.Title)
	}
	for i, bl := range a.Blocks {
		if i > 0 {
			b.WriteString("\n")
		}
		mark := ""
		switch bl.Kind {
		case kilas.BlockHeading:
			mark = "## "
		case kilas.BlockQuote:
			mark = "> "
		case kilas.BlockList:
			mark = "- "
		}
		fmt.Fprintf(&b, "%s%s\n", prefix(format, mark), a.Text[bl.Start:bl.End])
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func prefix(format, mark string) string {
	if format == "markdown" {
		return mark
	}
	return ""
}
