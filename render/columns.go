package render

import "strings"

// cellLine is a line of a column; its text fits the column's width.
type cellLine struct {
	text  string
	style style
}

// cell breaks text into the lines of a column after a bullet, if any.
func (t *textWriter) cell(bullet, text string, s style) []cellLine {
	var lines []cellLine
	for _, l := range wrap(text, t.columnWidth()-len(bullet)) {
		lines = append(lines, cellLine{bullet + l, s})
		bullet = strings.Repeat(" ", len(bullet))
	}
	return lines
}

func (t *textWriter) passageCell(p passage, s style) []cellLine {
	lines := t.cell("", p.reference()+p.Text, s)
	if p.Origin != "" {
		lines = append(lines, t.cell("", "("+p.Origin+")", faint)...)
	}
	return lines
}

func (t *textWriter) onlyCell(list onlyList) []cellLine {
	lines := t.cell("", list.Heading, strong)
	for _, item := range list.Items {
		lines = append(lines, t.cell("- ", item.reference()+item.Text, plain)...)
	}
	return lines
}

// sideBySide writes both passages of a pair in one row.
func (t *textWriter) sideBySide(label string, p pair, s style) {
	t.rows(label, t.passageCell(p.Source, s), t.passageCell(*p.Target, s))
}

// rows writes two columns line by line, the label before the first line.
func (t *textWriter) rows(label string, left, right []cellLine) {
	for i := range max(len(left), len(right)) {
		l, r := lineAt(left, i), lineAt(right, i)
		gap := strings.Repeat(" ", max(1, t.columnWidth()+gutter-columns(l.text)))
		t.line(t.label(label) + t.paint(l.style, l.text) + gap + t.paint(r.style, r.text))
		label = indent
	}
}

// lineAt returns an empty line below the end of a column.
func lineAt(lines []cellLine, i int) cellLine {
	if i < len(lines) {
		return lines[i]
	}
	return cellLine{}
}
