package render

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// unpackedEPUB writes the files of an e-book one after another.
func unpackedEPUB(w io.Writer, d kilas.Digest, opt Options) error {
	var book bytes.Buffer
	if err := DigestEPUB(&book, d, opt); err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
	if err != nil {
		return err
	}
	for _, f := range z.File {
		content, err := unpack(f)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "== %s\n%s\n", f.Name, content); err != nil {
			return err
		}
	}
	return nil
}

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// TestEPUBContainer checks what EPUB 3.3 says of the archive: the media type
// first, stored and without extra fields (4.2.6.2), every file in the manifest
// and every link to a file that is there, all documents well-formed.
func TestEPUBContainer(t *testing.T) {
	t.Parallel()
	for _, name := range names(t, "testdata/digests/*.json") {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var book, again bytes.Buffer
			for _, w := range []io.Writer{&book, &again} {
				if err := DigestEPUB(w, readDigest(t, name), Options{Images: true}); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(book.Bytes(), again.Bytes()) {
				t.Error("the same digest gives another book")
			}
			if got := book.String()[30:58]; got != "mimetypeapplication/epub+zip" {
				t.Errorf("the archive begins with %q", got)
			}
			checkBook(t, book.Bytes())
		})
	}
}

func checkBook(t *testing.T, book []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		if files[f.Name], err = unpack(f); err != nil {
			t.Fatal(err)
		}
	}
	var pkg struct {
		Items []struct {
			ID         string `xml:"id,attr"`
			Href       string `xml:"href,attr"`
			Properties string `xml:"properties,attr"`
		} `xml:"manifest>item"`
		Spine []struct {
			ID string `xml:"idref,attr"`
		} `xml:"spine>itemref"`
		Languages []string `xml:"metadata>language"`
	}
	if err := xml.Unmarshal(files["EPUB/package.opf"], &pkg); err != nil {
		t.Fatal(err)
	}
	ids, navs := map[string]bool{}, 0
	for _, item := range pkg.Items {
		if ids[item.ID] || files["EPUB/"+item.Href] == nil {
			t.Errorf("item %s is there twice, or its file %s is not", item.ID, item.Href)
		}
		ids[item.ID] = true
		if item.Properties == "nav" {
			navs++
		}
	}
	if len(pkg.Items) != len(files)-3 || navs != 1 || len(pkg.Languages) == 0 {
		t.Errorf("%d items of %d files, %d contents, languages %q", len(pkg.Items), len(files), navs, pkg.Languages)
	}
	for _, ref := range pkg.Spine {
		if !ids[ref.ID] {
			t.Errorf("the spine has %s, the manifest has not", ref.ID)
		}
	}
	for name, content := range files {
		if path.Ext(name) == ".xhtml" || path.Ext(name) == ".svg" {
			checkDocument(t, name, content, files)
		}
	}
}

// checkDocument reads a page as XML and follows its links.
func checkDocument(t *testing.T, name string, content []byte, files map[string][]byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(content))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if strings.Contains(" script img object iframe ", " "+start.Name.Local+" ") {
			t.Errorf("%s: <%s> in a book", name, start.Name.Local)
		}
		for _, a := range start.Attr {
			if a.Name.Local != "href" || strings.HasPrefix(a.Value, "http") {
				continue
			}
			if files["EPUB/"+a.Value] == nil {
				t.Errorf("%s: a link to %s, which is not in the book", name, a.Value)
			}
		}
	}
}
