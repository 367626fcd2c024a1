package feed

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"mime"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/internal/decode"
)

// Bounds of a document.
const (
	maxBodyBytes = 50_000_000 // unpacked; the protocol of sitemaps has 50 MB
	maxEntries   = 2000
)

// Parse reads a document that came from address with the given Content-Type;
// both may be "". It finds out itself what the document is, whatever the type
// says. An HTML page gives the articles that it links to, or [ErrNotFeed] where
// it doesn't look like a list of articles. Of damaged feeds it returns what can
// be read, with the warning [WarnBroken].
func Parse(body []byte, contentType, address string) (Feed, error) {
	body, err := gunzip(body)
	if err != nil {
		return Feed{}, err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return Feed{}, fmt.Errorf("%w: the document is empty", ErrNotFeed)
	}
	d := document{address: address, base: newBase(address)}
	if looksJSON(body) {
		d.body = decode.Text(body, contentType, false)
		return d.finish(d.readJSON())
	}
	d.body = legible(decode.XML(body, contentType))
	root, at := findRoot(d.body)
	if at < 0 {
		if !looksHTML(d.body, contentType) {
			return Feed{}, fmt.Errorf("%w: neither XML of a feed nor HTML", ErrNotFeed)
		}
		d.body = decode.Text(body, contentType, true)
		return d.finish(d.readPage())
	}
	d.body = d.body[at:]
	switch root {
	case "urlset", "sitemapindex":
		return d.finish(d.readSitemap())
	case "feed":
		return d.finish(d.readXML(atomDialect{}))
	}
	return d.finish(d.readXML(rssDialect{}))
}

// document is a document on its way to a Feed.
type document struct {
	address string
	base    base
	body    []byte // UTF-8; XML from its root element on
}

// finish does what all kinds have in common.
func (d document) finish(f Feed, err error) (Feed, error) {
	if err != nil {
		return Feed{}, err
	}
	f.URL = d.address
	f.Entries = uniqueNames(unique(f.Entries))
	newestFirst(f.Entries)
	if n := len(f.Entries); n > maxEntries {
		f.Entries = slices.Clone(f.Entries[:maxEntries])
		f.Warnings = append(f.Warnings, kilas.Warning{Code: WarnTooMany, Message: fmt.Sprintf("the newest %d of %d entries are used", maxEntries, n)})
	}
	if n := withoutAddress(f.Entries); n > 0 {
		f.Warnings = append(f.Warnings, kilas.Warning{Code: WarnNoAddress, Message: fmt.Sprintf("%d of %d entries have no address", n, len(f.Entries))})
	}
	if f.Entries == nil {
		f.Entries = []Entry{}
	}
	return f, nil
}

// unique drops entries that repeat an earlier one, and those without anything.
func unique(entries []Entry) []Entry {
	type key struct{ guid, url, title string }
	seen := map[key]bool{}
	return slices.DeleteFunc(entries, func(e Entry) bool {
		k := key{e.GUID, e.URL, e.Title}
		repeated := seen[k]
		seen[k] = true
		return repeated || e.URL == "" && e.Title == "" && e.Content == ""
	})
}

// uniqueNames takes away GUIDs that entries of different addresses share: they
// name nothing.
func uniqueNames(entries []Entry) []Entry {
	first := map[string]string{}
	shared := map[string]bool{}
	for _, e := range entries {
		if url, ok := first[e.GUID]; ok && url != e.URL {
			shared[e.GUID] = true
		}
		first[e.GUID] = e.URL
	}
	for i := range entries {
		if shared[entries[i].GUID] {
			entries[i].GUID = ""
		}
	}
	return entries
}

func withoutAddress(entries []Entry) int {
	n := 0
	for _, e := range entries {
		if e.URL == "" {
			n++
		}
	}
	return n
}

// newestFirst sorts entries by date. One without a date keeps its place behind
// the one that it follows; those at the very start are as new as the first that
// has a date.
func newestFirst(entries []Entry) {
	type dated struct {
		e    Entry
		when time.Time
	}
	list := make([]dated, len(entries))
	var last time.Time
	if i := slices.IndexFunc(entries, func(e Entry) bool { return !e.Time().IsZero() }); i >= 0 {
		last = entries[i].Time()
	}
	for i, e := range entries {
		if t := e.Time(); !t.IsZero() {
			last = t
		}
		list[i] = dated{e, last}
	}
	slices.SortStableFunc(list, func(a, b dated) int { return b.when.Compare(a.when) })
	for i := range list {
		entries[i] = list[i].e
	}
}

// gunzip unpacks a body that is gzipped, as sitemaps are.
func gunzip(body []byte) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: broken compression", ErrNotFeed)
	}
	out, err := io.ReadAll(io.LimitReader(z, maxBodyBytes+1))
	switch {
	case len(out) > maxBodyBytes:
		return nil, fmt.Errorf("%w: over %d MB", ErrTooComplex, maxBodyBytes/1_000_000)
	case err != nil && len(out) == 0:
		return nil, fmt.Errorf("%w: broken compression", ErrNotFeed)
	}
	return out, nil // what a broken end leaves is treated as any broken document
}

// roots are the elements that make a document a feed or a sitemap.
var roots = regexp.MustCompile(`(?i)<(?:[a-z][\w.-]*:)?(rss|feed|rdf|urlset|sitemapindex)(?:[\s>/])`)

// htmlStart begins an HTML page, in which the name of a root may well occur.
var htmlStart = regexp.MustCompile(`(?i)<(?:!doctype\s+html|html|head|body)[\s>]`)

// rootWindow is how far into a document its root is looked for: behind it there
// are only the messages of broken servers and long comments.
const rootWindow = 64 << 10

// findRoot returns the name of the root element in lower case and where it
// starts, -1 if there is none.
func findRoot(body []byte) (string, int) {
	head := blankComments(body[:min(len(body), rootWindow)])
	m := roots.FindSubmatchIndex(head)
	if m == nil {
		return "", -1
	}
	if at := htmlStart.FindIndex(head); at != nil && at[0] < m[0] {
		return "", -1
	}
	return strings.ToLower(string(head[m[2]:m[3]])), m[0]
}

var comments = regexp.MustCompile(`(?s)<!--.*?-->`)

// blankComments returns head with comments made blank, of the same length.
func blankComments(head []byte) []byte {
	return comments.ReplaceAllFunc(head, func(c []byte) []byte { return bytes.Repeat([]byte(" "), len(c)) })
}

// looksJSON reports whether a body begins as a JSON object.
func looksJSON(body []byte) bool {
	head := bytes.TrimLeft(bytes.TrimPrefix(body[:min(len(body), 1024)], []byte("\ufeff")), " \t\r\n")
	return len(head) > 0 && head[0] == '{'
}

func looksHTML(body []byte, contentType string) bool {
	if typ, _, err := mime.ParseMediaType(contentType); err == nil && (typ == "text/html" || typ == "application/xhtml+xml") {
		return true
	}
	return htmlStart.Match(body[:min(len(body), rootWindow)])
}

// illegalReference refers to a character that XML has none of.
var illegalReference = regexp.MustCompile(`&#(?:[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));`)

// legible takes out what no XML document may have: control characters,
// references to them, and byte order marks in the middle.
func legible(body []byte) []byte {
	out := make([]byte, 0, len(body))
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && n == 1:
			out = append(out, "\ufffd"...)
		case r < ' ' && r != '\n' && r != '\t' && r != '\r', r == 0x7f, r == 0xfeff, r == 0xfffe, r == 0xffff:
		default:
			out = append(out, body[:n]...)
		}
		body = body[n:]
	}
	return illegalReference.ReplaceAll(out, nil)
}
