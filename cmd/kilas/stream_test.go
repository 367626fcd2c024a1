package main

import (
	"bufio"
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// translate is a filter that people talk through: a line comes out before the
// next one goes in.
func TestTranslateStreams(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	inRead, inWrite := io.Pipe()
	outRead, outWrite := io.Pipe()
	code := make(chan int, 1)
	go func() {
		env := environment{stdin: inRead, stdout: outWrite, stderr: io.Discard, getenv: func(string) string { return "" }, now: time.Now}
		code <- run(ctx, []string{"kilas", "translate", "--no-cache", "-t", "es", "--from", "en", "--translator", "exec:cat"}, env)
		_ = outWrite.Close() // never fails
	}()
	out := bufio.NewScanner(outRead)
	for _, line := range []string{"One is here.", "", "  Two follows.", "Three ends it."} {
		if _, err := io.WriteString(inWrite, line+"\n"); err != nil {
			t.Fatal(err)
		}
		if !out.Scan() || out.Text() != line {
			t.Fatalf("wrote %q, read %q (%v)", line, out.Text(), out.Err())
		}
	}
	if err := inWrite.Close(); err != nil {
		t.Fatal(err)
	}
	if out.Scan() {
		t.Errorf("one more line: %q", out.Text())
	}
	if got := <-code; got != exitOK {
		t.Errorf("status %d, want %d", got, exitOK)
	}
}

// Line n in is line n out, blank lines and white space included, over more
// lines than are worked on at once.
func TestTranslateKeepsLines(t *testing.T) {
	var in strings.Builder
	for range 3 * batchLines {
		in.WriteString("The sea is calm. It is late.\n\n\tNobody came.  \r\n")
	}
	code, out, stderr := call(t, in.String(), "translate", "--no-cache", "-t", "es", "--from", "en", "--translator", "exec:tr a-z A-Z")
	if code != exitOK || out != strings.ToUpper(in.String()) {
		t.Errorf("status %d, output differs (%d bytes of %d); stderr: %s", code, len(out), in.Len(), stderr)
	}
	if code, out, _ := call(t, "", "translate", "-t", "es"); code != exitOK || out != "" {
		t.Errorf("empty input: status %d, %q", code, out)
	}
}
