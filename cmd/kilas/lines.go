package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
)

// lineReader reads lines ahead in the background, so that a filter can take
// all lines that have arrived and does not wait for more.
type lineReader struct {
	lines  chan string
	first  *string // read by peek
	failed error   // valid once lines is closed
}

// batchLines is how many lines are worked on together at most: enough to keep
// all cores busy, few enough to stream.
const batchLines = 64

func readAhead(ctx context.Context, r io.Reader) *lineReader {
	l := &lineReader{lines: make(chan string, batchLines)}
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
// it, at most batchLines. It returns none at the end and when the context
// ended.
func (l *lineReader) batch(ctx context.Context) []string {
	var out []string
	if l.first != nil {
		out, l.first = append(out, *l.first), nil
	} else {
		select {
		case s, ok := <-l.lines:
			if !ok {
				return nil
			}
			out = append(out, s)
		case <-ctx.Done():
			return nil
		}
	}
	for len(out) < batchLines {
		select {
		case s, ok := <-l.lines:
			if !ok {
				return out
			}
			out = append(out, s)
		default:
			return out
		}
	}
	return out
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
