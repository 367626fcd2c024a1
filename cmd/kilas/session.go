package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/pipeline"
)

// session is one run of a command: its settings, its pipeline, and what has
// gone wrong so far.
type session struct {
	settings
	env      environment
	pipeline *pipeline.Pipeline
	use      *modelUse
	failed   int // sources that gave nothing
	gave     int // sources or lines that gave something
	short    bool
}

// open reads the settings and builds the pipeline of a command.
func open(c *cli.Context, env environment) (*session, error) {
	st, err := load(c, env)
	if err != nil {
		return nil, err
	}
	kind, err := kindOf(c)
	if err != nil {
		return nil, err
	}
	client, err := newClient(c, st)
	if err != nil {
		return nil, err
	}
	return &session{settings: st, env: env, use: newModelUse(st, env), pipeline: &pipeline.Pipeline{
		Fetch: client, Detector: newDetector(true),
		Jobs: st.jobs, Stdin: env.stdin, Kind: kind, Now: env.now,
	}}, nil
}

// fetchShare is the part of the whole run's time that fetching may take; the
// rest is for what was fetched.
const fetchShare = 0.9

// each fetches the sources and hands on what they gave, in order. Failed
// sources are reported and go to failed, if that is not nil.
func (s *session) each(ctx context.Context, sources []string, article func(kilas.Article) error, failed func(kilas.SourceError) error) error {
	limit, cancel := context.WithTimeout(ctx, s.share(fetchShare))
	defer cancel()
	bar := s.progress(len(sources))
	defer bar.done()
	left := 0 // without a turn
	err := s.pipeline.Each(limit, sources, func(item fetch.Item) error {
		bar.step()
		if item.Err != nil {
			s.failed++
			bar.clear()
			if item.Err.Code == pipeline.CodeGivenUp {
				left++
			} else {
				s.complainOf(*item.Err)
			}
			if failed == nil {
				return nil
			}
			return failed(*item.Err)
		}
		s.gave++
		return article(*item.Article)
	})
	if !errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
		return err
	}
	bar.clear()
	if left > 0 {
		complain(s.env.stderr, fmt.Sprintf("the run's time of %v is nearly over, so %s given up", s.timeout, counted(left, "source was", "sources were")), "give it more with --timeout")
	}
	return nil
}

func (s *session) complainOf(e kilas.SourceError) {
	msg := e.Err
	if !strings.Contains(msg, e.Source) {
		msg = e.Source + ": " + msg
	}
	complain(s.env.stderr, msg, e.Hint)
}

// articles collects the articles of the sources.
func (s *session) articles(ctx context.Context, sources []string) ([]kilas.Article, []kilas.SourceError, error) {
	var articles []kilas.Article
	var failed []kilas.SourceError
	err := s.each(ctx, sources,
		func(a kilas.Article) error { articles = append(articles, a); return nil },
		func(e kilas.SourceError) error { failed = append(failed, e); return nil })
	return articles, failed, err
}

// outcome is the error of a run whose output was written.
func (s *session) outcome() error {
	switch {
	case s.gave == 0:
		return errNothing
	case s.failed > 0 || s.short:
		return errShort
	}
	return nil
}

// warn writes warnings to stderr, unless the run is to be quiet.
func (s *session) warn(source string, list []kilas.Warning) {
	if s.quiet {
		return
	}
	for _, x := range list {
		if source != "" {
			_, _ = fmt.Fprintf(s.env.stderr, "kilas: warning: %s: %s\n", oneLine(source), oneLine(x.Message))
			continue
		}
		_, _ = fmt.Fprintf(s.env.stderr, "kilas: warning: %s\n", oneLine(x.Message))
	}
}
