// Package fetch turns a source into articles: a URL, a file or standard input,
// with HTML, plain text, Markdown, PDF or article JSONL in it. Start with [New],
// [Client.Get] and [Client.Read].
//
// What comes from the network is foreign: bodies, headers, redirects and
// addresses have limits, private addresses are refused after name resolution,
// and no text leaves here with control characters in it. The package finds no
// language and splits no sentences; it hands on what the page says of its
// language.
package fetch

import (
	"context"
	"io"
	"net/url"
	"os"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/internal/decode"
)

// Kind is the kind of a source's content. The empty Kind is found by looking.
type Kind string

// Kinds of content.
const (
	KindHTML     Kind = "html"
	KindText     Kind = "text"
	KindMarkdown Kind = "markdown"
	KindJSONL    Kind = "jsonl"
	KindPDF      Kind = "pdf"
	KindURLs     Kind = "urls" // one URL a line; "#" starts a comment
)

// Kinds lists the kinds that can be asked for.
func Kinds() []Kind { return []Kind{KindHTML, KindText, KindMarkdown, KindJSONL, KindPDF, KindURLs} }

// LangHint is a statement about an article's language by its page, as the page
// has it, or by its feed or the user. From is one of those that package langs
// knows, see its Hint.
type LangHint struct{ From, Tag string }

// Item is what a source gave: an article, or the reason why there is none.
// Exactly one of Article and Err is set. Error lines of JSONL are passed
// through as they are.
type Item struct {
	Article *kilas.Article
	Err     *kilas.SourceError
	Hints   []LangHint
}

// Get reads one source: an http or https URL, or the path of a file. It
// returns one Item, or several for JSONL and lists of URLs, in their order.
func (c *Client) Get(ctx context.Context, source string, kind Kind) []Item {
	if u, ok := asURL(source); ok {
		return c.getURL(ctx, source, u, kind)
	}
	return c.getFile(ctx, source, kind)
}

// Read reads a source that is already open, such as standard input, through
// the same path as a file. The caller closes r.
func (c *Client) Read(ctx context.Context, name string, r io.Reader, kind Kind) []Item {
	body, err := readBody(withContext(ctx, r), c.opt.MaxBodyBytes)
	if err != nil {
		return failed(name, err)
	}
	return c.decode(ctx, content{source: name, name: name, body: body}, kind)
}

func (c *Client) getFile(ctx context.Context, path string, kind Kind) []Item {
	name := strings.TrimPrefix(path, "file://")
	info, err := os.Stat(name)
	if err != nil {
		return failed(path, err)
	}
	if info.IsDir() {
		return failed(path, &codeError{"is-directory", "is a directory", "name the files in it, for example " + strings.TrimSuffix(path, "/") + "/*.html"})
	}
	f, err := os.Open(name)
	if err != nil {
		return failed(path, err)
	}
	defer f.Close()
	body, err := readBody(withContext(ctx, f), c.opt.MaxBodyBytes)
	if err != nil {
		return failed(path, err)
	}
	return c.decode(ctx, content{source: path, name: name, body: body}, kind)
}

// asURL reports whether source is meant as a URL: it has a scheme other than
// file, and isn't the name of a file.
func asURL(source string) (*url.URL, bool) {
	i := strings.Index(source, "://")
	if i < 1 || strings.HasPrefix(source, "file://") {
		return nil, false
	}
	u, err := url.Parse(strings.TrimSpace(source))
	if err != nil {
		u = nil // reported by getURL
	}
	return u, true
}

// content is a body with what is known about it before it is read.
type content struct {
	source string   // as the user gave it
	name   string   // file name, for its extension
	url    *url.URL // where it came from after redirects, nil for files
	typ    string   // Content-Type, may be empty
	body   []byte
}

// address is the URL of the content, or "".
func (c content) address() string {
	if c.url == nil {
		return ""
	}
	return c.url.String()
}

// decode reads the content by its kind.
func (c *Client) decode(ctx context.Context, in content, kind Kind) []Item {
	body, err := gunzip(in.name, in.body, c.opt.MaxBodyBytes)
	if err != nil {
		return failed(in.source, err)
	}
	in.body = body
	if kind == "" {
		if kind, err = sniff(in); err != nil {
			return failed(in.source, err)
		}
	}
	if kind == KindPDF {
		return []Item{c.readPDF(ctx, in)}
	}
	if err := unreadable(in.body); err != nil {
		return failed(in.source, err)
	}
	in.body = decode.Text(in.body, in.typ, kind == KindHTML)
	switch kind {
	case KindHTML:
		return []Item{c.readHTML(ctx, in)}
	case KindText:
		return []Item{readText(in)}
	case KindMarkdown:
		return []Item{readMarkdown(in)}
	case KindJSONL:
		return readJSONL(in)
	case KindURLs:
		return c.readURLs(ctx, in)
	}
	return failed(in.source, &codeError{"bad-kind", "unknown kind of input " + string(kind), "use html, text, markdown, jsonl, pdf or urls"})
}

// URLs returns the lines of a list of URLs, without blank ones and comments.
func URLs(list []byte) []string {
	var urls []string
	for line := range strings.Lines(string(list)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			urls = append(urls, line)
		}
	}
	return urls
}

// readURLs reads the articles of a list, one after another. Only URLs may be on
// it: a list that came from elsewhere can't name files here.
func (c *Client) readURLs(ctx context.Context, in content) []Item {
	var items []Item
	for _, line := range URLs(in.body) {
		u, ok := asURL(line)
		if !ok {
			items = append(items, failed(line, &codeError{"bad-url", "not a URL", "a list of URLs has one http or https URL on each line"})...)
			continue
		}
		items = append(items, c.getURL(ctx, line, u, "")...)
	}
	if len(items) == 0 {
		return failed(in.source, &codeError{"empty", "no URL on the list", "write one http or https URL on each line"})
	}
	return items
}
