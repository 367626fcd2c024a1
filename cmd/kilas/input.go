package main

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/internal/pipeline"
)

// openText opens a text file, or standard input for "-", as UTF-8 whatever its
// encoding is. Files ending in .gz are read through.
func openText(env environment, name string) (io.ReadCloser, error) {
	f, err := openFile(env, name)
	if err != nil {
		return nil, err
	}
	return readCloser{fetch.UTF8(f), f}, nil
}

// openFile is openText for what tells its encoding itself.
func openFile(env environment, name string) (io.ReadCloser, error) {
	if name == pipeline.Stdin {
		return io.NopCloser(env.stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, explained(name, err)
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		_ = f.Close() // only read
		if err != nil {
			return nil, explained(name, err)
		}
		return nil, &hintedError{fmt.Errorf("%s is a folder", name), "name the files in it"}
	}
	if !strings.HasSuffix(name, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		_ = f.Close() // only read
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return readCloser{z, f}, nil
}

// explained words an error of a file as that of a source.
func explained(name string, err error) error {
	e := fetch.Explain(name, err)
	return &hintedError{errors.New(e.Err), e.Hint}
}

// readCloser is a file that is read through something.
type readCloser struct {
	io.Reader
	io.Closer
}

// maxLineBytes bounds one line of text input; an article as JSON fits in it.
const maxLineBytes = 16 << 20

// scanLines returns a scanner over lines of up to maxLineBytes.
func scanLines(r io.Reader) *bufio.Scanner {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLineBytes)
	return sc
}
