package render

import (
	"encoding/xml"
	"regexp"
	"time"

	"github.com/kilas-news/kilas"
)

// The elements of an Atom feed (RFC 4287), as far as they are used here.
type atomFeed struct {
	XMLName   xml.Name      `xml:"http://www.w3.org/2005/Atom feed"`
	Lang      string        `xml:"xml:lang,attr"`
	Title     string        `xml:"title"`
	Subtitle  string        `xml:"subtitle,omitempty"`
	ID        string        `xml:"id"`
	Updated   string        `xml:"updated"`
	Author    atomPerson    `xml:"author"`
	Generator atomGenerator `xml:"generator"`
	Links     []atomLink    `xml:"link"`
	Entries   []atomEntry   `xml:"entry"`
}

type atomEntry struct {
	Title      atomText       `xml:"title"`
	ID         string         `xml:"id"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published,omitempty"`
	Authors    []atomPerson   `xml:"author"`
	Links      []atomLink     `xml:"link"`
	Categories []atomCategory `xml:"category"`
	Content    atomContent    `xml:"content"`
}

type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomGenerator struct {
	Version string `xml:"version,attr,omitempty"`
	Name    string `xml:",chardata"`
}

type atomLink struct {
	Rel     string `xml:"rel,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Lang    string `xml:"hreflang,attr,omitempty"`
	Title   string `xml:"title,attr,omitempty"`
	Address string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// dateAll gives a time to everything that still lacks one: every feed and entry
// must have it, and an old one is better than none.
func (f *atomFeed) dateAll() {
	epoch := time.Unix(0, 0).UTC().Format(time.RFC3339)
	if f.Updated == "" {
		f.Updated = epoch
	}
	for i := range f.Entries {
		if f.Entries[i].Updated == "" {
			f.Entries[i].Updated = epoch
		}
	}
}

// langTag is the pattern of RFC 3066, 2.1, to which Atom and XML hold.
var langTag = regexp.MustCompile(`^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$`)

// xmlLang returns "" for what is no language tag.
func xmlLang(l kilas.Lang) string {
	if !langTag.MatchString(string(l)) {
		return ""
	}
	return string(l)
}
