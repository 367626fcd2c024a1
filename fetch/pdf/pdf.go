// Package pdf reads articles out of PDF documents: their title, and their text
// in headings and paragraphs. Start with [NewReader]. It reads no scans, no
// forms, and no writing whose letters stand in another order on the page than
// in the text.
//
// PDFium finds the characters. It runs as WebAssembly in an interpreter, which
// keeps a hostile document in a box: it has no files, no network, a limit of
// memory, and ends with its context. What package layout makes of the
// characters is in lines.go, blocks.go and title.go.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	pdfium "github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/kilas-news/kilas"
)

// Errors of documents that give no text.
var (
	ErrDamaged = errors.New("the document is damaged")
	ErrLocked  = errors.New("the document wants a password")
	ErrNoText  = errors.New("the document has no text, only pictures of it")
	ErrScript  = errors.New("the document's writing can't be read out of a PDF")
)

// Document is the text of a PDF. Cut says that it has more pages than are read.
type Document struct {
	Title  string
	Byline string
	Lang   string // as the document has it, "" if it doesn't say
	Blocks []Block
	Cut    bool
}

// Block is a heading or a paragraph.
type Block struct {
	Kind kilas.BlockKind
	Text string
}

const (
	maxPages     = 60        // articles have fewer
	maxRunes     = 1_000_000 // of all pages
	memoryPages  = 2048      // of 64 KiB, the most that PDFium may use
	readerAtOnce = 1         // documents, since each may use that much
)

// Reader reads documents, one at a time. It is safe for concurrent use.
type Reader struct {
	place    chan struct{}
	compiled wazero.CompilationCache
}

// NewReader returns a Reader. The first document that it reads takes half a
// second more than others.
func NewReader() *Reader {
	return &Reader{place: make(chan struct{}, readerAtOnce), compiled: wazero.NewCompilationCache()}
}

// Read reads a document. The error is one of this package's, or that of ctx.
func (r *Reader) Read(ctx context.Context, file []byte) (doc Document, err error) {
	select {
	case r.place <- struct{}{}:
		defer func() { <-r.place }()
	case <-ctx.Done():
		return Document{}, ctx.Err()
	}
	// What a document does to PDFium it does in its box, but the code around
	// that wasn't written for what comes out then.
	defer func() {
		if p := recover(); p != nil {
			doc, err = Document{}, fmt.Errorf("%w: %v", ErrDamaged, p)
		}
		if ctx.Err() != nil && err != nil {
			err = ctx.Err()
		}
	}()
	return r.read(ctx, file)
}

// Close frees what NewReader and the first document took.
func (r *Reader) Close(ctx context.Context) error { return r.compiled.Close(ctx) }

func (r *Reader) read(ctx context.Context, file []byte) (Document, error) {
	box := wazero.NewRuntimeConfigInterpreter().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true).
		WithCompilationCache(r.compiled)
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: box,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return Document{}, fmt.Errorf("start PDFium: %w", err)
	}
	defer pool.Close()
	engine, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return Document{}, fmt.Errorf("start PDFium: %w", err)
	}
	opened, err := engine.OpenDocument(&requests.OpenDocument{File: &file})
	switch {
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		return Document{}, ErrLocked
	case err != nil:
		return Document{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return (&source{engine, opened.Document}).document(ctx)
}

// source is an open document.
type source struct {
	engine pdfium.Pdfium
	ref    references.FPDF_DOCUMENT
}

func (s *source) document(ctx context.Context) (Document, error) {
	count, err := s.engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: s.ref})
	if err != nil {
		return Document{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	var pages []page
	runes := 0
	for i := 0; i < min(count.PageCount, maxPages) && runes < maxRunes; i++ {
		if err := ctx.Err(); err != nil {
			return Document{}, err
		}
		p, err := s.page(i, maxRunes-runes)
		if err != nil {
			return Document{}, fmt.Errorf("%w: page %d: %w", ErrDamaged, i+1, err)
		}
		runes += p.runes
		pages = append(pages, p)
	}
	doc := Document{Lang: s.lang(), Cut: len(pages) < count.PageCount || runes >= maxRunes}
	blocks := layOut(pages)
	if len(blocks) == 0 {
		return Document{}, ErrNoText
	}
	if !readable(blocks) {
		return Document{}, ErrScript
	}
	doc.Title, blocks = titled(blocks, s.meta("Title"))
	doc.Byline, doc.Blocks = signed(blocks, s.meta("Author"))
	return doc, nil
}

// meta is a field of the document's information, "" if there is none.
func (s *source) meta(tag string) string {
	m, err := s.engine.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: s.ref, Tag: tag})
	if err != nil {
		return ""
	}
	return strings.TrimSpace(m.Value)
}

func (s *source) lang() string {
	l, err := s.engine.FPDFCatalog_GetLanguage(&requests.FPDFCatalog_GetLanguage{Document: s.ref})
	if err != nil {
		return ""
	}
	return l.Language
}
