package main

import (
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/render"
)

func renderCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:      "render",
		Usage:     "briefs in another format",
		UsageText: "kilas render [OPTIONS] [FILE...]\n\nEXAMPLE:\n   kilas render -f html -o brief.html briefs.jsonl",
		Flags:     common(formatFlag("text, markdown, html, json, jsonl or tmx")),
		Action: func(c *cli.Context) error {
			s, err := open(c, env)
			if err != nil {
				return err
			}
			format, err := s.formatOf(briefFormats...)
			if err != nil {
				return err
			}
			files, err := s.sources(c, true)
			if err != nil {
				return err
			}
			var briefs []kilas.Brief
			var failed []kilas.SourceError
			for _, name := range files {
				b, f, err := readBriefs(env, name)
				if err != nil {
					s.failed++
					complain(env.stderr, err.Error(), "render reads what 'kilas brief -f jsonl' writes")
					continue
				}
				briefs = append(briefs, b...)
				failed = append(failed, f...)
			}
			for _, e := range failed {
				s.complainOf(e)
			}
			s.gave, s.failed = len(briefs), s.failed+len(failed)
			if len(briefs) > 0 || format == "jsonl" && len(failed) > 0 {
				if err := s.writeBriefs(format, briefs, failed); err != nil {
					return err
				}
			}
			return s.outcome()
		},
	}
}

func readBriefs(env environment, name string) ([]kilas.Brief, []kilas.SourceError, error) {
	r, err := openText(env, name)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = r.Close() }() // nothing was written
	briefs, failed, err := render.Decode(io.LimitReader(r, maxBriefBytes))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(briefs)+len(failed) == 0 {
		return nil, nil, fmt.Errorf("%s: no brief in it", name)
	}
	return briefs, failed, nil
}

// maxBriefBytes bounds the input of render; a brief has a few kilobytes.
const maxBriefBytes = 256 << 20
