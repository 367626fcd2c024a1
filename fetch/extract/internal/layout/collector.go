package layout

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// TextOf returns the visible text below n as one line. It stops reading when it
// has limit bytes.
func TextOf(n *html.Node, limit int) string {
	var c collector
	c.add(n, limit)
	return c.line()
}

// collector gathers the text of a block piece by piece.
type collector struct {
	b         strings.Builder
	linkRunes int
	links     int
	boldRunes int
}

// write adds a piece of text as it stands in the markup.
func (c *collector) write(s string, inLink, inBold bool) {
	before := c.b.Len()
	clean.AppendLine(&c.b, s)
	if !inLink && !inBold {
		return
	}
	n := utf8.RuneCountInString(c.b.String()[before:])
	if inLink {
		c.linkRunes += n
	}
	if inBold {
		c.boldRunes += n
	}
}

// add adds the visible text below n, until there are limit bytes.
func (c *collector) add(n *html.Node, limit int) {
	switch n.Type {
	case html.TextNode:
		c.write(n.Data, false, false)
	case html.ElementNode, html.DocumentNode:
		if skipped[n.DataAtom] {
			return
		}
		if n.DataAtom == atom.Br || blockLevel[n.DataAtom] {
			c.write(" ", false, false)
		}
		for k := n.FirstChild; k != nil && c.b.Len() < limit; k = k.NextSibling {
			c.add(k, limit)
		}
		if blockLevel[n.DataAtom] {
			c.write(" ", false, false)
		}
	}
}

func (c *collector) line() string { return strings.TrimSpace(c.b.String()) }

// isLinks reports whether the text is in links, nearly all of it.
func (c *collector) isLinks() bool { return c.linkRunes*10 > 8*utf8.RuneCountInString(c.b.String()) }

func (c *collector) reset() { *c = collector{} }
