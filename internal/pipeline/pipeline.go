// Package pipeline runs the stages over sources: it fetches and annotates
// articles, gathers those that tell one event, and builds their briefs. Start
// with [Pipeline.Each] and [Pipeline.Briefs].
//
// All concurrency of kilas lives here; the stages are plain functions. It
// writes nothing and decides nothing about exit statuses.
package pipeline

import (
	"context"
	"errors"
	"io"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/summarize/generate"
	"github.com/kilas-news/kilas/translate"
)

// Stdin is the source name of standard input.
const Stdin = "-"

// Pipeline holds what the stages need. It is safe for concurrent use when
// Stdin is read by one call only.
type Pipeline struct {
	Fetch       *fetch.Client
	Detector    *langs.Detector
	Translators []translate.Backend  // asked in this order; none: briefs of one article are monolingual
	Aligners    []translate.Backend  // those that may also see what is quoted, whose translations help to pair it
	Summarizer  *generate.Summarizer // writes the points; nil: key sentences are quoted
	NoFallback  bool                 // a summarizer that fails is an error, and no warning
	Jobs        int                  // sources at once; 0 means 4
	Stdin       io.Reader            // what the source "-" reads
	Kind        fetch.Kind           // of every source; "" is found by looking
	Now         func() time.Time     // the clock of Brief.Created
}

// defaultJobs is enough to hide the latency of a few sites, and few enough to
// be a polite guest.
const defaultJobs = 4

func (p *Pipeline) jobs() int {
	if p.Jobs <= 0 {
		return defaultJobs
	}
	return p.Jobs
}

// windowPerJob bounds how many finished sources wait for a slow one before
// them, so that memory stays flat over any number of sources.
const windowPerJob = 4

// Each fetches and annotates the sources and yields what each one gave, in
// the order of the sources. It stops at the first error of yield and returns
// it, or the context's error. Sources that the context's deadline left no time
// for give an error, too, with the code [CodeGivenUp].
func (p *Pipeline) Each(ctx context.Context, sources []string, yield func(fetch.Item) error) error {
	jobs := p.jobs()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var workers errgroup.Group
	workers.SetLimit(jobs)
	queue := make(chan chan []fetch.Item, jobs*windowPerJob)
	go func() {
		defer close(queue)
		for _, source := range sources {
			slot := make(chan []fetch.Item, 1)
			select {
			case queue <- slot:
			case <-ctx.Done():
				return
			}
			workers.Go(func() error {
				slot <- p.source(ctx, source)
				return nil
			})
		}
	}()
	defer func() {
		cancel()
		for range queue { // lets the producer end; the workers end by themselves
		}
	}()
	n := 0
	for slot := range queue {
		items := receive(ctx, slot)
		if items == nil && errors.Is(ctx.Err(), context.DeadlineExceeded) {
			items = []fetch.Item{givenUp(sources[n])}
		}
		n++
		for _, item := range items {
			if err := yield(item); err != nil {
				return err
			}
		}
		if errors.Is(ctx.Err(), context.Canceled) {
			return ctx.Err()
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		for _, source := range sources[n:] {
			if err := yield(givenUp(source)); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// CodeGivenUp is that of the errors of sources whose turn did not come.
const CodeGivenUp = "given-up"

func givenUp(source string) fetch.Item {
	return fetch.Item{Err: &kilas.SourceError{
		Schema: kilas.SchemaError, Source: source, Stage: "fetch", Code: CodeGivenUp,
		Err: source + ": the run's time was over before its turn", Hint: "give the run more time with --timeout",
	}}
}

// lastCall is how long a source may still take to answer when the time is
// over: what was fetched already, behind a slow source, is not thrown away.
const lastCall = time.Second

// receive waits for what a source gave.
func receive(ctx context.Context, slot <-chan []fetch.Item) []fetch.Item {
	select {
	case items := <-slot:
		return items
	case <-ctx.Done():
	}
	timer := time.NewTimer(lastCall)
	defer timer.Stop()
	select {
	case items := <-slot:
		return items
	case <-timer.C:
		return nil
	}
}

// source fetches one source and annotates its articles.
func (p *Pipeline) source(ctx context.Context, source string) []fetch.Item {
	if ctx.Err() != nil {
		return nil
	}
	var items []fetch.Item
	if source == Stdin {
		items = p.Fetch.Read(ctx, "stdin", p.Stdin, p.Kind)
	} else {
		items = p.Fetch.Get(ctx, source, p.Kind)
	}
	for i, item := range items {
		if item.Article != nil {
			a := p.Annotate(*item.Article, item.Hints)
			items[i].Article = &a
		}
	}
	return items
}

// Annotate returns the article with its language and sentences filled in.
func (p *Pipeline) Annotate(a kilas.Article, hints []fetch.LangHint) kilas.Article {
	hs := make([]langs.Hint, len(hints))
	for i, h := range hints {
		hs[i] = langs.Hint{From: h.From, Tag: h.Tag}
	}
	return p.Detector.Annotate(a, hs)
}
