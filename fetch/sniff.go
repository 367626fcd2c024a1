package fetch

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/kilas-news/kilas/fetch/internal/decode"
)

// extensions are the kinds that file names tell.
var extensions = map[string]Kind{
	".html": KindHTML, ".htm": KindHTML, ".xhtml": KindHTML, ".shtml": KindHTML,
	".txt": KindText, ".text": KindText,
	".md": KindMarkdown, ".markdown": KindMarkdown, ".mdown": KindMarkdown,
	".jsonl": KindJSONL, ".ndjson": KindJSONL, ".json": KindJSONL,
}

// mediaTypes are the kinds that servers tell. Plain text isn't among them:
// servers call all sorts of things text/plain.
var mediaTypes = map[string]Kind{
	"text/html": KindHTML, "application/xhtml+xml": KindHTML,
	"text/markdown": KindMarkdown, "text/x-markdown": KindMarkdown,
	"application/json": KindJSONL, "application/x-ndjson": KindJSONL, "application/jsonl": KindJSONL,
	"application/ld+json": KindJSONL, "application/x-jsonlines": KindJSONL,
}

// sniff finds the kind of a content: by its media type if a server sent it, by
// the extension of its file, else by how it begins.
func sniff(in content) (Kind, error) {
	head := bytes.TrimLeft(bytes.TrimPrefix(in.body[:min(len(in.body), 4096)], []byte("\ufeff")), " \t\r\n")
	typ, _, err := mime.ParseMediaType(in.typ)
	if err != nil {
		typ = ""
	}
	if isPDF(typ, in, head) {
		return KindPDF, nil
	}
	if err := otherFormat(typ, head); err != nil {
		return "", err
	}
	if k, ok := mediaTypes[typ]; ok {
		return k, nil
	}
	if in.url == nil {
		name := strings.TrimSuffix(strings.ToLower(in.name), ".gz")
		if k, ok := extensions[path.Ext(name)]; ok {
			return k, nil
		}
	}
	switch {
	case isJSON(head):
		return KindJSONL, nil
	case isHTML(head):
		return KindHTML, nil
	}
	return KindText, nil
}

// KindOf finds the kind of a file by the ending of its name, else by how it
// begins; head is a few kilobytes of it, in UTF-8.
func KindOf(name string, head []byte) Kind {
	kind, err := sniff(content{name: name, body: head})
	if err != nil { // a feed, which is text too
		return KindText
	}
	return kind
}

// UTF8 reads a text that may be in another encoding as UTF-8, as it comes. What
// is no text is an error.
func UTF8(r io.Reader) io.Reader { return decode.NewReader(r) }

// otherFormat returns an error for formats that hold no article kilas reads.
func otherFormat(typ string, head []byte) error {
	lower := bytes.ToLower(head[:min(len(head), 1024)])
	switch {
	case strings.HasPrefix(typ, "image/"), strings.HasPrefix(typ, "video/"), strings.HasPrefix(typ, "audio/"), strings.HasPrefix(typ, "font/"):
		return &codeError{"unsupported-type", "is " + typ + ", not an article", "give the address of the article's page"}
	case strings.Contains(typ, "rss+xml"), strings.Contains(typ, "atom+xml"), typ == "application/feed+json",
		bytes.HasPrefix(lower, []byte("<")) && !bytes.Contains(lower, []byte("<html")) && (bytes.Contains(lower, []byte("<rss")) || bytes.Contains(lower, []byte("<feed")) || bytes.Contains(lower, []byte("<rdf:rdf"))):
		return &codeError{"is-feed", "is a feed, not an article", "give one of its articles, or subscribe to it with kilas feeds add"}
	}
	return nil
}

func isJSON(head []byte) bool {
	if len(head) == 0 || head[0] != '{' && head[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(head[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '"' || head[0] == '[' && rest[0] == '{')
}

// isHTML follows the sniffing of WHATWG's MIME standard, and takes tags further
// down where something else comes first.
func isHTML(head []byte) bool {
	if strings.HasPrefix(http.DetectContentType(head), "text/html") {
		return true
	}
	lower := bytes.ToLower(head)
	if !bytes.HasPrefix(lower, []byte("<")) {
		return false
	}
	for _, tag := range []string{"<html", "<!doctype html", "<body", "<head", "<article", "<main", "<section", "<header", "<meta"} {
		if bytes.Contains(lower, []byte(tag)) {
			return true
		}
	}
	return false
}

// unreadable returns why a body can't be read as text, or nil.
func unreadable(body []byte) error {
	if len(bytes.TrimSpace(body)) == 0 {
		return &codeError{"empty", "is empty", "check that the source has any content"}
	}
	head := body[:min(len(body), 8192)]
	if hasBOM16(body) || decode.UTF16(head) {
		return nil
	}
	odd := 0
	for _, b := range head {
		if b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' && b != 0x1b {
			odd++
		}
	}
	if bytes.IndexByte(head, 0) >= 0 || odd*50 > len(head) {
		return &codeError{"binary", "is binary, not text", "give an HTML page, plain text, Markdown or article JSONL"}
	}
	return nil
}

func hasBOM16(b []byte) bool {
	return len(b) > 1 && (b[0] == 0xfe && b[1] == 0xff || b[0] == 0xff && b[1] == 0xfe)
}
