package render

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/kilas-news/kilas"
)

//go:embed *.tmpl *.css
var layouts embed.FS

// templates are those of all formats that are made of HTML. What story.html.tmpl
// defines is well-formed XML too.
var templates = template.Must(template.New("").Funcs(template.FuncMap{
	"join": func(list []string) string { return strings.Join(list, ", ") },
	"lead": lead,
}).ParseFS(layouts, "*.tmpl"))

// style returns a style sheet of the package, which is trusted.
func styleSheet(name string) template.CSS {
	css, err := layouts.ReadFile(name)
	if err != nil {
		panic(err) // the name is not embedded: a bug
	}
	return template.CSS(css)
}

// page is what the template of HTML pages sees: a single story or a digest.
type page struct {
	digest
	Style     template.CSS
	Generator string
	Images    bool
	Single    *story
}

// HTML writes one page with all briefs, both languages side by side. It needs
// nothing but itself: no scripts, no fonts, no pictures unless opt asks for
// them, no network. It follows the reader's choice of a dark or light screen,
// fits a phone, and prints.
func HTML(w io.Writer, briefs []kilas.Brief, opt Options) error {
	p := page{digest: digest{Sections: []section{{Stories: newStories(briefs, opt)}}}}
	switch stories := p.Stories(); len(stories) {
	case 0:
		p.Title, p.Sections = "No stories", nil
	case 1:
		p.Title, p.Single = stories[0].Title.Source.Text, &stories[0]
		p.Single.layout = layout{Level: 1, Heads: true, Addresses: true}
	default:
		p.Title = fmt.Sprintf("%d stories", len(stories))
		p.setLayout(layout{Level: 2, Heads: true, Addresses: true})
	}
	return p.write(w, opt)
}

// DigestHTML writes a digest as a page like those of [HTML], with contents,
// sections, and what went wrong at its end.
func DigestHTML(w io.Writer, d kilas.Digest, opt Options) error {
	p := page{digest: newDigest(d, opt)}
	level := 2
	if p.Sectioned() {
		level = 3
	}
	p.setLayout(layout{Level: level, Heads: true})
	p.Minor = 2
	return p.write(w, opt)
}

func (p page) write(w io.Writer, opt Options) error {
	p.Style, p.Generator, p.Images = styleSheet("page.css"), clean(opt.Generator), opt.Images
	return execute(w, "page.html.tmpl", p)
}

// execute writes nothing when the template fails.
func execute(w io.Writer, name string, data any) error {
	var buf bytes.Buffer
	if err := templates.ExecuteTemplate(&buf, name, data); err != nil {
		return fmt.Errorf("render %s: %w", strings.TrimSuffix(name, ".tmpl"), err)
	}
	_, err := w.Write(buf.Bytes())
	return err
}

// layout is how a story is laid out in HTML.
type layout struct {
	Level     int  // of its heading, 1 to 5
	Heads     bool // name the languages above the columns
	Addresses bool // write addresses out beside the links
	Short     bool // leave out all but the first point
	Listed    bool // name it in the contents alone
}

// Minor is the level of the headings inside the story.
func (l layout) Minor() int { return l.Level + 1 }

// setLayout lays out all stories in the same way.
func (d *digest) setLayout(l layout) {
	for i := range d.Sections {
		for j := range d.Sections[i].Stories {
			d.Sections[i].Stories[j].layout = l
		}
	}
}

// lead puts the first letter in upper case, where a phrase opens a line.
func lead(s string) string {
	if s == "" {
		return s
	}
	first := []rune(s)[:1]
	return strings.ToUpper(string(first)) + s[len(string(first)):]
}
