package feed

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/mmcdole/gofeed/atom"
)

// atomDialect reads Atom 0.3 and 1.0.
type atomDialect struct{}

func (atomDialect) item() string { return "entry" }

func (atomDialect) wrap(start, name, inner string) string { return start + inner + "</" + name + ">" }

func (atomDialect) read(doc []byte, b base) (Feed, error) {
	in, err := (&atom.Parser{}).Parse(bytes.NewReader(doc))
	if err != nil {
		return Feed{}, err
	}
	f := Feed{
		Kind: KindFeed, Title: lineOf(in.Title, maxNameRunes), Home: b.join(alternate(in.Links)),
		Lang: langOf(cmp.Or(in.Language, first(in.Extensions, "dc", "language"))),
	}
	if b.at == nil {
		b = b.orHome(cmp.Or(selfLink(in.Links), f.Home))
		f.Home = b.join(alternate(in.Links))
	}
	for _, entry := range in.Entries {
		f.Entries = append(f.Entries, atomEntry(entry, b))
	}
	return f, nil
}

func atomEntry(in *atom.Entry, b base) Entry {
	e := Entry{
		GUID:      guidOf(in.ID),
		URL:       atomAddress(in, b),
		Title:     lineOf(cmp.Or(in.Title, mediaText(in.Extensions, "title")), maxTitleRunes),
		Published: firstDate(in.Published, first(in.Extensions, "dc", "date"), first(in.Extensions, "atom03", "issued"), first(in.Extensions, "atom03", "created")),
		Modified:  firstDate(in.Updated),
		Lang:      langOf(first(in.Extensions, "dc", "language")),
	}
	var tags, names []string
	for _, c := range in.Categories {
		tags = append(tags, cmp.Or(c.Label, c.Term))
	}
	for _, p := range in.Authors {
		names = append(names, p.Name)
	}
	e.Tags = tagsOf(append(tags, all(in.Extensions, "dc", "subject")...))
	e.Byline = bylineOf(append(names, all(in.Extensions, "dc", "creator")...))
	content := ""
	if in.Content != nil {
		content = atomContent(*in.Content)
	}
	e.Summary, e.Content = texts(cmp.Or(in.Summary, mediaText(in.Extensions, "description")), content)
	return e
}

// atomContent is the content of an entry as HTML, "" if it is something else.
func atomContent(c atom.Content) string {
	switch typ := strings.ToLower(strings.TrimSpace(c.Type)); {
	case typ == "" || typ == "text" || typ == "text/plain":
		if strings.Contains(c.Value, "</") { // HTML that doesn't say so
			return c.Value
		}
		return textContent(c.Value)
	case strings.Contains(typ, "html"):
		return c.Value
	}
	return ""
}

// atomAddress is the address of an entry: its alternate link, one that says
// nothing of what it is, or an id that is one.
func atomAddress(in *atom.Entry, b base) string {
	refs := []string{first(in.Extensions, "feedburner", "origLink"), alternate(in.Links)}
	if in.Content != nil {
		refs = append(refs, in.Content.Src)
	}
	if isAddress(in.ID) {
		refs = append(refs, in.ID)
	}
	for _, ref := range refs {
		if u := b.article(ref); u != "" {
			return u
		}
	}
	return ""
}

// alternate is the address of the page that a feed or entry is of: an HTML page
// rather than something else.
func alternate(links []*atom.Link) string {
	found := ""
	for _, l := range links {
		if !strings.EqualFold(l.Rel, "alternate") && !strings.HasSuffix(l.Rel, "/alternate") {
			continue
		}
		if l.Type == "" || strings.Contains(l.Type, "html") {
			return l.Href
		}
		found = cmp.Or(found, l.Href)
	}
	return found
}

func selfLink(links []*atom.Link) string {
	for _, l := range links {
		if strings.EqualFold(l.Rel, "self") {
			return l.Href
		}
	}
	return ""
}
