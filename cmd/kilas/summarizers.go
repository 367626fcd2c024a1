package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/adrg/xdg"
	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/summarize"
	"github.com/kilas-news/kilas/summarize/generate"
)

const summarizersHint = "a summarizer is extractive (built in), openai:MODEL, anthropic:MODEL or exec:COMMAND"

// maxAnswersBytes bounds the answers of language models on disk.
const maxAnswersBytes = 64 << 20

// summarizerFlags are those of the commands that summarize.
func summarizerFlags() []cli.Flag {
	return append(modelFlags(), summarizerFlag(), unfaithfulFlag(),
		&cli.BoolFlag{Name: "fallback", Usage: "let the built-in summarizer take the place of one that fails (the default)"},
		&cli.BoolFlag{Name: "no-fallback", EnvVars: []string{"KILAS_NO_FALLBACK"}, Usage: "fail with the summarizer"},
	)
}

func unfaithfulFlag() cli.Flag {
	return &cli.StringFlag{Name: "on-unfaithful", EnvVars: []string{"KILAS_ON_UNFAITHFUL"}, Usage: "what a point of a model that fails its checks twice gets: `ACTION` is replace, drop or keep", DefaultText: "replace"}
}

func summarizerFlag() cli.Flag {
	return &cli.StringFlag{Name: "summarizer", EnvVars: []string{"KILAS_SUMMARIZER"}, Usage: "summarize with `BACKEND`: extractive, openai:MODEL, anthropic:MODEL or exec:COMMAND", DefaultText: "extractive"}
}

// modelFlags bound what a run spends on language models.
func modelFlags() []cli.Flag {
	return []cli.Flag{maxRequestsFlag(), maxTokensFlag()}
}

func maxRequestsFlag() cli.Flag {
	return &cli.IntFlag{Name: "max-requests", EnvVars: []string{"KILAS_MAX_REQUESTS"}, Usage: "make at most `N` requests to language models", DefaultText: "no bound"}
}

func maxTokensFlag() cli.Flag {
	return &cli.IntFlag{Name: "max-tokens", EnvVars: []string{"KILAS_MAX_TOKENS"}, Usage: "spend at most `N` tokens of language models, questions and answers", DefaultText: "no bound"}
}

// writing is what the settings say of summarizers.
type writing struct {
	maxRequests, maxTokens int
	noFallback             bool
	onUnfaithful           generate.Policy
}

func newWriting(c *cli.Context, cfg config) (writing, error) {
	w := writing{
		maxRequests:  pick(c.IsSet("max-requests"), c.Int("max-requests"), cfg.MaxRequests, 0),
		maxTokens:    pick(c.IsSet("max-tokens"), c.Int("max-tokens"), cfg.MaxTokens, 0),
		onUnfaithful: generate.Policy(pick(c.IsSet("on-unfaithful"), c.String("on-unfaithful"), cfg.OnUnfaithful, string(generate.Replace))),
	}
	switch {
	case c.Bool("fallback") && c.Bool("no-fallback"):
		return w, usagef("leave one of them out", "--fallback and --no-fallback exclude each other")
	case w.maxRequests < 0 || w.maxTokens < 0:
		return w, usagef("0 is no bound", "max-requests and max-tokens must not be negative")
	case w.onUnfaithful != generate.Replace && w.onUnfaithful != generate.Drop && w.onUnfaithful != generate.Keep:
		return w, usagef("one of replace, drop, keep", "on-unfaithful can't be %q", w.onUnfaithful)
	}
	w.noFallback = c.Bool("no-fallback") || cfg.Fallback != nil && !*cfg.Fallback && !c.Bool("fallback")
	return w, nil
}

// checkSummarizer refuses what names no summarizer.
func checkSummarizer(spec string) error {
	kind, rest, _ := strings.Cut(spec, ":")
	_, model := llm.ParseSpec(spec)
	switch {
	case spec == summarize.Name, model, kind == specExec && strings.TrimSpace(rest) != "":
		return nil
	case kind == string(llm.OpenAI) || kind == string(llm.Anthropic):
		return usagef("for example "+kind+":NAME-OF-THE-MODEL", "summarizer %s needs the name of a model", kind)
	}
	return usagef(summarizersHint, "unknown summarizer %q", spec)
}

// useSummarizer gives the pipeline the summarizer that was asked for.
func (s *session) useSummarizer() error {
	writer, err := s.writer()
	if err != nil || writer == nil {
		return err
	}
	s.pipeline.Summarizer = &generate.Summarizer{Writer: writer, OnUnfaithful: s.writing.onUnfaithful, Detector: s.pipeline.Detector}
	s.pipeline.NoFallback = s.writing.noFallback
	return nil
}

// writer makes the backend of a summarizer; nil is the built-in one.
func (s *session) writer() (generate.Writer, error) {
	if s.summarizer == summarize.Name {
		return nil, nil
	}
	if line, ok := strings.CutPrefix(s.summarizer, specExec+":"); ok {
		c, err := generate.NewCommand(line)
		if err != nil {
			return nil, usagef("the command must be installed; it reads articles as JSON and prints a summary", "summarizer %s: %v", s.summarizer, err)
		}
		return c, nil
	}
	spec, ok := llm.ParseSpec(s.summarizer)
	if !ok {
		return nil, checkSummarizer(s.summarizer)
	}
	prompts, err := generate.LoadPrompts(os.DirFS(promptsDir()))
	if err != nil {
		return nil, usagef("the file is in "+promptsDir()+"; 'kilas config prompts' prints the built-in ones", "%v", err)
	}
	client, err := s.languageModel(spec)
	if err != nil {
		return nil, err
	}
	return &generate.Model{Client: client, Prompts: prompts, MaxTokens: s.services.model(spec.Provider).MaxOutputTokens}, nil
}

// promptsDir is the folder of the user's own prompts.
func promptsDir() string { return filepath.Join(xdg.ConfigHome, "kilas", "prompts") }

// hintSummarizer adds what the user can do about a summarizer that failed.
func hintSummarizer(err error) error {
	switch {
	case errors.Is(err, llm.ErrBudget):
		return &hintedError{err, "raise --max-requests or --max-tokens, or leave --no-fallback out"}
	case errors.Is(err, pipeline.ErrSummarizer):
		return &hintedError{err, "'kilas doctor' says what is configured and reachable; without --no-fallback the built-in summarizer takes over"}
	}
	return err
}

// modelUse is what the language models of a run share.
type modelUse struct {
	budget   *llm.Budget
	cache    *llm.Cache
	progress *modelProgress
}

func newModelUse(st settings, env environment) *modelUse {
	m := &modelUse{budget: llm.NewBudget(st.writing.maxRequests, st.writing.maxTokens), progress: &modelProgress{w: io.Discard, now: env.now}}
	if !st.noCache {
		m.cache = llm.NewCache(filepath.Join(cacheDir(), "llm"), maxAnswersBytes)
	}
	return m
}

// showModels shows the answers of models as they come in, on a terminal.
func (s *session) showModels() {
	if _, ok := terminal(s.env.stderr); ok && !s.quiet {
		s.use.progress.w = s.env.stderr
	}
}

// reportModels says what the run has used, when it is to say more.
func (s *session) reportModels() {
	s.use.progress.clear()
	u := s.use.budget.Usage()
	if !s.verbose || s.quiet || u == (llm.Usage{}) {
		return
	}
	about := ""
	if u.Estimated {
		about = "about "
	}
	_, _ = fmt.Fprintf(s.env.stderr, "kilas: language models: requests %d, tokens in %s%d, tokens out %s%d, answers from the cache %d\n",
		u.Requests, about, u.InputTokens, about, u.OutputTokens, u.Cached)
}

// modelProgress is a line on the terminal that grows with the answers.
type modelProgress struct {
	mu    sync.Mutex
	w     io.Writer
	now   func() time.Time
	shown time.Time
	drawn bool
}

func (p *modelProgress) show(m llm.Progress) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if m.Done {
		p.erase()
		return
	}
	if now := p.now(); now.Sub(p.shown) >= redrawEvery {
		p.shown, p.drawn = now, true
		_, _ = fmt.Fprintf(p.w, "\r\x1b[K%s is writing: %.1f kB", oneLine(m.Name), float64(m.Bytes)/1000)
	}
}

func (p *modelProgress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.erase()
}

func (p *modelProgress) erase() {
	if p.drawn {
		p.drawn = false
		_, _ = io.WriteString(p.w, "\r\x1b[K")
	}
}

// summarizeAll writes the summaries of stories with the run's summarizer.
func (s *session) summarizeAll(ctx context.Context, stories [][]kilas.Article, opt summarize.Options, write func([]kilas.Article, kilas.Summary, error) error) error {
	sums, errs := s.pipeline.Summaries(ctx, stories, opt)
	s.use.progress.clear()
	for i, articles := range stories {
		if err := errs[i]; errors.Is(err, pipeline.ErrSummarizer) || ctx.Err() != nil && err != nil {
			return hintSummarizer(err)
		}
		if err := write(articles, sums[i], errs[i]); err != nil {
			return err
		}
	}
	return nil
}
