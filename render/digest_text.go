package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/kilas-news/kilas"
)

// DigestText writes a digest for a terminal, a pipe or the text part of a mail:
// the contents, then every story as [Text] lays it out, then what went wrong.
func DigestText(w io.Writer, d kilas.Digest, opt Options) error {
	var buf bytes.Buffer
	t := textWriter{Buffer: &buf, width: opt.Width, color: opt.Color}
	t.digest(newDigest(d, opt), opt)
	_, err := w.Write(buf.Bytes())
	return err
}

func (t *textWriter) digest(d digest, opt Options) {
	t.paragraph("", d.Title, strong)
	if d.Date != "" {
		t.paragraph("", d.Date, plain)
	}
	t.paragraph("", d.Lede, plain)
	t.contents(d)
	for _, section := range d.Sections {
		if section.Name != "" {
			t.line("")
			t.line("")
			t.rule("=", section.Name, strong)
		}
		for _, s := range section.Stories {
			t.line("")
			t.line("")
			t.rule("-", s.heading(len(d.Stories())), faint)
			t.line("")
			t.columns = fitsColumns(s, t.width)
			t.story(s, opt.Verbose)
		}
	}
	t.columns = false
	t.notes(d, opt.Verbose)
}

// heading says which story this is, and its marks.
func (s story) heading(of int) string {
	parts := []string{fmt.Sprintf("%d/%d", s.N, of)}
	for _, m := range s.Marks {
		parts = append(parts, m.Text)
	}
	return strings.Join(parts, ", ")
}

// contents lists the titles, when there are several.
func (t *textWriter) contents(d digest) {
	if len(d.Stories()) < 2 {
		return
	}
	for _, section := range d.Sections {
		t.line("")
		if section.Name != "" {
			t.paragraph("", section.Name, strong)
		}
		for _, s := range section.Stories {
			label := fmt.Sprintf("%2d  ", s.N)
			for _, side := range s.Title.Passages() {
				t.paragraph(label, side.Text, plain)
				label = strings.Repeat(" ", len(label))
			}
			t.paragraph(label, strings.Join(s.Summary(), "; "), faint)
		}
	}
}

// ruleLength is that of a rule where the width of lines isn't bounded.
const ruleLength = 72

// rule writes a line of its own over a heading.
func (t *textWriter) rule(stroke, heading string, s style) {
	length := ruleLength
	if t.width > 0 {
		length = min(t.stackedWidth(), ruleLength)
	}
	t.line(t.paint(faint, strings.Repeat(stroke, length)))
	t.paragraph("", heading, s)
}

func (t *textWriter) notes(d digest, verbose bool) {
	if d.LeftOut != "" {
		t.line("")
		t.line("")
		t.paragraph("", d.LeftOut, plain)
	}
	if len(d.Problems) > 0 {
		t.line("")
		t.line("")
		t.rule("=", problemsHeading, strong)
		for _, p := range d.Problems {
			t.paragraph("  ! ", p, alarm)
		}
	}
	t.warnings(d.Warnings)
	if verbose && len(d.Colophon) > 0 {
		t.line("")
		t.paragraph("", strings.Join(d.Colophon, ", "), faint)
	}
}
