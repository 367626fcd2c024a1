package translate

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

	"github.com/kilas-news/kilas"
)

// Limits of one run of a command.
const (
	defaultExecTimeout = time.Minute
	killDelay          = 2 * time.Second // from the kill to giving up on its pipes
	maxOutputFactor    = 20              // bytes out for each byte in
	maxOutputSlack     = 1 << 20         // bytes
	maxStderrBytes     = 2 << 10
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
func NewExec(command string) (*Exec, error) {
	words, err := SplitCommand(command)
	if err != nil {
		return nil, fmt.Errorf("command %q: %w", command, err)
	}
	if len(words) == 0 {
		return nil, errors.New("command is empty")
	}
	if _, err := exec.LookPath(words[0]); err != nil {
		return nil, fmt.Errorf("command %q: %w", command, err)
	}
	return &Exec{command: strings.TrimSpace(command), words: words}, nil
}

// SplitCommand splits a command line into words as XCU 2 (Shell Command
// Language) does, without a shell: pipes, redirections and substitutions of
// commands are errors.
func SplitCommand(command string) ([]string, error) {
	var words []*syntax.Word
	for w, err := range syntax.NewParser(syntax.Variant(syntax.LangPOSIX)).WordsSeq(strings.NewReader(command)) {
		if err != nil {
			return nil, err
		}
		words = append(words, w)
	}
	return expand.Fields(&expand.Config{Env: expand.FuncEnviron(os.Getenv)}, words...)
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
	return runProgram(ctx, program{words: words, timeout: e.Timeout,
		env: []string{"KILAS_FROM=" + string(from), "KILAS_TO=" + string(to)}}, input)
}

// program is a command to run: its name and arguments, what is added to its
// environment, and the time that it has, 0 for a minute.
type program struct {
	words   []string
	env     []string
	timeout time.Duration
}

// runProgram gives the input to a process and returns what it printed. A
// process that takes too long or prints too much is killed with its children.
func runProgram(ctx context.Context, p program, input string) (string, error) {
	if p.timeout == 0 {
		p.timeout = defaultExecTimeout
	}
	bounded, cancel := context.WithTimeout(ctx, p.timeout)
	defer cancel()
	out := &limited{max: maxOutputFactor*len(input) + maxOutputSlack}
	stderr := &tail{max: maxStderrBytes}
	cmd := exec.CommandContext(bounded, p.words[0], p.words[1:]...)
	cmd.Env = append(os.Environ(), p.env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(input), out, stderr
	cmd.WaitDelay = killDelay
	killWithChildren(cmd)
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case bounded.Err() != nil:
		return "", stderr.explain(fmt.Errorf("no answer within %v", p.timeout))
	case out.over:
		return "", stderr.explain(errTooMuch)
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

var errTooMuch = errors.New("printed far more than it was given")

func (l *limited) Write(p []byte) (int, error) {
	if l.over = l.text.Len()+len(p) > l.max; l.over {
		return 0, errTooMuch
	}
	return l.text.Write(p)
}

// tail keeps the end of what was written to it.
type tail struct {
	kept []byte
	max  int
}

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if cut := len(t.kept) - t.max; cut > 0 {
		t.kept = append(t.kept[:0], t.kept[cut:]...)
	}
	return len(p), nil
}

// explain adds what the command said to its error, on one line and without
// control characters.
func (t *tail) explain(err error) error {
	said := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(t.kept), ""))
	if said = strings.Join(strings.Fields(said), " "); said != "" {
		return fmt.Errorf("%w: %s", err, said)
	}
	return err
}
