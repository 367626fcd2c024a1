package decode

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// ErrBinary is returned by a [Reader] for what is no text.
var ErrBinary = errors.New("is binary, not text")

// Reader reads a text of an encoding that nobody says as UTF-8, as it comes: it
// waits for no more than it was given. The first part with bytes beyond ASCII
// decides. What is not valid in UTF-8 stays as it is when that is what it is in.
type Reader struct {
	src     io.Reader
	begun   bool
	decided io.Reader // the rest, once the encoding is known
	plain   []byte    // ASCII that is known to be text
	err     error     // of src, to be returned after plain
}

// NewReader returns a Reader of r.
func NewReader(r io.Reader) *Reader { return &Reader{src: r} }

// partBytes is how much is read, and judged, at once.
const partBytes = 64 << 10

// Read implements io.Reader.
func (d *Reader) Read(p []byte) (int, error) {
	for d.decided == nil && len(d.plain) == 0 && d.err == nil {
		d.next()
	}
	switch {
	case d.decided != nil:
		return d.decided.Read(p)
	case len(d.plain) > 0:
		n := copy(p, d.plain)
		d.plain = d.plain[n:]
		return n, nil
	}
	return 0, d.err
}

// next reads a part, and decides when it can.
func (d *Reader) next() {
	part := make([]byte, partBytes)
	n, err := d.src.Read(part)
	for err == nil && !d.begun && n > 0 && n < 4 && part[0] >= 0x80 { // of a byte order mark
		var more int
		more, err = d.src.Read(part[n:])
		n += more
	}
	part, d.err = part[:n], err
	first := !d.begun && n > 0
	d.begun = d.begun || first
	e := encoding.Nop
	switch marked, skip := markedEncoding(part); {
	case first && marked != nil:
		e, part = marked, part[skip:]
	case first && UTF16(part[:min(n, 8192)]):
		order := unicode.LittleEndian
		if part[0] == 0 {
			order = unicode.BigEndian
		}
		e = unicode.UTF16(order, unicode.IgnoreBOM)
	case bytes.IndexByte(part, 0) >= 0 && first:
		d.err = ErrBinary
		return
	case isISO2022(part):
		e = detectEncoding(part)
	case ascii(part):
		d.plain = part
		return
	case !validSoFar(part) && !mostlyUTF8(part):
		e = detectEncoding(part)
	}
	if err != nil {
		d.src = failing{err}
	}
	d.decided = io.MultiReader(bytes.NewReader(part), d.src)
	if e != encoding.Nop && e != unicode.UTF8 {
		d.decided = transform.NewReader(d.decided, e.NewDecoder())
	}
}

// failing is a reader that ended with an error.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// validSoFar reports whether b is UTF-8 that may break off in a character.
func validSoFar(b []byte) bool {
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax+1); i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				b = b[:i]
			}
			break
		}
	}
	return utf8.Valid(b)
}
