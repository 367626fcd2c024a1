// Package layout cuts a page of HTML into blocks of text and says of each what
// it looks like, where it stands and what stands beside it, in numbers. Start
// with [Segment] and [Document.Features].
package layout

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas"
)

// Element is a block-level element of the page. Its blocks are a range of the
// document's, since both are in document order; all counts follow from that.
type Element struct {
	Node                 *html.Node
	Parent               int // index of the parent, -1 for the root
	Depth                int
	Own                  Role // what its own tag, class and id say
	BlockStart, BlockEnd int
	signature            string
}

// Look is what the element looks like as far as its markup tells: its tag, a dot,
// and its classes without digits.
func (e *Element) Look() string { return e.signature }

// Document is a page cut into elements and blocks, both in document order.
type Document struct {
	Elements []Element
	Blocks   []Block
	// Scripts counts script elements, Controls form fields and buttons,
	// Passwords the fields for one.
	Scripts, Controls, Passwords int
	sums                         []sum
}

// sum is a running total over blocks.
type sum struct{ runes, linkRunes, words, long int }

// Runes returns the length of the blocks [from, to).
func (d *Document) Runes(from, to int) int { return d.sums[to].runes - d.sums[from].runes }

// Segment cuts the body of a page.
func Segment(root *html.Node) *Document {
	s := &segmenter{roles: roleCache{}, kind: kilas.BlockParagraph, image: -1}
	s.element(root, -1, 0)
	d := &s.doc
	d.sums = make([]sum, len(d.Blocks)+1)
	for i := range d.Blocks {
		b, a := &d.Blocks[i], d.sums[i]
		a.runes += b.Runes
		a.linkRunes += b.LinkRunes
		a.words += b.Words
		if b.Words > 15 && b.LinkDensity() < 0.3 {
			a.long++
		}
		d.sums[i+1] = a
	}
	return d
}

// skipped are elements whose text is none of the page's.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true,
	atom.Svg: true, atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Audio: true,
	atom.Video: true, atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Input: true,
	atom.Math: true, atom.Head: true, atom.Noframes: true, atom.Map: true, atom.Applet: true, atom.Datalist: true, atom.Title: true,
}

// blockLevel are elements that end the block before them.
var blockLevel = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Body: true,
	atom.Center: true, atom.Dd: true, atom.Details: true, atom.Dialog: true, atom.Dir: true,
	atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figcaption: true,
	atom.Figure: true, atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true,
	atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true, atom.Hr: true, atom.Html: true,
	atom.Legend: true, atom.Li: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Ol: true,
	atom.P: true, atom.Pre: true, atom.Section: true, atom.Summary: true, atom.Table: true,
	atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true,
	atom.Ul: true, atom.Caption: true, atom.Search: true, atom.Hgroup: true,
}

// kinds are the elements that give their text its kind.
var kinds = map[atom.Atom]kilas.BlockKind{
	atom.H1: kilas.BlockHeading, atom.H2: kilas.BlockHeading, atom.H3: kilas.BlockHeading, atom.H4: kilas.BlockHeading,
	atom.H5: kilas.BlockHeading, atom.H6: kilas.BlockHeading, atom.Li: kilas.BlockList, atom.Dd: kilas.BlockList,
	atom.Dt: kilas.BlockList, atom.Blockquote: kilas.BlockQuote, atom.Figcaption: kilas.BlockCaption, atom.Caption: kilas.BlockCaption,
}

// maxBlocks bounds the blocks of a page; what follows them is left out. Real
// pages have some hundreds, the longest forum threads some thousands.
const maxBlocks = 20_000

// segmenter walks a tree and cuts it.
type segmenter struct {
	doc    Document
	roles  roleCache
	text   collector
	kind   kilas.BlockKind
	holder int // the innermost block-level element
	breaks int // line breaks since the last text
	image  int // element that an image was last seen in, -1 if none
	inLink bool
	inBold bool
}

// element walks one block-level element.
func (s *segmenter) element(n *html.Node, parent, depth int) {
	s.flush()
	at := len(s.doc.Elements)
	s.doc.Elements = append(s.doc.Elements, Element{
		Node: n, Parent: parent, Depth: depth, Own: s.roles.of(n), BlockStart: len(s.doc.Blocks), signature: signature(n),
	})
	outer := s.kind
	if k, ok := kinds[n.DataAtom]; ok {
		s.kind = k
	}
	s.holder = at
	s.children(n, depth)
	s.flush()
	s.kind, s.holder = outer, parent
	s.doc.Elements[at].BlockEnd = len(s.doc.Blocks)
}

// children walks what is inside an element.
func (s *segmenter) children(n *html.Node, depth int) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.Type {
		case html.TextNode:
			s.words(k.Data)
		case html.ElementNode:
			s.child(k, depth+1)
		}
	}
}

func (s *segmenter) child(k *html.Node, depth int) {
	switch k.DataAtom {
	case atom.Script:
		s.doc.Scripts++
	case atom.Input, atom.Select, atom.Textarea, atom.Button:
		s.doc.Controls++
		if k.DataAtom == atom.Input && strings.EqualFold(attr(k, "type"), "password") {
			s.doc.Passwords++
		}
	case atom.Br:
		s.breaks++
	case atom.Img:
		s.image = s.holder
	default:
		switch {
		case skipped[k.DataAtom]:
		case blockLevel[k.DataAtom], s.standsApart(k):
			s.element(k, s.holder, depth)
		default:
			s.inline(k, depth)
		}
	}
}

// standsApart reports whether an inline element plays a part of its own: what
// is hidden, or a custom element around blocks.
func (s *segmenter) standsApart(k *html.Node) bool {
	return len(k.Attr) > 0 && s.roles.of(k)&RoleHidden != 0 || isCustom(k) && hasBlocks(k, 6)
}

// inline walks an inline element.
func (s *segmenter) inline(k *html.Node, depth int) {
	link, bold := s.inLink, s.inBold
	switch k.DataAtom {
	case atom.A:
		s.inLink = true
		s.text.links++
	case atom.B, atom.Strong:
		s.inBold = true
	}
	s.children(k, depth)
	s.inLink, s.inBold = link, bold
}

func isCustom(n *html.Node) bool { return n.DataAtom == 0 && strings.Contains(n.Data, "-") }

// hasBlocks reports whether there is a block-level element below n, down to some
// levels.
func hasBlocks(n *html.Node, levels int) bool {
	if levels == 0 {
		return false
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && (blockLevel[k.DataAtom] || hasBlocks(k, levels-1)) {
			return true
		}
	}
	return false
}

// words adds text to the running block. Two line breaks end a paragraph, and
// so does one after the end of a sentence or after a line of links.
func (s *segmenter) words(text string) {
	if s.breaks > 0 && strings.TrimSpace(text) != "" {
		if s.breaks > 1 || EndsSentence(s.text.line()) || s.text.isLinks() {
			s.flush()
		} else {
			s.text.write(" ", false, false)
		}
		s.breaks = 0
	}
	s.text.write(text, s.inLink, s.inBold)
}

// flush ends the running block.
func (s *segmenter) flush() {
	s.breaks = 0
	if text := s.text.line(); text != "" && len(s.doc.Blocks) < maxBlocks {
		b := Block{Element: s.holder, Kind: s.kindOf(text), Text: text, LinkRunes: s.text.linkRunes, BoldRunes: s.text.boldRunes, Links: s.text.links}
		b.count()
		s.doc.Blocks = append(s.doc.Blocks, b)
	}
	s.text.reset()
}

// maxCaptionBytes is the length of the longest text beside an image that is
// taken for its caption.
const maxCaptionBytes = 300

// kindOf is the kind of the running block. A short text in the same element as
// an image before it is its caption, unless that is a paragraph.
func (s *segmenter) kindOf(text string) kilas.BlockKind {
	if s.image >= 0 && s.image == s.holder && s.kind == kilas.BlockParagraph && len(text) < maxCaptionBytes &&
		s.doc.Elements[s.holder].Node.DataAtom == atom.Div && s.doc.Elements[s.holder].BlockStart == len(s.doc.Blocks) {
		return kilas.BlockCaption
	}
	return s.kind
}

// signature is the look of an element as far as markup tells: tag and classes,
// without digits, which often number things.
func signature(n *html.Node) string {
	class := attr(n, "class")
	if strings.ContainsAny(class, "0123456789") {
		class = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return -1
			}
			return r
		}, class)
	}
	return n.Data + "." + class
}

// attr returns the value of an attribute, or "".
func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
