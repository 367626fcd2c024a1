package render

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/kilas-news/kilas"
)

// Markdown writes briefs as CommonMark: a heading a story, the points as a
// numbered list whose items have a paragraph for each language. Text of
// articles is escaped, also against the extensions of GitHub.
func Markdown(w io.Writer, briefs []kilas.Brief, opt Options) error {
	var m markdownWriter
	for i, s := range newStories(briefs, opt) {
		if i > 0 {
			m.WriteString("\n---\n\n")
		}
		m.story(s, 1, opt.Verbose)
	}
	_, err := w.Write(m.Bytes())
	return err
}

type markdownWriter struct{ bytes.Buffer }

// story writes a story under a heading of a level from 1 to 5.
func (m *markdownWriter) story(s story, level int, verbose bool) {
	m.heading(level, s.Title.Source.Text)
	if t := s.Title.Target; t != nil {
		fmt.Fprintf(m, "**%s**%s\n\n", escape(t.Text), inBrackets(t.Origin))
	}
	if len(s.Marks) > 0 {
		fmt.Fprintf(m, "%s\n\n", m.marks(s.Marks))
	}
	for _, src := range s.Sources {
		m.source(src)
	}
	if s.Because != "" {
		fmt.Fprintf(m, "\n%s\n", escape(s.Because))
	}
	if len(s.Points) > 0 {
		fmt.Fprintf(m, "\n%s In brief\n", hashes(level+1))
	}
	for _, p := range s.Points {
		m.point(p, s.Bilingual)
	}
	for _, list := range s.Only {
		m.WriteByte('\n')
		m.heading(level+1, list.Heading)
		for _, item := range list.Items {
			fmt.Fprintf(m, "- %s\n", escapeStart(item.reference()+item.Text))
		}
	}
	m.list(level+1, "Warnings", s.Warnings)
	if verbose && len(s.Colophon) > 0 {
		fmt.Fprintf(m, "\n%s\n", escapeStart(strings.Join(s.Colophon, ", ")))
	}
}

func hashes(level int) string { return strings.Repeat("#", level) }

func (m *markdownWriter) heading(level int, s string) {
	fmt.Fprintf(m, "%s %s\n\n", hashes(level), escape(s))
}

// list writes a list under a heading, or nothing.
func (m *markdownWriter) list(level int, heading string, items []string) {
	if len(items) == 0 {
		return
	}
	m.WriteByte('\n')
	m.heading(level, heading)
	for _, item := range items {
		fmt.Fprintf(m, "- %s\n", escapeStart(item))
	}
}

func (m *markdownWriter) marks(list []mark) string {
	var parts []string
	for _, k := range list {
		if k.Alert {
			parts = append(parts, "**"+escape(lead(k.Text))+"**")
		} else {
			parts = append(parts, "*"+escape(k.Text)+"*")
		}
	}
	return strings.Join(parts, ", ")
}

func (m *markdownWriter) source(s source) {
	fmt.Fprintf(m, "%d. %s", s.N, escapeStart(s.line()))
	switch {
	case s.Link != "":
		fmt.Fprintf(m, ": <%s>", s.Link)
	case s.Address != "":
		fmt.Fprintf(m, ": %s", escape(s.Address))
	}
	m.WriteByte('\n')
}

// point writes an item of a list; its paragraphs are indented to its text.
func (m *markdownWriter) point(p point, bilingual bool) {
	label := fmt.Sprintf("%d. ", p.N)
	indent := strings.Repeat(" ", len(label))
	m.WriteByte('\n')
	for i, side := range p.Passages() {
		if i > 0 {
			m.WriteByte('\n')
			label = indent
		}
		text := escapeStart(side.reference() + side.Text)
		if bilingual {
			text = "*" + escape(side.Name) + ":* " + text
		}
		fmt.Fprintf(m, "%s%s%s\n", label, text, inBrackets(side.Origin))
	}
	for _, problem := range p.Problems {
		fmt.Fprintf(m, "\n%s**Check:** %s\n", indent, escape(problem))
	}
	for _, detail := range p.Details {
		fmt.Fprintf(m, "\n%s%s\n", indent, escapeStart(detail))
	}
}

func inBrackets(s string) string {
	if s == "" {
		return ""
	}
	return " (" + escape(s) + ")"
}

// special is the punctuation that means something inside a line, in CommonMark
// 0.31 (section 2.4 allows a backslash before all ASCII punctuation) or on
// GitHub: tables, strike-through, formulas.
var special = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`, "&", `\&`, "$", `\$`,
)

func escape(s string) string { return special.Replace(s) }

// lineStart matches what begins a list, a rule or an underline at the start of
// a block.
var lineStart = regexp.MustCompile(`^(?:[-+=]|\d{1,9}[.)])`)

// escapeStart is for text that begins a block.
func escapeStart(s string) string {
	s = escape(s)
	if at := lineStart.FindStringIndex(s); at != nil {
		return s[:at[1]-1] + `\` + s[at[1]-1:]
	}
	return s
}
