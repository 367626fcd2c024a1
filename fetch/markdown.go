package fetch

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extensionast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/kilas-news/kilas"
)

// readMarkdown reads a Markdown text (CommonMark with tables, strikethrough
// and plain links). Its title is the heading that it begins with, or the
// "title" of its front matter.
func readMarkdown(in content) Item {
	var w markdownWriter
	source := []byte(w.frontMatter(string(in.body)))
	w.source = source
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify)).Parser()
	w.blocksOf(parser.Parse(text.NewReader(source)), kilas.BlockParagraph)
	return w.item(in)
}

type markdownWriter struct {
	writer
	source []byte
}

// frontMatter reads the "key: value" lines between two lines of three hyphens
// that many tools put first, and returns the rest.
func (w *markdownWriter) frontMatter(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	rest, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return s
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		return s
	}
	for l := range strings.Lines(head) {
		key, value, _ := strings.Cut(l, ":")
		value = strings.Trim(strings.TrimSpace(value), `"'`)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "title":
			w.title = value
		case "author", "byline":
			w.byline = value
		case "date", "published":
			w.published = value
		case "lang", "language":
			w.hints = append(w.hints, LangHint{"article", value})
		}
	}
	return body
}

// blocksOf adds the blocks below n; kind is that of its plain paragraphs.
func (w *markdownWriter) blocksOf(n ast.Node, kind kilas.BlockKind) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		switch k := k.(type) {
		case *ast.Heading:
			w.heading(k)
		case *ast.Paragraph, *ast.TextBlock:
			w.add(kind, w.inline(k))
		case *ast.Blockquote:
			w.blocksOf(k, kilas.BlockQuote)
		case *ast.ListItem:
			w.blocksOf(k, kilas.BlockList)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			w.add(kilas.BlockParagraph, string(k.Lines().Value(w.source)))
		case *ast.HTMLBlock, *ast.ThematicBreak:
		case *extensionast.TableRow, *extensionast.TableHeader:
			w.add(kilas.BlockList, w.cells(k))
		default:
			w.blocksOf(k, kind)
		}
	}
}

// heading adds a heading. The first heading, with nothing before it, is the
// title and no part of the text.
func (w *markdownWriter) heading(h *ast.Heading) {
	t := w.inline(h)
	if w.text.Len() == 0 && (w.title == "" && h.Level <= 2 || w.title == t) {
		w.title = t
		return
	}
	w.add(kilas.BlockHeading, t)
}

// cells returns a table's row as a line.
func (w *markdownWriter) cells(row ast.Node) string {
	var cells []string
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cells = append(cells, w.inline(c))
	}
	return strings.Join(cells, " | ")
}

// inline returns the text of a block without its markup.
func (w *markdownWriter) inline(n ast.Node) string {
	var b strings.Builder
	w.inlineOf(&b, n)
	return b.String()
}

func (w *markdownWriter) inlineOf(b *strings.Builder, n ast.Node) {
	for k := n.FirstChild(); k != nil; k = k.NextSibling() {
		switch k := k.(type) {
		case *ast.Text:
			b.Write(k.Value(w.source))
			if k.SoftLineBreak() || k.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(k.Value)
		case *ast.AutoLink:
			b.Write(k.Label(w.source))
		case *ast.Image, *ast.RawHTML:
		default:
			w.inlineOf(b, k)
		}
	}
}
