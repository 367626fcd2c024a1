package models

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// Beginnings of packed files (RFC 1952, RFC 8878). No file of a model begins
// so.
var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
)

// maxLayers is how often a file may be packed: once by whoever stored it, and
// once more by a server on the way.
const maxLayers = 2

// maxWindowBytes bounds the memory for zstd.
const maxWindowBytes = 64 << 20

// unpack looks at how a file begins and unpacks it if it is packed.
func unpack(r io.Reader) (io.Reader, error) {
	for range maxLayers {
		b := bufio.NewReader(r)
		start, err := b.Peek(len(zstdMagic))
		if err != nil && err != io.EOF {
			return nil, err
		}
		switch {
		case bytes.HasPrefix(start, gzipMagic):
			if r, err = gzip.NewReader(b); err != nil {
				return nil, fmt.Errorf("gzip: %w", err)
			}
		case bytes.HasPrefix(start, zstdMagic):
			// with one goroutine there is nothing to close
			if r, err = zstd.NewReader(b, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindowBytes)); err != nil {
				return nil, fmt.Errorf("zstd: %w", err)
			}
		default:
			return b, nil
		}
	}
	return r, nil
}
