package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"
)

// set is a piece of text on a page: in Helvetica of a size, its baseline
// beginning at x and y, in points from the lower left corner.
type set struct {
	size, x, y float64
	text       string
}

// lines sets lines below each other.
func lines(size, x, y, leading float64, texts ...string) []set {
	out := make([]set, len(texts))
	for i, t := range texts {
		out[i] = set{size, x, y - float64(i)*leading, t}
	}
	return out
}

// document is a PDF that a test makes. Texts are in WinAnsiEncoding.
type document struct {
	info  string // entries of its information dictionary
	root  string // further entries of its catalogue
	pages [][]set
}

// bytes writes the document: a catalogue, a list of pages, a font, the
// information, and two objects for each page (ISO 32000-1, sections 7.5 and 9.4).
func (d document) bytes(t testing.TB) []byte {
	t.Helper()
	contents := make([][]byte, len(d.pages))
	for i, p := range d.pages {
		var c bytes.Buffer
		for _, s := range p {
			escaped := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s.text)
			fmt.Fprintf(&c, "BT /F %g Tf %g %g Td (%s) Tj ET\n", s.size, s.x, s.y, escaped)
		}
		contents[i] = c.Bytes()
	}
	return assemble(t, d.info, d.root, contents)
}

// assemble writes a document whose pages have these contents, compressed.
func assemble(t testing.TB, info, root string, contents [][]byte) []byte {
	t.Helper()
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R " + root + " >>", "",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", "<< " + info + " >>",
	}
	var kids strings.Builder
	for _, c := range contents {
		n := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", n)
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		if _, err := w.Write(c); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>", n+1),
			fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", z.Len(), z.String()))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(contents), kids.String())
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}
