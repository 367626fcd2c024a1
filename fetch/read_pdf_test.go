package fetch_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
)

// TestPDF: a document is read whatever way it comes. (PDFium takes its time under
// the race detector, so the ways are few.)
func TestPDF(t *testing.T) {
	t.Parallel()
	const path = "testdata/flood.pdf"
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	opt := quick()
	opt.Timeout = time.Minute
	c := newClient(t, opt)
	for name, items := range map[string][]fetch.Item{
		"file, gzipped":  c.Get(context.Background(), write(t, "a.pdf.gz", zip(t, string(body))), ""),
		"late mark":      c.Get(context.Background(), serve(t, "application/pdf", append([]byte("\r\njunk\r\n"), body...)), ""),
		"stdin, by look": c.Read(context.Background(), "-", bytes.NewReader(body), ""),
	} {
		a := one(t, items)
		if a.Title != "Harbour town counts the cost of its flood" || a.Byline != "Anna Example" || !strings.Contains(a.Text, "in a hundred years, and") || a.Status != kilas.StatusFull {
			t.Errorf("%s: article %+v", name, a)
		}
		if len(a.Blocks) != 3 || a.Blocks[1].Kind != kilas.BlockHeading || items[0].Hints[0].Tag != "en-GB" {
			t.Errorf("%s: blocks %v, hints %v", name, a.Blocks, items[0].Hints)
		}
	}
}

// TestNoPDF: what is called a PDF but is a page is read as a page.
func TestNoPDF(t *testing.T) {
	t.Parallel()
	one(t, get(t, quick(), serve(t, "application/pdf", []byte(htmlPage))))
	one(t, get(t, quick(), write(t, "a.txt", []byte("The marks of formats\n\n"+paragraph+" A document begins with %PDF-1.7, it says."))))
	u := server(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		_, _ = w.Write([]byte("%PDF-1.4\n"))
	})
	if e := oneError(t, get(t, quick(), u)); e.Code != "pdf" || !strings.Contains(e.Hint, "pdftotext") {
		t.Errorf("error line %+v", e)
	}
}
