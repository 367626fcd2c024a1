// Package command runs commands that users name in their settings: a
// translator, a summarizer. Start with [Parse] and [Program.Run].
//
// No shell runs them, and what they print is bounded, as is their time.
package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// Limits of one run of a command.
const (
	killDelay      = 2 * time.Second // from the kill to giving up on its pipes
	maxStderrBytes = 2 << 10
)

// ErrTooMuch is returned by [Program.Run] for a command that prints more than
// it may.
var ErrTooMuch = errors.New("printed far more than it was given")

// Parse splits a command line into words as [Split] does. There must be one,
// and it must name a program that exists.
func Parse(line string) ([]string, error) {
	words, err := Split(line)
	if err != nil {
		return nil, fmt.Errorf("command %q: %w", line, err)
	}
	if len(words) == 0 {
		return nil, errors.New("command is empty")
	}
	if _, err := exec.LookPath(words[0]); err != nil {
		return nil, fmt.Errorf("command %q: %w", line, err)
	}
	return words, nil
}

// Split splits a command line into words as XCU 2 (Shell Command Language)
// does, with quotes, $VARIABLES and ~, but without a shell: pipes,
// redirections and substitutions of commands are errors.
func Split(line string) ([]string, error) {
	var words []*syntax.Word
	for w, err := range syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).WordsSeq(strings.NewReader(line)) {
		if err != nil {
			return nil, err
		}
		words = append(words, w)
	}
	return expand.Fields(&expand.Config{Env: expand.FuncEnviron(os.Getenv)}, words...)
}

// Program is a command to run: its name and arguments, what is added to its
// environment, the time that it has, and how many bytes it may print.
type Program struct {
	Words     []string
	Env       []string
	Timeout   time.Duration
	MaxOutput int
}

// Run gives the input to a fresh process and returns what it printed. When the
// context or the time ends, the process dies with its children. Errors carry
// the end of what it wrote to its standard error.
func (p Program) Run(ctx context.Context, input string) (string, error) {
	bounded, cancel := context.WithTimeout(ctx, p.Timeout)
	defer cancel()
	out := &limited{max: p.MaxOutput}
	stderr := &tail{max: maxStderrBytes}
	cmd := exec.CommandContext(bounded, p.Words[0], p.Words[1:]...)
	cmd.Env = append(os.Environ(), p.Env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), out, stderr
	cmd.WaitDelay = killDelay
	killWithChildren(cmd)
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case bounded.Err() != nil:
		return "", stderr.explain(fmt.Errorf("no answer within %v", p.Timeout))
	case out.over:
		return "", stderr.explain(ErrTooMuch)
	case err != nil:
		return "", stderr.explain(err)
	}
	return out.text.String(), nil
}

// limited collects output up to a bound; more is an error, which ends the
// command by closing its pipe.
type limited struct {
	text bytes.Buffer
	max  int
	over bool
}

func (l *limited) Write(p []byte) (int, error) {
	if l.over = l.text.Len()+len(p) > l.max; l.over {
		return 0, ErrTooMuch
	}
	return l.text.Write(p)
}
