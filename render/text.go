package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/kilas-news/kilas"
)

// Sizes of the layout in columns of the terminal. Lines longer than about 75
// columns are hard to read, so a wide terminal is not filled.
const (
	minColumnsWidth = 100
	maxColumn       = 72
	maxStacked      = 88
	minStacked      = 24
	gutter          = 4
	margin          = len(indent)
)

// indent goes before what belongs to a number in the margin.
const indent = "    "

// Text writes briefs for a terminal or pipe: both languages in two columns,
// source left, when opt.Width is at least 100, else stacked. All layouts say the
// same. A brief with a language that is written from right to left is always
// stacked, because terminals reorder whole lines (UAX #9), columns and all.
func Text(w io.Writer, briefs []kilas.Brief, opt Options) error {
	var buf bytes.Buffer
	for i, s := range newStories(briefs, opt) {
		if i > 0 {
			buf.WriteString("\n\n")
		}
		t := textWriter{Buffer: &buf, width: opt.Width, color: opt.Color, columns: fitsColumns(s, opt.Width)}
		t.story(s, opt.Verbose)
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// fitsColumns reports whether both languages go side by side.
func fitsColumns(s story, width int) bool {
	if width < minColumnsWidth || !s.Bilingual {
		return false
	}
	for _, l := range s.Languages {
		if l.RightToLeft {
			return false
		}
	}
	return true
}

// textWriter lays out one story. width is 0 where nothing is wrapped.
type textWriter struct {
	*bytes.Buffer
	width   int
	color   bool
	columns bool
}

func (t *textWriter) story(s story, verbose bool) {
	t.title(s.Title)
	t.sources(s.Sources)
	if s.Because != "" {
		t.paragraph(indent, s.Because, faint)
	}
	if t.columns {
		t.columnHeads(s.Languages)
	}
	for _, p := range s.Points {
		t.point(p)
	}
	t.only(s.Only)
	t.warnings(s.Warnings)
	if verbose && len(s.Colophon) > 0 {
		t.line("")
		t.paragraph("", strings.Join(s.Colophon, ", "), faint)
	}
}

// columnWidth is the width of a text column, the margin left of it not counted.
func (t *textWriter) columnWidth() int {
	return min((t.width-margin-gutter)/2, maxColumn)
}

// stackedWidth is the width of lines that cross the columns, or 0.
func (t *textWriter) stackedWidth() int {
	switch {
	case t.width == 0:
		return 0
	case t.columns:
		return margin + 2*t.columnWidth() + gutter
	}
	return max(min(t.width, maxStacked), minStacked)
}

func (t *textWriter) line(s string) {
	t.WriteString(strings.TrimRight(s, " "))
	t.WriteByte('\n')
}

// paragraph writes text after a label, with further lines indented by the
// label's width. Labels are ASCII.
func (t *textWriter) paragraph(label, text string, s style) {
	width := t.stackedWidth()
	if width > 0 {
		width -= len(label)
	}
	for i, l := range wrap(text, width) {
		if i > 0 {
			label = strings.Repeat(" ", len(label))
		}
		t.line(t.label(label) + t.paint(s, l))
	}
}

// label paints what is not space.
func (t *textWriter) label(s string) string {
	word := strings.TrimSpace(s)
	if word == "" {
		return s
	}
	painted := accent
	if word == "!" {
		painted = alarm
	}
	return strings.Replace(s, word, t.paint(painted, word), 1)
}

func (t *textWriter) title(p pair) {
	if t.columns && p.Target != nil {
		t.sideBySide(indent, p, strong)
	} else {
		for _, side := range p.Passages() {
			t.tagged("", side, strong, p.Target != nil)
		}
	}
	t.line("")
}

func (t *textWriter) sources(list []source) {
	for _, s := range list {
		t.paragraph(fmt.Sprintf("[%d] ", s.N), s.line(), plain)
		if s.Address != "" { // not wrapped, so that it can be opened and copied
			t.line(indent + t.paint(faint, s.Address))
		}
	}
}

func (t *textWriter) columnHeads(list []language) {
	t.line("")
	left, right := t.cell("", list[0].Name, faint), t.cell("", list[1].Name, faint)
	t.rows(indent, left, right)
}

func (t *textWriter) point(p point) {
	t.line("")
	label := fmt.Sprintf("%2d  ", p.N)
	if t.columns && p.Target != nil {
		t.sideBySide(label, p.pair, plain)
	} else {
		for i, side := range p.Passages() {
			if i > 0 {
				label = strings.Repeat(" ", len(label))
			}
			t.tagged(label, side, plain, p.Target != nil)
		}
	}
	for _, problem := range p.Problems {
		t.paragraph(indent+"! ", problem, alarm)
	}
	for _, detail := range p.Details {
		t.paragraph(indent, detail, faint)
	}
}

// tagged writes a passage of a stacked layout after its language's tag. Before
// a right-to-left text the tag has a line of its own, because the first strong
// character gives a line its direction.
func (t *textWriter) tagged(label string, p passage, s style, tag bool) {
	switch {
	case !tag:
	case p.RightToLeft:
		t.line(t.label(label) + t.paint(faint, string(p.Tag)))
		label = strings.Repeat(" ", len(label))
	default:
		label += string(p.Tag) + "  "
	}
	t.paragraph(label, p.reference()+p.Text, s)
	if p.Origin != "" {
		t.paragraph(strings.Repeat(" ", len(label)), "("+p.Origin+")", faint)
	}
}

// reference is the article's number where the reader needs it.
func (p passage) reference() string {
	if p.Article == 0 {
		return ""
	}
	return fmt.Sprintf("[%d] ", p.Article)
}

func (t *textWriter) only(lists []onlyList) {
	if len(lists) == 0 {
		return
	}
	t.line("")
	if t.columns {
		var left, right []cellLine
		for _, list := range lists {
			if list.Target {
				right = append(right, t.onlyCell(list)...)
			} else {
				left = append(left, t.onlyCell(list)...)
			}
		}
		t.rows(indent, left, right)
		return
	}
	for i, list := range lists {
		if i > 0 {
			t.line("")
		}
		t.paragraph("", list.Heading, strong)
		for _, item := range list.Items {
			t.paragraph("  - ", item.reference()+item.Text, plain)
		}
	}
}

func (t *textWriter) warnings(list []string) {
	if len(list) == 0 {
		return
	}
	t.line("")
	t.paragraph("", "Warnings", strong)
	for _, w := range list {
		t.paragraph("  ! ", w, alarm)
	}
}
