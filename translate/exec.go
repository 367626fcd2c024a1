package translate

import (
	"context"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/command"
)

// Limits of one run of a command.
const (
	defaultExecTimeout = time.Minute
	maxOutputFactor    = 20      // bytes out for each byte in
	maxOutputSlack     = 1 << 20 // bytes
)

// Exec is a [Backend] that runs a command for each batch of sentences: lines
// in, lines out, one for one. The words {from} and {to} in its arguments, and
// the variables KILAS_FROM and KILAS_TO in its environment, are the languages.
//
// No command is trusted to keep to line borders; see [Exec.Translate].
type Exec struct {
	// Timeout bounds one run of the command; 0 means a minute.
	Timeout time.Duration

	command string
	words   []string
}

// NewExec returns a backend for a command line. It is split into words as a
// POSIX shell would, with quotes, $VARIABLES and ~, but no shell runs it:
// pipes, redirections and the like are refused. The program must exist.
func NewExec(line string) (*Exec, error) {
	words, err := command.Parse(line)
	if err != nil {
		return nil, err
	}
	return &Exec{command: strings.TrimSpace(line), words: words}, nil
}

// Name returns "exec:" and the command line.
func (e *Exec) Name() string { return "exec:" + e.command }

// Supports is always true: only the command knows.
func (e *Exec) Supports(from, to kilas.Lang) bool { return true }

// run gives the input to a fresh process and returns what it printed.
func (e *Exec) run(ctx context.Context, from, to kilas.Lang, input string) (string, error) {
	fill := strings.NewReplacer("{from}", string(from), "{to}", string(to))
	words := e.words[:1:1]
	for _, w := range e.words[1:] {
		words = append(words, fill.Replace(w))
	}
	return runProgram(ctx, command.Program{Words: words, Timeout: e.Timeout,
		Env: []string{"KILAS_FROM=" + string(from), "KILAS_TO=" + string(to)}}, input)
}

// runProgram runs a translator, which has a minute unless it says otherwise,
// and may print a few times what it is given.
func runProgram(ctx context.Context, p command.Program, input string) (string, error) {
	if p.Timeout == 0 {
		p.Timeout = defaultExecTimeout
	}
	p.MaxOutput = maxOutputFactor*len(input) + maxOutputSlack
	return p.Run(ctx, input)
}
