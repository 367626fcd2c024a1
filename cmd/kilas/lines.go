package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/pipeline"
)

// lineReader reads lines ahead in the background, so that a filter can take
// all lines that have arrived and does not wait for more.
type lineReader struct {
	lines  chan string
	first  *string // read by peek
	file   bool    // nobody waits for an answer before the next line
	failed error   // valid once lines is closed
}

// batchLines is how many lines are worked on together at most: enough to keep
// all cores busy, few enough to stream.
const batchLines = 64

func readAhead(ctx context.Context, r io.Reader, file bool) *lineReader {
	l := &lineReader{lines: make(chan string, batchLines), file: file}
	go func() {
		defer close(l.lines)
		sc := bufio.NewScanner(r)
		sc.Buffer(make([]byte, 0, 64<<10), maxLineBytes)
		sc.Split(splitLines)
		for n := 1; sc.Scan(); n++ {
			select {
			case l.lines <- strings.ToValidUTF8(sc.Text(), "\uFFFD"):
			case <-ctx.Done():
				return
			}
		}
		l.failed = sc.Err()
		if errors.Is(l.failed, bufio.ErrTooLong) {
			l.failed = fmt.Errorf("a line is longer than %d MB", maxLineBytes>>20)
		}
	}()
	return l
}

// splitLines is bufio.ScanLines that keeps a carriage return.
func splitLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, data[:i], nil
	}
	if atEOF && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// peek returns the first line without taking it, "" when there is none.
func (l *lineReader) peek(ctx context.Context) string {
	if l.first == nil {
		select {
		case s, ok := <-l.lines:
			if !ok {
				return ""
			}
			l.first = &s
		case <-ctx.Done():
			return ""
		}
	}
	return *l.first
}

// batch waits for a line and returns it with those that have arrived after
// it, at most batchLines. It returns none at the end, when the context ended,
// and when none came for as long as it is to wait, if that isn't 0: only then
// there may be more.
func (l *lineReader) batch(ctx context.Context, wait time.Duration) (lines []string, more bool) {
	if l.first != nil {
		lines, l.first = append(lines, *l.first), nil
	} else {
		var over <-chan time.Time
		if wait > 0 {
			timer := time.NewTimer(wait)
			defer timer.Stop()
			over = timer.C
		}
		select {
		case s, ok := <-l.lines:
			if !ok {
				return nil, false
			}
			lines = append(lines, s)
		case <-over:
			return nil, true
		case <-ctx.Done():
			return nil, false
		}
	}
	for len(lines) < batchLines {
		s, ok := l.next()
		if !ok {
			break
		}
		lines = append(lines, s)
	}
	return lines, false
}

// next returns the next line if it has arrived. The lines of a file have.
func (l *lineReader) next() (s string, ok bool) {
	if l.file {
		s, ok = <-l.lines
		return s, ok
	}
	select {
	case s, ok = <-l.lines:
		return s, ok
	default:
		return "", false
	}
}

// err is the error that ended reading. It is to be asked after the end only.
func (l *lineReader) err() error {
	select {
	case _, ok := <-l.lines:
		if !ok {
			return l.failed
		}
	default:
	}
	return nil
}

// isFile reports whether lines of a source come from a file, and all at once.
func isFile(env environment, name string) bool {
	if name != pipeline.Stdin {
		info, err := os.Stat(name)
		return err == nil && info.Mode().IsRegular()
	}
	f, ok := env.stdin.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}
