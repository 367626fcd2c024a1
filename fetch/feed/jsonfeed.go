package feed

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	jsonfeed "github.com/mmcdole/gofeed/json"

	"github.com/kilas-news/kilas"
)

// readJSON reads a JSON Feed (version 1.1, jsonfeed.org), item by item, so that
// one that is wrong, or a break, costs no more than itself.
func (d document) readJSON() (Feed, error) {
	var head jsonfeed.Feed
	fields := map[string]json.RawMessage{}
	var items []json.RawMessage
	listed, err := walkJSON(d.body, fields, &items)
	if !listed {
		return Feed{}, fmt.Errorf("%w: JSON without the items of a JSON Feed", ErrNotFeed)
	}
	for name, target := range map[string]any{"title": &head.Title, "home_page_url": &head.HomePageURL, "language": &head.Language} {
		if raw, ok := fields[name]; ok {
			_ = json.Unmarshal(raw, target) // a field of another type is as if it were missing
		}
	}
	f := Feed{Kind: KindFeed, Title: lineOf(head.Title, maxNameRunes), Home: d.base.join(head.HomePageURL), Lang: langOf(head.Language)}
	b := d.base.orHome(f.Home)
	lost := 0
	for _, raw := range items {
		var item jsonfeed.Item
		if err := json.Unmarshal(raw, &item); err != nil {
			lost++
			continue
		}
		f.Entries = append(f.Entries, jsonEntry(item, b))
	}
	if len(f.Entries) == 0 && !strings.Contains(string(fields["version"]), "jsonfeed") {
		return Feed{}, fmt.Errorf("%w: JSON that is no JSON Feed", ErrNotFeed)
	}
	if err != nil {
		lost++
	}
	if lost > 0 {
		f.Warnings = append(f.Warnings, kilas.Warning{Code: WarnBroken, Message: fmt.Sprintf("the feed is broken JSON; %d of %d entries could not be read", lost, lost+len(f.Entries))})
	}
	return f, nil
}

// walkJSON reads the members of the document's object: items into a list, the
// others as they are. It reports whether there was a list of items, and what
// the reading broke off with.
func walkJSON(body []byte, fields map[string]json.RawMessage, items *[]json.RawMessage) (listed bool, err error) {
	dec := json.NewDecoder(bytes.NewReader(body))
	if _, err := dec.Token(); err != nil { // the opening brace
		return false, err
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return listed, err
		}
		if name != "items" {
			var raw json.RawMessage
			if err := dec.Decode(&raw); err != nil {
				return listed, err
			}
			if key, ok := name.(string); ok {
				fields[key] = raw
			}
			continue
		}
		if start, err := dec.Token(); err != nil || start != json.Delim('[') {
			return listed, errors.Join(err, io.ErrUnexpectedEOF)
		}
		listed = true
		for dec.More() {
			var raw json.RawMessage
			if err := dec.Decode(&raw); err != nil {
				return listed, err
			}
			if len(*items) < 2*maxEntries {
				*items = append(*items, raw)
			}
		}
		if _, err := dec.Token(); err != nil { // the closing bracket
			return listed, err
		}
	}
	_, err = dec.Token()
	return listed, err
}

func jsonEntry(in jsonfeed.Item, b base) Entry {
	e := Entry{
		GUID:      guidOf(in.ID),
		Title:     lineOf(in.Title, maxTitleRunes),
		Published: parseDate(in.DatePublished),
		Modified:  parseDate(in.DateModified),
		Lang:      langOf(in.Language),
		Tags:      tagsOf(in.Tags),
	}
	refs := []string{in.URL, in.ExternalURL}
	if isAddress(in.ID) {
		refs = append(refs, in.ID)
	}
	for _, ref := range refs {
		if e.URL = b.article(ref); e.URL != "" {
			break
		}
	}
	var names []string
	for _, a := range in.Authors {
		if a != nil {
			names = append(names, a.Name)
		}
	}
	if len(names) == 0 && in.Author != nil {
		names = append(names, in.Author.Name)
	}
	e.Byline = bylineOf(names)
	e.Summary, e.Content = texts(in.Summary, cmp.Or(in.ContentHTML, textContent(in.ContentText)))
	return e
}
