package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// maxSitemapURLs is what the protocol allows in one sitemap (sitemaps.org).
const maxSitemapURLs = 50_000

// sitemapURL is a url or sitemap element, with what Google's news sitemaps add.
// Elements are matched by name in any namespace, as many sitemaps declare none
// or a wrong one.
type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod"`
	News    *struct {
		Publication struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
		Published string `xml:"publication_date"`
		Title     string `xml:"title"`
		Keywords  string `xml:"keywords"`
	} `xml:"news"`
}

// readSitemap reads a sitemap or an index of sitemaps, element by element, and
// keeps nothing of what it doesn't know, so that depth and number of elements
// don't matter. What comes before a break is kept.
func (d document) readSitemap() (Feed, error) {
	f := Feed{Kind: KindSitemap}
	var entries []Entry
	dec := newDecoder(bytes.NewReader(d.body))
	broken := false
	for n := 0; n < maxSitemapURLs; {
		tok, err := dec.Token()
		if err != nil {
			broken = !errors.Is(err, io.EOF)
			break
		}
		start, ok := tok.(xml.StartElement)
		if !ok || start.Name.Local != "url" && start.Name.Local != "sitemap" {
			continue
		}
		n++
		var u sitemapURL
		if err := dec.DecodeElement(&u, &start); err != nil {
			broken = true
			break
		}
		if start.Name.Local == "sitemap" {
			f.Children = append(f.Children, Child{URL: d.base.join(u.Loc), Modified: parseDate(u.LastMod)})
			continue
		}
		entries = append(entries, sitemapEntry(u, d.base))
		f.Title = cmp.Or(f.Title, publication(u))
		f.Lang = cmp.Or(f.Lang, entries[len(entries)-1].Lang)
	}
	f.Entries = slices.DeleteFunc(entries, func(e Entry) bool { return e.URL == "" })
	f.Children = slices.DeleteFunc(f.Children, func(c Child) bool { return c.URL == "" })
	slices.SortStableFunc(f.Children, func(a, b Child) int { return b.Modified.Compare(a.Modified) })
	if d.base.at != nil {
		f.Home = d.base.join("/")
	}
	if broken {
		if len(f.Entries)+len(f.Children) == 0 {
			return Feed{}, fmt.Errorf("%w: the sitemap is broken XML", ErrNotFeed)
		}
		f.Warnings = append(f.Warnings, kilas.Warning{Code: WarnBroken, Message: fmt.Sprintf("the sitemap is broken XML behind %d entries", len(f.Entries)+len(f.Children))})
	}
	return f, nil
}

func publication(u sitemapURL) string {
	if u.News == nil {
		return ""
	}
	return lineOf(u.News.Publication.Name, maxNameRunes)
}

func sitemapEntry(u sitemapURL, b base) Entry {
	e := Entry{URL: b.article(u.Loc), Modified: parseDate(u.LastMod)}
	if u.News == nil {
		return e
	}
	e.Title = lineOf(u.News.Title, maxTitleRunes)
	e.Published = parseDate(u.News.Published)
	if e.Modified.Before(e.Published) {
		e.Modified = time.Time{} // a day without its time
	}
	e.Lang = langOf(u.News.Publication.Language)
	e.Tags = tagsOf(strings.Split(u.News.Keywords, ","))
	return e
}
