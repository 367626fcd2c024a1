package generate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/command"
	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/langs"
)

// Limits of one run of a command.
const (
	defaultCommandTimeout = time.Minute
	maxCommandOutput      = 1 << 20 // bytes
)

// Command is a [Writer] that runs a command: the articles are its input, one
// line of JSON each (kilas.article/v1), and it prints text, a sentence of
// which is a point, or JSON: a kilas.summary/v1, or
//
//	{"points": [{"text": "...", "translation": "...", "sentences": [0, 1]}], "title": "..."}
//
// where sentences are indexes into the sentences of the (first) article, and
// all but text may be left out; a translation that is missing is made by a
// translator. The words {lang}, {to} and {n} in its
// arguments, and KILAS_LANG, KILAS_TO and KILAS_SENTENCES in its environment,
// are the languages and the number of points.
type Command struct {
	// Timeout bounds one run; 0 means a minute.
	Timeout time.Duration

	line  string
	words []string
}

// NewCommand returns a writer for a command line, which is split as a shell
// would, though no shell runs it. The program must exist.
func NewCommand(line string) (*Command, error) {
	words, err := command.Parse(line)
	if err != nil {
		return nil, err
	}
	return &Command{line: strings.TrimSpace(line), words: words}, nil
}

// Name returns "exec:" and the command line.
func (c *Command) Name() string { return "exec:" + c.line }

// Choose returns ErrCannot.
func (c *Command) Choose(context.Context, []Pair, int) ([]int, error) { return nil, ErrCannot }

// Draft runs the command. It is not asked twice.
func (c *Command) Draft(ctx context.Context, t Task) (Draft, error) {
	if len(t.Again) > 0 {
		return Draft{}, ErrCannot
	}
	var in bytes.Buffer
	enc := json.NewEncoder(&in)
	enc.SetEscapeHTML(false)
	for _, a := range t.Articles {
		if err := enc.Encode(a); err != nil {
			return Draft{}, err
		}
	}
	n := strconv.Itoa(t.Points)
	fill := strings.NewReplacer("{lang}", string(t.lang()), "{to}", string(t.To), "{n}", n)
	p := command.Program{
		Words:   []string{c.words[0]},
		Env:     []string{"KILAS_LANG=" + string(t.lang()), "KILAS_TO=" + string(t.To), "KILAS_SENTENCES=" + n},
		Timeout: c.Timeout, MaxOutput: maxCommandOutput,
	}
	if p.Timeout == 0 {
		p.Timeout = defaultCommandTimeout
	}
	for _, w := range c.words[1:] {
		p.Words = append(p.Words, fill.Replace(w))
	}
	out, err := p.Run(ctx, in.String())
	if err != nil {
		return Draft{}, fmt.Errorf("%s: %w", c.Name(), err)
	}
	return c.read(t, out)
}

// read makes a draft of what the command printed.
func (c *Command) read(t Task, out string) (Draft, error) {
	out = strings.TrimSpace(out)
	if !strings.HasPrefix(out, "{") && !strings.HasPrefix(out, "[") {
		return sentencesOf(t, out), nil
	}
	var answer struct {
		Title     text   `json:"title"`
		Summary   text   `json:"summary"`
		Points    []said `json:"points"`
		Sentences []said `json:"sentences"`
	}
	if _, err := llm.Decode(out, &answer); err != nil {
		if _, err := llm.Decode(out, &answer.Points); err != nil {
			if out[0] == '[' { // text may begin so
				return sentencesOf(t, out), nil
			}
			return Draft{}, fmt.Errorf("%s: %w", c.Name(), err)
		}
	}
	d := Draft{Title: string(answer.Title), Monolingual: true}
	for _, s := range append(answer.Points, answer.Sentences...) {
		p := DraftPoint{Text: string(s.Text), Translation: string(s.Translation)}
		if s.Index != nil {
			s.Sentences = append(s.Sentences, *s.Index)
		}
		for _, index := range s.Sentences {
			if n, ok := t.Sheet.number(0, index); ok {
				p.Sentences = append(p.Sentences, n)
			}
		}
		d.Points = append(d.Points, p)
	}
	if len(d.Points) == 0 {
		return sentencesOf(t, string(answer.Summary)), nil
	}
	return d, nil
}

// said is a point or a sentence of a summary that a command printed.
type said struct {
	Text        text    `json:"text"`
	Translation text    `json:"translation"`
	Sentences   indexes `json:"sentences"`
	Index       *int    `json:"index"`
}

// sentencesOf makes each sentence of a text a point.
func sentencesOf(t Task, text string) Draft {
	d := Draft{Monolingual: true}
	for _, s := range langs.Split(t.lang(), text) {
		d.Points = append(d.Points, DraftPoint{Text: s.Text})
	}
	return d
}

// number returns the number of a sentence in the sheet.
func (s Sheet) number(article, sentence int) (int, bool) {
	for i, l := range s.lines {
		if l.article == article && l.sentence == sentence {
			return i + 1, true
		}
	}
	return 0, false
}
