package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas"
)

// element is an element of the page's body. Its blocks are a range of the
// document's, since both are in document order; all counts follow from that.
type element struct {
	node       *html.Node
	parent     int // index of the parent element, -1 for the root
	depth      int
	own        role // what its own tag, class and id say
	inherited  role // own roles of its ancestors
	blockStart int
	blockEnd   int
}

// block is a run of text between two block-level borders.
type block struct {
	element   int // innermost element that holds all of it
	kind      kilas.BlockKind
	text      string
	runes     int
	linkRunes int
	boldRunes int
	links     int
	words     int // letters-and-digits runs; one per two letters in scripts without spaces
	stops     int // sentence ends
	commas    int
	digits    int
	uppers    int
	within    role // roles of the element and of its ancestors
}

// linkDensity is the share of the text that is in links.
func (b *block) linkDensity() float64 {
	if b.runes == 0 {
		return 0
	}
	return min(1, float64(b.linkRunes)/float64(b.runes))
}

// document is a page cut into elements and blocks, both in document order.
type document struct {
	elements []element
	blocks   []block
	// sums[i] counts the blocks before block i.
	sums []sum
	// scripts counts script elements, controls form fields.
	scripts, controls int
}

// sum is a running total over blocks.
type sum struct{ runes, linkRunes, stops, commas int }

// total returns the counts of the blocks [from, to).
func (d *document) total(from, to int) sum {
	a, b := d.sums[from], d.sums[to]
	return sum{b.runes - a.runes, b.linkRunes - a.linkRunes, b.stops - a.stops, b.commas - a.commas}
}

// skipped are elements whose text is none of the page's.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true,
	atom.Svg: true, atom.Object: true, atom.Embed: true, atom.Canvas: true, atom.Audio: true,
	atom.Video: true, atom.Select: true, atom.Button: true, atom.Textarea: true, atom.Input: true,
	atom.Math: true, atom.Head: true, atom.Noframes: true, atom.Map: true, atom.Applet: true, atom.Datalist: true,
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

// segmenter walks a tree and cuts it.
type segmenter struct {
	doc      document
	roles    roleCache
	text     collector
	holder   int // element that holds the running block
	breaks   int // line breaks since the last text
	inLink   bool
	inBold   bool
	kindNow  kilas.BlockKind
	inInline int
}

// segment cuts the body of a page into elements and blocks.
func segment(root *html.Node) *document {
	s := &segmenter{roles: roleCache{}, kindNow: kilas.BlockParagraph}
	s.element(root, -1, 0, 0)
	s.flush()
	d := &s.doc
	d.sums = make([]sum, len(d.blocks)+1)
	for i := range d.blocks {
		b, a := &d.blocks[i], d.sums[i]
		d.sums[i+1] = sum{a.runes + b.runes, a.linkRunes + b.linkRunes, a.stops + b.stops, a.commas + b.commas}
	}
	return d
}

// element walks one block-level element.
func (s *segmenter) element(n *html.Node, parent, depth int, inherited role) {
	s.flush()
	own := s.roles.of(n)
	at := len(s.doc.elements)
	s.doc.elements = append(s.doc.elements, element{
		node: n, parent: parent, depth: depth, own: own, inherited: inherited, blockStart: len(s.doc.blocks),
	})
	kind := s.kindNow
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		s.kindNow = kilas.BlockHeading
	case atom.Li, atom.Dd, atom.Dt:
		s.kindNow = kilas.BlockList
	case atom.Blockquote:
		s.kindNow = kilas.BlockQuote
	case atom.Figcaption, atom.Caption:
		s.kindNow = kilas.BlockCaption
	}
	s.holder = at
	s.children(n, at, depth, inherited|own)
	s.flush()
	s.kindNow = kind
	s.holder = parent
	s.doc.elements[at].blockEnd = len(s.doc.blocks)
}

// children walks what is inside an element; at is the innermost block-level one.
func (s *segmenter) children(n *html.Node, at, depth int, within role) {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.Type {
		case html.TextNode:
			s.words(k.Data)
		case html.ElementNode:
			s.child(k, at, depth, within)
		}
	}
}

func (s *segmenter) child(k *html.Node, at, depth int, within role) {
	switch {
	case k.DataAtom == atom.Script:
		s.doc.scripts++
	case k.DataAtom == atom.Input || k.DataAtom == atom.Select || k.DataAtom == atom.Textarea || k.DataAtom == atom.Button:
		s.doc.controls++
	case skipped[k.DataAtom]:
	case k.DataAtom == atom.Br:
		s.breaks++
	case blockLevel[k.DataAtom]:
		s.element(k, at, depth+1, within)
		s.holder = at
	default:
		s.inline(k, at, depth, within)
	}
}

// inline walks an inline element. One that has a role of its own (a span that
// is hidden, a custom element that holds related links) counts as block-level.
func (s *segmenter) inline(k *html.Node, at, depth int, within role) {
	if own := s.roles.of(k); own&(roleHidden|roleAside) != 0 || isCustom(k) && hasBlocks(k) {
		s.element(k, at, depth+1, within)
		s.holder = at
		return
	}
	link, bold := s.inLink, s.inBold
	switch k.DataAtom {
	case atom.A:
		s.inLink = true
		s.text.links++
	case atom.B, atom.Strong:
		s.inBold = true
	}
	s.children(k, at, depth+1, within)
	s.inLink, s.inBold = link, bold
}

func isCustom(n *html.Node) bool { return n.DataAtom == 0 && strings.Contains(n.Data, "-") }

func hasBlocks(n *html.Node) bool {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && (blockLevel[k.DataAtom] || hasBlocks(k)) {
			return true
		}
	}
	return false
}

// words adds text to the running block. Two line breaks end a paragraph, and
// so does one after the end of a sentence.
func (s *segmenter) words(text string) {
	if s.breaks > 0 && strings.TrimSpace(text) != "" {
		if s.breaks > 1 || endsSentence(s.text.line()) {
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
	defer s.text.reset()
	s.breaks = 0
	text := s.text.line()
	if text == "" || len(s.doc.elements) == 0 {
		return
	}
	e := &s.doc.elements[s.holder]
	b := block{
		element: s.holder, kind: s.kindNow, text: text, within: e.own | e.inherited,
		linkRunes: s.text.linkRunes, boldRunes: s.text.boldRunes, links: s.text.links,
	}
	b.count()
	s.doc.blocks = append(s.doc.blocks, b)
}

// count fills in what the text of the block says about itself.
func (b *block) count() {
	inWord, dense := false, 0
	for _, r := range b.text {
		b.runes++
		switch {
		case isDense(r):
			dense++
			inWord = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				b.words++
			}
			inWord = true
			if unicode.IsDigit(r) {
				b.digits++
			} else if unicode.IsUpper(r) {
				b.uppers++
			}
		default:
			inWord = inWord && unicode.IsMark(r)
			switch r {
			case '.', '!', '?', '。', '！', '？', '…', '।', '؟', '۔', '።', '။', '។':
				b.stops++
			case ',', '，', '、', '،', ';', '；', '፣', '၊':
				b.commas++
			}
		}
	}
	b.words += (dense + 1) / 2
}

// isDense reports whether r belongs to a script written without spaces.
func isDense(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r < 0x1100:
		return r <= 0x0eff || r >= 0x1000 && r < 0x10a0
	}
	return r >= 0x1780 && r < 0x1800 || r >= 0x3040 && r < 0x3100 || r >= 0x3400 && r < 0xa000 || r >= 0x20000 && r < 0x32000
}

// endsSentence reports whether text ends as sentences do, perhaps in quotes.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]）」』 ")
	r, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?。！？…।؟۔።။។:", r)
}
