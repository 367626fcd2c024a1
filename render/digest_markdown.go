package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/kilas-news/kilas"
)

// DigestMarkdown writes a digest as CommonMark, its stories as [Markdown] does
// under headings of lower levels.
func DigestMarkdown(w io.Writer, d kilas.Digest, opt Options) error {
	var m markdownWriter
	m.digest(newDigest(d, opt), opt.Verbose)
	_, err := w.Write(m.Bytes())
	return err
}

func (m *markdownWriter) digest(d digest, verbose bool) {
	m.heading(1, d.Title)
	if d.Date != "" {
		fmt.Fprintf(m, "%s\n\n", escapeStart(d.Date))
	}
	fmt.Fprintf(m, "%s\n", escapeStart(d.Lede))
	m.contents(d)
	level := 2
	if d.Sectioned() {
		level = 3
	}
	for _, section := range d.Sections {
		if d.Sectioned() {
			m.WriteString("\n---\n\n")
			m.heading(2, section.Name)
		}
		for i, s := range section.Stories {
			if i > 0 || !d.Sectioned() {
				m.WriteString("\n---\n\n")
			}
			m.story(s, level, verbose)
		}
	}
	if d.Notes() {
		m.WriteString("\n---\n")
	}
	if d.LeftOut != "" {
		fmt.Fprintf(m, "\n%s\n", escapeStart(d.LeftOut))
	}
	m.list(2, problemsHeading, d.Problems)
	m.list(2, "Warnings", d.Warnings)
	if verbose && len(d.Colophon) > 0 {
		fmt.Fprintf(m, "\n%s\n", escapeStart(strings.Join(d.Colophon, ", ")))
	}
}

// contents lists the titles, when there are several. Names of anchors differ
// between readers of Markdown, so the titles are no links.
func (m *markdownWriter) contents(d digest) {
	if len(d.Stories()) < 2 {
		return
	}
	for _, section := range d.Sections {
		if section.Name != "" {
			fmt.Fprintf(m, "\n**%s**\n", escape(section.Name))
		}
		m.WriteByte('\n')
		for _, s := range section.Stories {
			label := fmt.Sprintf("%d. ", s.N)
			indent := strings.Repeat(" ", len(label))
			fmt.Fprintf(m, "%s%s\\\n", label, escapeStart(s.Title.Source.Text))
			if t := s.Title.Target; t != nil {
				fmt.Fprintf(m, "%s%s\\\n", indent, escapeStart(t.Text))
			}
			fmt.Fprintf(m, "%s*%s*\n", indent, escape(strings.Join(s.Summary(), "; ")))
		}
	}
}
