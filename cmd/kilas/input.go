package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/kilas-news/kilas/internal/pipeline"
)

// openText opens a file, or standard input for "-". Files ending in .gz are
// read through.
func openText(env environment, name string) (io.ReadCloser, error) {
	if name == pipeline.Stdin {
		return io.NopCloser(env.stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || info.IsDir() {
		_ = f.Close() // only read
		if err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%s is a folder", name)
	}
	if !strings.HasSuffix(name, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		_ = f.Close() // only read
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

// maxLineBytes bounds one line of text input; an article as JSON fits in it.
const maxLineBytes = 16 << 20

// scanLines returns a scanner over lines of up to maxLineBytes.
func scanLines(r io.Reader) *bufio.Scanner {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 0, 64<<10), maxLineBytes)
	return sc
}
