package main

import (
	"io"
	"os"
	"strconv"
	"time"

	"golang.org/x/term"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// environment is all that a run sees of the world around it.
type environment struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
	now    func() time.Time
}

func system() environment {
	return environment{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, now: time.Now}
}

// terminal reports whether a stream is a terminal, and its width in columns.
func terminal(stream any) (width int, ok bool) {
	f, isFile := stream.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return width, true
}

// width is the number of columns to lay text out in; 0 when the output is no
// terminal. COLUMNS goes before what the terminal says.
func (e environment) width() int {
	width, ok := terminal(e.stdout)
	if !ok {
		return 0
	}
	if n, err := strconv.Atoi(e.getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return width
}

// color reports whether to write colors to stdout, see no-color.org.
func (e environment) color(mode string) bool {
	switch mode {
	case "always":
		return true
	case "never":
		return false
	}
	_, ok := terminal(e.stdout)
	return ok && e.getenv("NO_COLOR") == "" && e.getenv("TERM") != "dumb"
}

// locale is the language of the user's locale, "" when it names none.
func (e environment) locale() kilas.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := e.getenv(name); v != "" {
			lang, _ := langs.Parse(v)
			return lang
		}
	}
	return ""
}
