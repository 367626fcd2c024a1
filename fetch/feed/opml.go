package feed

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/kilas-news/kilas/fetch/internal/clean"
	"github.com/kilas-news/kilas/fetch/internal/decode"
)

// Outline is an element of a list of subscriptions (OPML 2.0, opml.org): a
// feed, or a folder of others. All texts are one line each.
type Outline struct {
	Text     string `json:"text,omitempty"`
	Title    string `json:"title,omitempty"`
	Type     string `json:"type,omitempty"` // "rss" for feeds of any format
	URL      string `json:"url,omitempty"`  // xmlUrl: of the feed; "" for a folder
	Home     string `json:"home,omitempty"` // htmlUrl
	Lang     string `json:"lang,omitempty"` // language
	Category string `json:"category,omitempty"`

	// Extra are further attributes by name: description, version, and those of
	// kilas with "kilas:" before their names. Of other namespaces none is kept.
	Extra map[string]string `json:"extra,omitempty"`

	Outlines []Outline `json:"outlines,omitempty"`
}

// Name is what to call the outline: its title, else its text.
func (o Outline) Name() string {
	if o.Title != "" {
		return o.Title
	}
	return o.Text
}

// OPMLNamespace is that of kilas' own attributes of an outline.
const OPMLNamespace = "https://github.com/kilas-news/kilas#opml"

// Bounds of a list of subscriptions.
const (
	maxOPMLBytes     = 10_000_000
	maxOPMLDepth     = 32
	maxOutlines      = 20_000
	maxOutlineAttrs  = 64
	maxAttributeRune = 4096
)

// Errors of lists of subscriptions.
var (
	ErrNotOPML     = errors.New("not an OPML file")
	ErrHostileOPML = errors.New("refused OPML")
)

// ReadOPML reads a list of subscriptions. It is lenient with what people and
// programs get wrong (case of names, unescaped signs, charsets), and refuses
// what no honest list has: more than 10 MB or 20,000 outlines, folders more
// than 32 deep, a document type with entities.
func ReadOPML(r io.Reader) ([]Outline, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxOPMLBytes+1))
	if err != nil {
		return nil, err
	}
	if len(body) > maxOPMLBytes {
		return nil, fmt.Errorf("%w: over %d MB", ErrHostileOPML, maxOPMLBytes/1_000_000)
	}
	p := opmlReader{dec: newDecoder(bytes.NewReader(legible(decode.XML(body, ""))))}
	return p.read()
}

// opmlReader is a list on its way.
type opmlReader struct {
	dec   *xml.Decoder
	count int
	depth int
}

func (p *opmlReader) read() ([]Outline, error) {
	root := false
	for {
		tok, err := p.dec.Token()
		switch {
		case errors.Is(err, io.EOF):
			if !root {
				return nil, fmt.Errorf("%w: it has no opml element", ErrNotOPML)
			}
			return nil, fmt.Errorf("%w: it has no body", ErrNotOPML)
		case err != nil:
			return nil, fmt.Errorf("%w: %w", ErrNotOPML, err)
		}
		switch t := tok.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("<!ENTITY")) {
				return nil, fmt.Errorf("%w: it defines entities", ErrHostileOPML)
			}
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			switch {
			case !root && name != "opml":
				return nil, fmt.Errorf("%w: it begins with the element %s", ErrNotOPML, clean.Line(t.Name.Local))
			case name == "opml":
				root = true
			case name == "body":
				return p.outlines()
			default:
				if err := p.skip(); err != nil {
					return nil, err
				}
			}
		}
	}
}

// outlines reads the outlines up to the end of the element that is open.
func (p *opmlReader) outlines() ([]Outline, error) {
	if p.depth++; p.depth > maxOPMLDepth {
		return nil, fmt.Errorf("%w: folders more than %d deep", ErrHostileOPML, maxOPMLDepth)
	}
	defer func() { p.depth-- }()
	var out []Outline
	for {
		tok, err := p.dec.Token()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNotOPML, err)
		}
		switch t := tok.(type) {
		case xml.EndElement:
			return out, nil
		case xml.StartElement:
			if !strings.EqualFold(t.Name.Local, "outline") {
				if err := p.skip(); err != nil {
					return nil, err
				}
				continue
			}
			if p.count++; p.count > maxOutlines || len(t.Attr) > maxOutlineAttrs {
				return nil, fmt.Errorf("%w: over %d outlines, or %d attributes of one", ErrHostileOPML, maxOutlines, maxOutlineAttrs)
			}
			o := outlineOf(t.Attr)
			if o.Outlines, err = p.outlines(); err != nil {
				return nil, err
			}
			out = append(out, o)
		}
	}
}

// skip passes over an element, however deep.
func (p *opmlReader) skip() error {
	for open := 1; open > 0; {
		tok, err := p.dec.Token()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrNotOPML, err)
		}
		switch tok.(type) {
		case xml.StartElement:
			if open++; open > maxDepth {
				return fmt.Errorf("%w: elements more than %d deep", ErrHostileOPML, maxDepth)
			}
		case xml.EndElement:
			open--
		}
	}
	return nil
}

func outlineOf(attrs []xml.Attr) Outline {
	var o Outline
	for _, a := range attrs {
		value := cutRunes(clean.Line(a.Value), maxAttributeRune)
		own := a.Name.Space == OPMLNamespace || a.Name.Space == "kilas"
		switch name := strings.ToLower(a.Name.Local); {
		case own:
			o.extra("kilas:"+name, value)
		case a.Name.Space != "" || name == "xmlns":
		case name == "text":
			o.Text = value
		case name == "title":
			o.Title = value
		case name == "type":
			o.Type = value
		case name == "xmlurl":
			o.URL = value
		case name == "htmlurl":
			o.Home = value
		case name == "language":
			o.Lang = value
		case name == "category":
			o.Category = value
		default:
			o.extra(a.Name.Local, value)
		}
	}
	return o
}

func (o *Outline) extra(name, value string) {
	if value == "" || !attributeName(strings.TrimPrefix(name, "kilas:")) {
		return
	}
	if o.Extra == nil {
		o.Extra = map[string]string{}
	}
	o.Extra[name] = value
}

// attributeName reports whether s may be written as the name of an attribute,
// and isn't that of a field.
func attributeName(s string) bool {
	switch strings.ToLower(s) {
	case "", "text", "title", "type", "xmlurl", "htmlurl", "language", "category", "xmlns":
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.'
	}) < 0 && (s[0] < '0' || s[0] > '9') && s[0] != '-' && s[0] != '.'
}

// WriteOPML writes a list of subscriptions. [ReadOPML] reads it back as it is.
func WriteOPML(w io.Writer, title string, outlines []Outline) error {
	b := bufio.NewWriter(w)
	own := slices.ContainsFunc(outlines, hasOwn)
	_, _ = b.WriteString(xml.Header + `<opml version="2.0"`) // b keeps its first error for Flush
	if own {
		_, _ = b.WriteString(` xmlns:kilas="` + OPMLNamespace + `"`)
	}
	_, _ = b.WriteString(">\n  <head>\n    <title>" + escaped(title) + "</title>\n  </head>\n  <body>\n")
	for _, o := range outlines {
		o.write(b, "    ")
	}
	_, _ = b.WriteString("  </body>\n</opml>\n")
	return b.Flush()
}

func hasOwn(o Outline) bool {
	for name := range o.Extra {
		if strings.HasPrefix(name, "kilas:") {
			return true
		}
	}
	return slices.ContainsFunc(o.Outlines, hasOwn)
}

func (o Outline) write(b *bufio.Writer, indent string) {
	_, _ = b.WriteString(indent + "<outline")
	for _, a := range [][2]string{{"type", o.Type}, {"text", o.Text}, {"title", o.Title}, {"xmlUrl", o.URL}, {"htmlUrl", o.Home}, {"language", o.Lang}, {"category", o.Category}} {
		if a[1] != "" || a[0] == "text" { // text is required
			_, _ = b.WriteString(" " + a[0] + `="` + escaped(a[1]) + `"`)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o.Extra)) {
		if attributeName(strings.TrimPrefix(name, "kilas:")) {
			_, _ = b.WriteString(" " + name + `="` + escaped(o.Extra[name]) + `"`)
		}
	}
	if len(o.Outlines) == 0 {
		_, _ = b.WriteString("/>\n")
		return
	}
	_, _ = b.WriteString(">\n")
	for _, child := range o.Outlines {
		child.write(b, indent+"  ")
	}
	_, _ = b.WriteString(indent + "</outline>\n")
}

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
