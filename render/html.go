package render

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/kilas-news/kilas"
)

//go:embed page.html.tmpl
var pageSource string

//go:embed page.css
var pageStyle string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"join": func(list []string) string { return strings.Join(list, ", ") },
	"lead": lead,
}).Parse(pageSource))

// page is what the template sees.
type page struct {
	Title     string
	Style     template.CSS
	Generator string
	Stories   []story
}

// HTML writes one page with all briefs, both languages side by side. It needs
// nothing but itself: no scripts, no fonts, no pictures, no network. It follows
// the reader's choice of a dark or light screen, fits a phone, and prints.
func HTML(w io.Writer, briefs []kilas.Brief, opt Options) error {
	p := page{Style: template.CSS(pageStyle), Generator: clean(opt.Generator), Stories: newStories(briefs, opt)}
	p.Title = pageTitle(p.Stories)
	var buf bytes.Buffer
	if err := pageTemplate.Execute(&buf, p); err != nil {
		return fmt.Errorf("render html: %w", err)
	}
	_, err := w.Write(buf.Bytes())
	return err
}

func pageTitle(list []story) string {
	switch len(list) {
	case 0:
		return "No stories"
	case 1:
		return list[0].Title.Source.Text
	}
	return fmt.Sprintf("%d stories", len(list))
}

// lead puts the first letter in upper case, where a phrase opens a line.
func lead(s string) string {
	if s == "" {
		return s
	}
	first := []rune(s)[:1]
	return strings.ToUpper(string(first)) + s[len(string(first)):]
}
