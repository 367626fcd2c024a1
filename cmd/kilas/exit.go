package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/kilas-news/kilas/digest"
)

// Exit statuses; CONTRACT and every command's help name them.
const (
	exitOK          = 0
	exitNothing     = 1
	exitUsage       = 2
	exitShort       = 3
	exitLocked      = 75
	exitInterrupted = 130
)

// exitHelp ends the help of every command.
const exitHelp = `
EXIT STATUS:
   0 all written, 1 nothing useful, 2 usage, 3 written but short of what was
   asked, 75 another run is at work (digest), 130 interrupted`

// errShort says that output was written but lacks something that was asked
// for. What it lacks has been reported already.
var errShort = errors.New("written, but short of what was asked")

// errNothing says that no source gave anything. The reasons have been
// reported already.
var errNothing = errors.New("nothing useful")

// usageError is a wrong call of the command. Hint says what to do instead.
type usageError struct{ msg, hint string }

func (e *usageError) Error() string { return e.msg }

func usagef(hint, format string, args ...any) error {
	return &usageError{msg: fmt.Sprintf(format, args...), hint: hint}
}

// hintedError adds what the user can do about an error.
type hintedError struct {
	err  error
	hint string
}

func (e *hintedError) Error() string { return e.err.Error() }
func (e *hintedError) Unwrap() error { return e.err }

// exitCode is the only place that maps errors to exit statuses.
func exitCode(err error) int {
	var usage *usageError
	switch {
	case err == nil, errors.Is(err, syscall.EPIPE), errors.Is(err, io.ErrClosedPipe):
		return exitOK
	case errors.As(err, &usage):
		return exitUsage
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.Is(err, errShort):
		return exitShort
	case errors.Is(err, digest.ErrLocked):
		return exitLocked
	}
	return exitNothing
}

// hintOf is what an error says the user can do.
func hintOf(err error) string {
	var usage *usageError
	var hinted *hintedError
	switch {
	case errors.As(err, &usage):
		return usage.hint
	case errors.As(err, &hinted):
		return hinted.hint
	case errors.Is(err, context.DeadlineExceeded):
		return "give the run more time with --timeout"
	}
	return ""
}

// report writes an error for the user, unless it was reported already.
func report(w io.Writer, err error) {
	if err == nil || exitCode(err) == exitOK || errors.Is(err, errShort) || errors.Is(err, errNothing) {
		return
	}
	if errors.Is(err, context.Canceled) {
		err = errors.New("interrupted")
	}
	complain(w, err.Error(), hintOf(err))
}

// inWords writes errors that were joined on one line, and one of Go's as people
// say it.
var inWords = strings.NewReplacer("\n", "; ", context.DeadlineExceeded.Error(), "the time for it was over")

// complain writes an error line and its hint. Nothing is to be done when stderr
// is gone.
func complain(w io.Writer, msg, hint string) {
	msg = inWords.Replace(msg)
	_, _ = fmt.Fprintf(w, "kilas: error: %s\n", oneLine(msg))
	if hint != "" {
		_, _ = fmt.Fprintf(w, "kilas: hint: %s\n", oneLine(hint))
	}
}

// oneLine keeps foreign text from writing lines or control characters of its
// own to the terminal.
func oneLine(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			out[i] = ' '
		}
	}
	return string(out)
}
