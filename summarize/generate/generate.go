// Package generate has a language model, or a command, write the points of a
// brief, and lets through only what rests on the sentences of the articles.
// Start with [Summarizer.Points].
//
// Every point names its sentences. Its text is checked against them, and its
// translation against its text: numbers, dates, names, quotations, negation,
// language, length, and whether the words are those of the sentences. What
// fails is asked for once more with the reason; what fails again is replaced
// by a sentence of the article, dropped, or kept with its failed check. The
// package falls back on nothing when there is no usable answer: its caller does.
package generate

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/langs"
)

// Story is what points are to be made of: annotated articles on one event, all
// in one language, and the number of points. To is the other language that
// every point is to have, "" for none.
type Story struct {
	Articles []kilas.Article
	Points   int
	To       kilas.Lang
}

func (s Story) lang() kilas.Lang { return s.Articles[0].Lang }

// Point is one point of a brief. Sentences are indexes into the sentences of
// Articles[Article], ascending. A quoted point's text is those sentences; its
// translation is "" when nobody has made one. Checks are those of package
// checks, in its order, and Support.
type Point struct {
	Text, Translation string
	Quoted            bool
	Article           int
	Sentences         []int
	Score             float64
	Checks            []kilas.Check
}

// Result is the points of a story. Title is the translation of the first
// article's title, "" when there is none that passes its checks.
type Result struct {
	Title    string
	Points   []Point
	Warnings []kilas.Warning
}

// Codes of the warnings on a result.
const (
	WarnReplaced   = "unfaithful-replaced" // a point failed its checks: a sentence of the article stands there
	WarnDropped    = "unfaithful-dropped"  // a point failed its checks and is left out
	WarnKept       = "unfaithful-kept"     // a point failed its checks and is there all the same
	WarnCut        = "article-cut"         // the model saw a part of the sentences
	WarnSuspicious = "suspicious-text"     // sentences that talk to a language model were kept from it
)

// Policy says what becomes of a point that fails its checks twice.
type Policy string

// Policies.
const (
	Replace Policy = "replace" // by the best sentence of the article that it names
	Drop    Policy = "drop"
	Keep    Policy = "keep"
)

// ErrUnusable is returned when no point of an answer could be used.
var ErrUnusable = errors.New("no point of the answer passed its checks")

// ErrCannot is returned by a [Writer] for what it can't do.
var ErrCannot = errors.New("not possible with this summarizer")

// Writer drafts points: a [Model] or a [Command].
type Writer interface {
	Name() string
	// Draft writes the points of a task. It returns ErrCannot for a task
	// that asks again, when it would only say the same.
	Draft(ctx context.Context, t Task) (Draft, error)
	// Choose returns the n most important of pairs of sentences that say the
	// same in two languages, by their indexes.
	Choose(ctx context.Context, pairs []Pair, n int) ([]int, error)
}

// Summarizer writes points and judges them. It is safe for concurrent use.
type Summarizer struct {
	Writer       Writer
	OnUnfaithful Policy          // "" means Replace
	Detector     *langs.Detector // of the language of what was written

	mu       sync.Mutex
	hopeless error // why the writer is not asked any more
}

// Name is the writer's name.
func (s *Summarizer) Name() string { return s.Writer.Name() }

// Points writes the points of a story. Its error is one of the writer's, or
// ErrUnusable; when the writer can't be reached at all, later stories don't
// try it again.
func (s *Summarizer) Points(ctx context.Context, story Story) (Result, error) {
	if err := s.gaveUp(); err != nil {
		return Result{}, err
	}
	r, err := s.points(ctx, story)
	err = s.late(err)
	s.remember(ctx, err)
	return r, err
}

// Choose returns the n most important pairs, by their indexes.
func (s *Summarizer) Choose(ctx context.Context, pairs []Pair, n int) ([]int, error) {
	if err := s.gaveUp(); err != nil {
		return nil, err
	}
	chosen, err := s.Writer.Choose(ctx, pairs, n)
	err = s.late(err)
	s.remember(ctx, err)
	return chosen, err
}

// late says of the end of the time that the caller gave what it means here.
func (s *Summarizer) late(err error) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%s: %w", s.Name(), llm.ErrTimeout)
	}
	return err
}

func (s *Summarizer) gaveUp() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hopeless
}

// remember keeps an error that the next story would meet too.
func (s *Summarizer) remember(ctx context.Context, err error) {
	var status *llm.StatusError
	switch {
	case err == nil, errors.Is(ctx.Err(), context.Canceled), errors.Is(err, ErrUnusable), errors.Is(err, ErrCannot), errors.Is(err, llm.ErrNoJSON),
		errors.Is(err, llm.ErrRefused), errors.Is(err, llm.ErrTooLong), errors.Is(err, llm.ErrEmpty), errors.Is(err, errNoPoints):
		return
	case errors.As(err, &status) && status.Code/100 == 5:
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hopeless == nil {
		s.hopeless = err
	}
}

// points asks for a draft, judges it, asks once more for what failed, and does
// with the rest as the policy says.
func (s *Summarizer) points(ctx context.Context, story Story) (Result, error) {
	sheet := newSheet(story)
	if len(sheet.lines) == 0 {
		return Result{}, errNoSentences
	}
	draft, sheet, err := s.draft(ctx, story, sheet)
	if err != nil {
		return Result{}, err
	}
	j := newJudge(story, sheet, s.Detector)
	j.monolingual = draft.Monolingual
	verdicts := j.all(draft.Points)
	if again := failures(verdicts, draft, story.Points); len(again) > 0 {
		second, err := s.Writer.Draft(ctx, Task{Story: story, Sheet: sheet, Again: again})
		if ctx.Err() != nil {
			return Result{}, ctx.Err()
		}
		if err == nil {
			verdicts = j.mend(verdicts, second.Points)
		}
	}
	r := Result{Title: j.title(draft.Title), Warnings: sheet.warnings()}
	if err := j.settle(&r, verdicts, s.policy()); err != nil {
		return Result{}, err
	}
	return r, nil
}

var (
	errNoSentences = errors.New("no sentences to summarize")
	errNoPoints    = errors.New("the answer has no points")
)

func (s *Summarizer) policy() Policy {
	if s.OnUnfaithful == "" {
		return Replace
	}
	return s.OnUnfaithful
}

// maxCuts is how often a text that is too long for the model is halved.
const maxCuts = 3

// draft asks for the first draft. An answer without points is asked for once
// more; a text that is too long is cut.
func (s *Summarizer) draft(ctx context.Context, story Story, sheet Sheet) (Draft, Sheet, error) {
	task := Task{Story: story, Sheet: sheet}
	cuts := 0
	for {
		d, err := s.Writer.Draft(ctx, task)
		switch {
		case errors.Is(err, llm.ErrTooLong) && cuts < maxCuts:
			cuts++
			task.Sheet = task.Sheet.cut(task.Sheet.bytes / 2)
			continue
		case err == nil && len(d.Points) == 0:
			err = errNoPoints
		}
		if err != nil && task.Again == nil && (errors.Is(err, llm.ErrNoJSON) || errors.Is(err, errNoPoints)) {
			task.Again = []Complaint{{Reason: "your answer was not the JSON that was asked for"}}
			continue
		}
		if errors.Is(err, ErrCannot) {
			err = errNoPoints
		}
		if err != nil {
			return d, task.Sheet, err
		}
		return d, task.Sheet, nil
	}
}
