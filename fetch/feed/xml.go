package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/kilas-news/kilas"
)

// dialect reads one kind of XML feed: the whole of it, or one entry of it.
type dialect interface {
	// read parses a document; base is where relative addresses start.
	read(doc []byte, b base) (Feed, error)
	// item is the name of the element of an entry.
	item() string
	// wrap puts entries into a document of their own. start is the start tag
	// of the root, name the root's.
	wrap(start, name, inner string) string
}

// Bounds of an XML document. The largest real feeds have a few dozen elements
// for each entry and a depth of their content's.
const (
	maxDepth      = 256
	maxElements   = 200_000
	maxAttributes = 400_000
	maxNamespaces = 300 // declared at one place, its parents included
)

// readXML reads a feed. Where the XML is broken, the entries are cut out and
// read one by one.
func (d document) readXML(dial dialect) (Feed, error) {
	broken := examine(d.body, dial.item())
	if errors.Is(broken, ErrTooComplex) {
		return Feed{}, broken
	}
	if broken == nil {
		if f, err := dial.read(d.body, d.base); err == nil {
			return f, nil
		}
	}
	return d.salvage(dial)
}

// errNested says that an entry was not closed before the next one.
var errNested = errors.New("an entry in an entry")

// examine walks through a document, before the parser that keeps all of it in
// memory does. It returns [ErrTooComplex], what is wrong with the XML, or nil.
// item is the name of the element of an entry.
func examine(body []byte, item string) error {
	dec := newDecoder(bytes.NewReader(body))
	depth, elements, attributes, namespaces := 0, 0, 0, 0
	inside, space := 0, "" // depth and namespace of the entry that is open
	var declared []int     // namespaces, by depth
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			here := 0
			for _, a := range t.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
					here++
				}
			}
			declared = append(declared, here)
			depth, elements, attributes, namespaces = depth+1, elements+1, attributes+len(t.Attr), namespaces+here
			if depth > maxDepth || elements > maxElements || attributes > maxAttributes || namespaces > maxNamespaces {
				return fmt.Errorf("%w: depth %d, %d elements, %d attributes", ErrTooComplex, depth, elements, attributes)
			}
			if strings.EqualFold(t.Name.Local, item) && (inside == 0 || t.Name.Space == space) {
				if inside > 0 {
					return errNested
				}
				inside, space = depth, t.Name.Space
			}
		case xml.EndElement:
			if depth == inside {
				inside = 0
			}
			if depth > 0 {
				depth--
				namespaces -= declared[depth]
				declared = declared[:depth]
			}
		}
	}
}

// newDecoder returns a lenient decoder of a body that is UTF-8 whatever it
// declares.
func newDecoder(r io.Reader) *xml.Decoder {
	dec := xml.NewDecoder(r)
	dec.Strict = false
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	return dec
}

// salvage reads a broken document: what stands before its first entry for the
// feed itself, then each entry on its own. Those that can't be read alone are
// left out.
func (d document) salvage(dial dialect) (Feed, error) {
	end := bytes.IndexByte(d.body, '>')
	if end < 0 {
		return Feed{}, fmt.Errorf("%w: the document breaks off in its first element", ErrNotFeed)
	}
	start := strings.TrimSuffix(string(d.body[:end]), "/") + ">"
	name := strings.FieldsFunc(start, func(r rune) bool { return strings.ContainsRune("< \t\r\n/>", r) })[0]
	head, items, lost := cutItems(d.body[end+1:], dial.item())
	f := d.head(dial, start, name, string(head))
	for _, item := range items {
		one, err := d.one(dial, dial.wrap(start, name, item))
		if err != nil || len(one.Entries) == 0 || one.Entries[0].URL == "" {
			lost++
			continue
		}
		f.Entries = append(f.Entries, one.Entries...)
	}
	if len(f.Entries) == 0 && f.Title == "" {
		return Feed{}, fmt.Errorf("%w: the XML is broken from the start", ErrNotFeed)
	}
	message := "the feed is broken XML"
	if lost > 0 {
		message += fmt.Sprintf("; %d of %d entries could not be read", lost, lost+len(f.Entries))
	}
	f.Warnings = append(f.Warnings, kilas.Warning{Code: WarnBroken, Message: message})
	return f, nil
}

// one reads a document of one entry.
func (d document) one(dial dialect, doc string) (Feed, error) {
	for _, try := range []string{doc, escapeStray(doc)} {
		if err := examine([]byte(try), dial.item()); err != nil {
			continue
		}
		if f, err := dial.read([]byte(try), d.base); err == nil {
			return f, nil
		}
	}
	return Feed{}, ErrNotFeed
}

// head reads what the feed says of itself before its first entry, its
// containers closed in the ways that they may be open.
func (d document) head(dial dialect, start, name, head string) Feed {
	for _, end := range []string{"</channel></" + name + ">", "</" + name + ">"} {
		doc := start + head + end
		if examine([]byte(doc), dial.item()) != nil {
			continue
		}
		if f, err := dial.read([]byte(doc), d.base); err == nil && f.Title != "" {
			return f
		}
	}
	return Feed{Kind: KindFeed}
}

// stray is a "<" that starts no tag.
var stray = regexp.MustCompile(`<([^A-Za-z/!?_])`)

// escapeStray escapes signs that should have been written as references.
func escapeStray(s string) string { return stray.ReplaceAllString(s, "&lt;$1") }

// cutItems cuts a document into what stands before its first item, and its
// items with their tags. What is in CDATA sections and comments is no tag. An
// item that isn't closed ends where the next one starts. The last is lost then:
// it may have been cut in the middle of an address.
func cutItems(body []byte, name string) (head []byte, items []string, lost int) {
	tag := regexp.MustCompile(`(?i)^<(/?)((?:[a-z][\w.-]*:)?` + name + `)[\s/>]`)
	head = body
	open, opened := -1, ""
	closeAt := func(i int) {
		if open >= 0 {
			items = append(items, string(body[open:i])+"</"+opened+">")
		}
		open = -1
	}
	for i := 0; i < len(body) && len(items) <= 2*maxEntries; {
		next := bytes.IndexByte(body[i:], '<')
		if next < 0 {
			break
		}
		i += next
		if skip := skipped(body[i:]); skip > 0 {
			i += skip
			continue
		}
		m := tag.FindSubmatch(body[i:min(len(body), i+80)])
		switch {
		case m == nil:
			i++
		case len(m[1]) > 0:
			closeAt(i)
			i += len(m[0])
		default:
			if len(items) == 0 && open < 0 {
				head = body[:i]
			}
			closeAt(i)
			open, opened = i, string(m[2])
			i += len(m[0])
		}
	}
	if open >= 0 {
		lost++
	}
	return head, items, lost
}

// skipped is the length of a CDATA section or comment at the start of s, 0
// where there is none. One that is never closed goes on to the end.
func skipped(s []byte) int {
	for _, pair := range [][2]string{{"<![CDATA[", "]]>"}, {"<!--", "-->"}} {
		rest, ok := bytes.CutPrefix(s, []byte(pair[0]))
		if !ok {
			continue
		}
		end := bytes.Index(rest, []byte(pair[1]))
		if end < 0 {
			return len(s)
		}
		return len(pair[0]) + end + len(pair[1])
	}
	return 0
}
