package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// ErrTooLarge says that a body is over [Options].MaxBodyBytes. It is counted
// after decompression, so that a small bomb doesn't become a large text.
var ErrTooLarge = errors.New("body is too large")

// readBody reads all of r, up to limit bytes.
func readBody(r io.Reader, limit int64) ([]byte, error) {
	var b bytes.Buffer
	n, err := b.ReadFrom(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, fmt.Errorf("%w: over %d MB", ErrTooLarge, limit/1e6)
	}
	return b.Bytes(), nil
}

// withContext makes reading end with ctx, between two reads: a blocked read of
// a terminal or pipe can't be interrupted.
func withContext(ctx context.Context, r io.Reader) io.Reader { return contextReader{ctx, r} }

type contextReader struct {
	ctx context.Context //nolint:containedctx // it lives for one call of readBody
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// gunzip unpacks files that are gzipped, whatever they are called.
func gunzip(name string, body []byte, limit int64) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errEncoding, err)
	}
	out, err := readBody(z, limit)
	if err != nil && !errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("%w: %w", errEncoding, err)
	}
	return out, err
}

// errEncoding says that a compressed body is broken.
var errEncoding = errors.New("broken compression")

// acceptEncoding is what [decompress] can undo.
const acceptEncoding = "gzip, br, zstd"

// decompress undoes the codings of a Content-Encoding header, the last first.
func decompress(r io.Reader, codings string) (io.ReadCloser, error) {
	out := io.NopCloser(r)
	list := strings.Split(codings, ",")
	if len(list) > 3 {
		return nil, fmt.Errorf("%w: %d codings", errEncoding, len(list))
	}
	for i := len(list) - 1; i >= 0; i-- {
		var err error
		if out, err = decompressOne(out, strings.ToLower(strings.TrimSpace(list[i]))); err != nil {
			return nil, fmt.Errorf("%w: %w", errEncoding, err)
		}
	}
	return out, nil
}

// maxWindowBytes bounds the memory of a zstd decoder; RFC 8878 (section 7.1)
// wants 8 MB, so does RFC 9659 for the web.
const maxWindowBytes = 8 << 20

func decompressOne(r io.ReadCloser, coding string) (io.ReadCloser, error) {
	switch coding {
	case "", "identity":
		return r, nil
	case "gzip", "x-gzip":
		return gzip.NewReader(r)
	case "deflate":
		return zlib.NewReader(r)
	case "br":
		return io.NopCloser(brotli.NewReader(r)), nil
	case "zstd":
		z, err := zstd.NewReader(r, zstd.WithDecoderMaxWindow(maxWindowBytes), zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, err
		}
		return z.IOReadCloser(), nil
	}
	return nil, fmt.Errorf("unknown coding %q", coding)
}
