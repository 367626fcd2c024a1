package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// DigestEPUB writes a digest as an e-book of EPUB 3.3: a cover, the contents, a
// chapter for each story with both languages side by side where the reader is
// wide enough, and what went wrong as the last chapter. The same digest gives
// the same bytes. Pictures are left out, because a book may not fetch them.
func DigestEPUB(w io.Writer, d kilas.Digest, opt Options) error {
	opt.Images = false
	shown := newDigest(d, opt)
	shown.setLayout(layout{Level: 1})
	shown.Minor = 2
	made := d.Created
	for _, b := range d.Briefs() {
		made = later(made, b.Created)
	}
	b := book{digest: shown, languages: bookLanguages(d), made: bookTime(made)}
	b.addChapters()
	if b.err != nil {
		return fmt.Errorf("render epub: %w", b.err)
	}
	pkg, err := b.packageDocument(opt)
	if err != nil {
		return fmt.Errorf("encode epub: %w", err)
	}
	var buf bytes.Buffer
	if err := writeContainer(&buf, b.made, append(b.files, bookFile{name: packageName, content: pkg})); err != nil {
		return fmt.Errorf("pack epub: %w", err)
	}
	_, err = w.Write(buf.Bytes())
	return err
}

// book gathers the files of an e-book, in reading order.
type book struct {
	digest
	languages []string
	made      time.Time
	files     []bookFile
	err       error
}

// bookFile is a file of the book; its name is relative to the package document.
type bookFile struct {
	id, name, mediaType string
	properties          string
	content             []byte
	unread              bool // not part of the reading order
}

// chapter is what the templates of the book see.
type chapter struct {
	digest
	Name    string // of the page
	Section string
	Story   story
}

func (b *book) addChapters() {
	b.page("cover", "", chapter{Name: b.Title})
	b.page("nav", "nav", chapter{Name: "Contents"})
	for _, section := range b.Sections {
		for _, s := range section.Stories {
			b.chapter("story", s.ID, "", chapter{Name: s.Title.Source.Text, Section: section.Name, Story: s})
		}
	}
	if b.Notes() {
		b.page("notes", "", chapter{Name: "Notes"})
	}
	b.files = append(b.files,
		bookFile{id: "style", name: "book.css", mediaType: "text/css", content: []byte(styleSheet("book.css")), unread: true},
		bookFile{id: "cover-image", name: "cover.svg", mediaType: "image/svg+xml", properties: "cover-image", content: b.coverImage(), unread: true},
	)
}

// page adds a page that has a template of its own.
func (b *book) page(name, properties string, c chapter) { b.chapter(name, name, properties, c) }

// chapter adds a page. Go's templates know HTML and not XML, whose declaration
// they would escape.
func (b *book) chapter(template, id, properties string, c chapter) {
	c.digest = b.digest
	var buf bytes.Buffer
	buf.WriteString(xml.Header)
	if err := templates.ExecuteTemplate(&buf, "book."+template, c); err != nil && b.err == nil {
		b.err = err
	}
	b.files = append(b.files, bookFile{
		id: id, name: id + ".xhtml", mediaType: "application/xhtml+xml", properties: properties, content: buf.Bytes(),
	})
}

// coverImage is the picture that stands for the book on a shelf.
func (b *book) coverImage() []byte {
	var svg bytes.Buffer
	svg.WriteString(xml.Header + `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800" width="600" height="800">
<rect width="600" height="800" fill="#fbfaf6"/>
<rect x="40" y="60" width="520" height="6" fill="#23211d"/>
<rect x="40" y="734" width="520" height="2" fill="#23211d"/>
`)
	line := func(y, size int, text string) {
		fmt.Fprintf(&svg, `<text x="300" y="%d" font-family="Georgia, serif" font-size="%d" text-anchor="middle" fill="#23211d">`, y, size)
		_ = xml.EscapeText(&svg, []byte(text)) // a buffer does not fail
		svg.WriteString("</text>\n")
	}
	lines := wrap(b.Title, 18)
	for i, l := range lines[:min(len(lines), 5)] {
		line(240+i*76, 60, l)
	}
	line(680, 26, b.Date)
	svg.WriteString("</svg>\n")
	return svg.Bytes()
}

// bookLanguages are the tags of all languages in a digest, the readers' own
// first, without those that are none; "en" stands for nothing.
func bookLanguages(d kilas.Digest) []string {
	var list []string
	seen := map[kilas.Lang]bool{}
	add := func(l kilas.Lang) {
		if tag := xmlLang(l); tag != "" && !seen[l] {
			seen[l] = true
			list = append(list, tag)
		}
	}
	for _, b := range d.Briefs() {
		add(b.TargetLang)
	}
	for _, b := range d.Briefs() {
		add(b.SourceLang)
	}
	if len(list) == 0 {
		return []string{"en"}
	}
	return list
}

// bookTime is the time of a book and its files, of which zip and EPUB both want
// one: without any it is the first that zip can say.
func bookTime(s string) time.Time {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC()
	}
	return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
}

// identifier is the book's for all time.
func (b *book) identifier() string {
	if b.ID != "" {
		return urn("digest", b.ID)
	}
	return urn("digest", strings.Join([]string{b.Title, b.made.Format(time.RFC3339)}, " "))
}
