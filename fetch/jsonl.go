package fetch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// readJSONL reads article JSONL: one article or error line each. One object or
// array that is spread over several lines is read too.
func readJSONL(in content) []Item {
	if !json.Valid(firstLine(in.body)) && json.Valid(in.body) {
		return readJSON(in)
	}
	var items []Item
	n := 0
	for l := range bytes.Lines(in.body) {
		n++
		if l = bytes.TrimSpace(l); len(l) > 0 {
			items = append(items, readObject(in, l, fmt.Sprintf("line %d", n))...)
		}
	}
	return items
}

func firstLine(b []byte) []byte {
	l, _, _ := bytes.Cut(bytes.TrimSpace(b), []byte("\n"))
	return l
}

// readJSON reads a body that is one JSON value.
func readJSON(in content) []Item {
	body := bytes.TrimSpace(in.body)
	if body[0] != '[' {
		return readObject(in, body, "the object")
	}
	var list []json.RawMessage
	if err := json.Unmarshal(body, &list); err != nil {
		return failed(in.source, &codeError{"bad-json", "is no list of articles", ""})
	}
	var items []Item
	for i, raw := range list {
		items = append(items, readObject(in, raw, fmt.Sprintf("item %d", i+1))...)
	}
	if len(items) == 0 {
		return failed(in.source, &codeError{"empty", "is an empty list", "check that the source has any articles"})
	}
	return items
}

// object is what a line may be: an article, or an error that a stage before
// this one wrote.
type object struct {
	kilas.Article
	Stage string `json:"stage"`
	Code  string `json:"code"`
	Err   string `json:"error"`
	Hint  string `json:"hint"`
}

const jsonHint = `each line is one article, at least {"text":"..."}; kilas fetch writes such lines`

func readObject(in content, raw []byte, where string) []Item {
	if raw[0] == '[' {
		return readJSON(content{source: in.source, body: raw})
	}
	var o object
	err := json.Unmarshal(raw, &o)
	other := o.Schema != "" && o.Schema != kilas.SchemaArticle && o.Schema != kilas.SchemaError
	switch field := (*json.UnmarshalTypeError)(nil); {
	case err == nil, other:
	case errors.As(err, &field) && field.Field == "":
		return failed(in.source, &codeError{"bad-json", fmt.Sprintf("%s is a JSON %s, not an article", where, field.Value), jsonHint})
	case errors.As(err, &field):
		name := strings.TrimPrefix(field.Field, "Article.")
		return failed(in.source, &codeError{"bad-json", fmt.Sprintf("%s is no article: its %q is a JSON %s", where, clean.Line(name), field.Value), jsonHint})
	default:
		return failed(in.source, &codeError{"bad-json", fmt.Sprintf("%s is no article JSON: %s", where, clean.Line(err.Error())), jsonHint})
	}
	switch {
	case o.Schema == kilas.SchemaError, o.Schema == "" && o.Text == "" && o.Code != "" && o.Err != "":
		var e kilas.SourceError
		if err := json.Unmarshal(raw, &e); err != nil { // never, since it is one more kind of the object above
			return failed(in.source, &codeError{"bad-json", where + " is no error line", jsonHint})
		}
		e.Schema = kilas.SchemaError
		return []Item{{Err: &e}}
	case other:
		return failed(in.source, &codeError{"wrong-schema", fmt.Sprintf("%s is %s, not an article", where, clean.Line(o.Schema)), jsonHint})
	case strings.TrimSpace(o.Text) == "":
		return failed(in.source, &codeError{"no-text", where + " has no text", jsonHint})
	}
	a := o.Article
	if a.Source == "" {
		a.Source = in.source
	}
	return []Item{{Article: sanitize(&a)}}
}

// sanitize makes an article from elsewhere fit for every stage: text without
// control characters, offsets that hold. Blocks and sentences whose offsets
// don't are dropped, and found again by the stages that need them.
func sanitize(a *kilas.Article) *kilas.Article {
	for _, s := range []*string{&a.Title, &a.Byline, &a.Site, &a.Section, &a.Published, &a.Modified, &a.Source, &a.URL, &a.CanonicalURL, &a.ID, &a.Cluster} {
		*s = clean.Line(*s)
	}
	for i := range a.Tags {
		a.Tags[i] = clean.Line(a.Tags[i])
	}
	for i := range a.Images {
		a.Images[i].Alt = clean.Line(a.Images[i].Alt)
	}
	given := a.Text
	if hasUnsafe(given) {
		a.Text = clean.Text(given)
	}
	if a.Text != given || !blocksHold(a) {
		if len(a.Blocks)+len(a.Sentences) > 0 {
			a.Warnings = append(a.Warnings, kilas.Warning{Code: "bad-offsets", Message: "blocks and sentences don't fit the text and were dropped"})
		}
		a.Blocks, a.Sentences = nil, nil
	}
	finish(a)
	return a
}

// hasUnsafe reports whether a text needs cleaning. White space is left alone:
// it moves offsets, and does no harm.
func hasUnsafe(s string) bool {
	for _, r := range s {
		if r != '\n' && r != '\t' && r != '\r' && clean.Unsafe(r) || r == '\r' {
			return true
		}
	}
	return false
}

// blocksHold reports whether the blocks and sentences of a are in order,
// disjoint, and where they say.
func blocksHold(a *kilas.Article) bool {
	end := 0
	for _, b := range a.Blocks {
		if b.Start < end || b.End <= b.Start || b.End > len(a.Text) {
			return false
		}
		end = b.End
	}
	end = 0
	for _, s := range a.Sentences {
		if s.Start < end || s.End <= s.Start || s.End > len(a.Text) || a.Text[s.Start:s.End] != s.Text {
			return false
		}
		if s.Block < 0 || s.Block >= max(1, len(a.Blocks)) {
			return false
		}
		end = s.End
	}
	return true
}
