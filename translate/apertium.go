package translate

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/command"
)

// Apertium is a [Backend] that runs the local program apertium, with the
// language pairs that are installed (https://wiki.apertium.org).
type Apertium struct {
	command []string // the program
	modes   modes
}

// NewApertium looks for the program and asks it for its pairs. A machine
// without it, or without a pair, is an error.
func NewApertium(ctx context.Context) (*Apertium, error) {
	path, err := exec.LookPath("apertium")
	if err != nil {
		return nil, err
	}
	return newApertium(ctx, path)
}

func newApertium(ctx context.Context, command ...string) (*Apertium, error) {
	a := &Apertium{command: command}
	printed, err := a.run(ctx, "", "-l")
	if err != nil {
		return nil, fmt.Errorf("apertium -l: %w", err)
	}
	for line := range strings.Lines(printed) {
		if from, to, ok := strings.Cut(strings.TrimSpace(line), "-"); ok {
			a.modes = append(a.modes, [2]string{from, to})
		}
	}
	if len(a.modes) == 0 {
		return nil, errors.New("apertium has no pair of languages installed")
	}
	return a, nil
}

// Name returns "apertium".
func (a *Apertium) Name() string { return "apertium" }

// Pairs are the installed pairs, in Apertium's codes.
func (a *Apertium) Pairs() []string {
	out := make([]string, len(a.modes))
	for i, m := range a.modes {
		out[i] = m[0] + "-" + m[1]
	}
	return out
}

// Supports reports whether the pair is installed.
func (a *Apertium) Supports(from, to kilas.Lang) bool {
	_, ok := a.modes.find(from, to)
	return ok
}

// Translate runs the program once for all sentences.
//
// The sentences are written in Apertium's stream format
// (https://wiki.apertium.org/wiki/Apertium_stream_format) and parted by null
// bytes, at which every stage forgets what came before, so that no word gets
// from one sentence into the next. A full stop that does not count ends each,
// as in Apertium's own deformatters, and a number in brackets, which passes
// through untouched, begins it: an answer without its number is left out.
func (a *Apertium) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	mode, ok := a.modes.find(from, to)
	if !ok {
		return nil, fmt.Errorf("%w: apertium has no %s to %s", ErrUnsupported, from, to)
	}
	var in strings.Builder
	for i, s := range sentences {
		if line := oneLine(s); line != "" {
			fmt.Fprintf(&in, "%s%s%s\x00", apertiumNumber(i), apertiumSpecial.ReplaceAllString(line, `\$0`), apertiumEnd)
		}
	}
	out := make([]string, len(sentences))
	if in.Len() == 0 {
		return out, nil
	}
	printed, err := a.run(ctx, in.String(), "-u", "-z", "-f", "none", mode[0]+"-"+mode[1])
	if err != nil {
		return nil, err
	}
	answers := make(map[string]string)
	for answer := range strings.SplitSeq(printed, "\x00") {
		if number, text, ok := strings.Cut(answer, "]"); ok {
			answers[number+"]"] = text
		}
	}
	for i := range sentences {
		if text, ok := strings.CutSuffix(answers[apertiumNumber(i)], apertiumEnd); ok {
			out[i] = oneLine(apertiumEscaped.ReplaceAllString(text, "$1"))
		}
	}
	return out, nil
}

func (a *Apertium) run(ctx context.Context, input string, args ...string) (string, error) {
	return runProgram(ctx, command.Program{Words: append(a.command[:len(a.command):len(a.command)], args...)}, input)
}

// apertiumEnd is the full stop that does not count.
const apertiumEnd = ".[]"

func apertiumNumber(i int) string { return fmt.Sprintf("[kilas %d]", i) }

// Characters of the stream format, and how they are written in a text.
var (
	apertiumSpecial = regexp.MustCompile(`[\[\]{}^$/\\@<>]`)
	apertiumEscaped = regexp.MustCompile(`(?s)\\(.)`)
)
