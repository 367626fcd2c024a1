package fetch

import (
	"bytes"
	"context"
	"errors"
	"path"
	"strings"

	"github.com/kilas-news/kilas/fetch/pdf"
)

// pdfTimeouts is how many times longer than a request reading a PDF may last.
const pdfTimeouts = 2

// readPDF reads the article in a PDF document.
func (c *Client) readPDF(ctx context.Context, in content) Item {
	ctx, cancel := context.WithTimeout(ctx, pdfTimeouts*c.opt.Timeout)
	defer cancel()
	doc, err := c.pdfs.Read(ctx, in.body)
	if err != nil {
		return failed(in.source, pdfError(err))[0]
	}
	w := writer{title: doc.Title, byline: doc.Byline}
	for _, b := range doc.Blocks {
		w.add(b.Kind, b.Text)
	}
	if doc.Lang != "" {
		w.hints = append(w.hints, LangHint{From: "content-language", Tag: doc.Lang})
	}
	item := w.item(in)
	if item.Article != nil && doc.Cut {
		a := incomplete(*item.Article, "the document has more pages than are read")
		item.Article = &a
	}
	return item
}

// pdfError is the error line of a PDF that gives no article.
func pdfError(err error) error {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return &codeError{"pdf", "the document takes too long to read", "convert it to text: pdftotext FILE - | kilas brief -"}
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, pdf.ErrLocked):
		return &codeError{"pdf", pdf.ErrLocked.Error(), "give its text: pdftotext -upw PASSWORD FILE - | kilas brief -"}
	case errors.Is(err, pdf.ErrNoText):
		return &codeError{"pdf", pdf.ErrNoText.Error(), "recognise its text first, for example with ocrmypdf"}
	case errors.Is(err, pdf.ErrScript):
		return &codeError{"pdf", pdf.ErrScript.Error(), "try pdftotext FILE - | kilas brief -"}
	case errors.Is(err, pdf.ErrDamaged):
		return &codeError{"pdf", pdf.ErrDamaged.Error(), "fetch it again, or try pdftotext FILE - | kilas brief -"}
	}
	return &codeError{"pdf", err.Error(), "convert it to text: pdftotext FILE - | kilas brief -"}
}

// isPDF reports whether a content is a PDF document. Where it is called one, its
// mark may come late, as other readers take it, or be missing.
func isPDF(typ string, in content, head []byte) bool {
	mark := []byte("%PDF-")
	called := typ == "application/pdf" || in.url == nil && strings.EqualFold(path.Ext(strings.TrimSuffix(in.name, ".gz")), ".pdf")
	return bytes.HasPrefix(head, mark) || called && (bytes.Contains(head, mark) || len(head) > 0 && !isHTML(head))
}
