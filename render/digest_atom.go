package render

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/kilas-news/kilas"
)

// DigestAtom writes a digest as a feed of Atom (RFC 4287), an entry a story. An
// entry's id depends on the story's ID alone and its time on when its brief was
// made, so that feed readers show a story once and see that it was updated. The
// feed's id depends on opt.FeedURL, or without one on the digest's title. After
// the stories of the digest come those of opt.Earlier.
func DigestAtom(w io.Writer, d kilas.Digest, opt Options) error {
	shown := newDigest(d, opt)
	name, version := opt.program()
	feed := atomFeed{
		Lang: "en", Title: shown.Title, Subtitle: shown.Lede,
		ID: urn("feed", d.Title), Updated: atomTime(d.Created),
		Author:    atomPerson{Name: name},
		Generator: atomGenerator{Version: version, Name: name},
	}
	if self := link(opt.FeedURL); self != "" {
		feed.ID = urn("feed", self)
		feed.Links = []atomLink{{Rel: "self", Type: "application/atom+xml", Address: self}}
	}
	listed := map[string]bool{}
	for i, s := range slices.Concat(d.Stories, opt.Earlier) {
		entry, err := newAtomEntry(s, i+1, opt)
		if err != nil {
			return err
		}
		if listed[entry.ID] {
			continue // an entry is listed once (RFC 4287, 4.1.1)
		}
		listed[entry.ID] = true
		if entry.Updated == "" {
			entry.Updated = feed.Updated
		}
		if feed.Updated == "" || entry.Updated > feed.Updated {
			feed.Updated = entry.Updated
		}
		feed.Entries = append(feed.Entries, entry)
	}
	feed.dateAll()
	out, err := xml.MarshalIndent(feed, "", "  ")
	if err != nil {
		return fmt.Errorf("encode atom: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, out)
	return err
}

// newAtomEntry leaves the time empty when the brief has none.
func newAtomEntry(s kilas.Story, n int, opt Options) (atomEntry, error) {
	shown := newDigestStory(n, s, opt)
	shown.layout, shown.N = layout{Level: 2}, 0
	id := s.ID
	if id == "" {
		id = s.Brief.ID
	}
	if id == "" { // nothing better is known of a story that has neither
		id = shown.Title.Source.Text
	}
	title := shown.readersTitle()
	entry := atomEntry{
		Title: atomText{Lang: xmlLang(title.Tag), Text: title.Text},
		ID:    urn("story", id), Updated: atomTime(s.Brief.Created), Published: published(s.Brief.Articles),
	}
	entry.sources(shown.Sources, title.Tag)
	if section := clean(s.Section); section != "" {
		entry.Categories = append(entry.Categories, atomCategory{section})
	}
	for _, t := range s.Topics {
		if t = clean(t); t != "" {
			entry.Categories = append(entry.Categories, atomCategory{t})
		}
	}
	var content bytes.Buffer
	if err := templates.ExecuteTemplate(&content, "entry", shown); err != nil {
		return atomEntry{}, fmt.Errorf("render atom: %w", err)
	}
	entry.Content = atomContent{Type: "html", Text: content.String()}
	return entry, nil
}

// readersTitle is the title in the reader's language where there is one.
func (s story) readersTitle() passage {
	if s.Title.Target != nil && s.Title.Target.Text != "" {
		return *s.Title.Target
	}
	return s.Title.Source
}

// sources names the publishers as authors, and links to the articles: the first
// one in the language of the title, else the first, is what the entry stands
// for, the others are related (RFC 4287, 4.2.7.2).
func (e *atomEntry) sources(list []source, preferred kilas.Lang) {
	alternate := -1
	for i, s := range list {
		if s.Link != "" && (alternate < 0 || s.Language.Tag == preferred && list[alternate].Language.Tag != preferred) {
			alternate = i
		}
	}
	named := map[string]bool{}
	for i, s := range list {
		if s.Site != "" && !named[s.Site] {
			named[s.Site] = true
			e.Authors = append(e.Authors, atomPerson{Name: s.Site})
		}
		if s.Link == "" {
			continue
		}
		rel := "related"
		if i == alternate {
			rel = "alternate"
		}
		e.Links = append(e.Links, atomLink{Rel: rel, Type: "text/html", Lang: xmlLang(s.Language.Tag), Title: s.Site, Address: s.Link})
	}
}

// published is when the first of the articles was published.
func published(articles []kilas.Article) string {
	first := ""
	for _, a := range articles {
		if t := atomTime(a.Published); t != "" && (first == "" || t < first) {
			first = t
		}
	}
	return first
}

// atomTime writes a time as RFC 4287, 3.3 wants it, in UTC so that times can be
// compared as strings, a date as its first moment, and "" for anything else.
func atomTime(s string) string {
	for _, form := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(form, s); err == nil {
			return t.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

// urn names what has an id for all time: a UUID of version 5 (RFC 9562, 5.5).
func urn(kind, id string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("kilas:"+kind+":"+id)).URN()
}
