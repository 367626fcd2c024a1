package render

import (
	"archive/zip"
	"encoding/xml"
	"hash/crc32"
	"io"
	"time"
)

// packageName is the file that lists the others, in a folder with them.
const packageName = "package.opf"

// The elements of a package document (EPUB 3.3, section 5).
type opfPackage struct {
	XMLName    xml.Name    `xml:"http://www.idpf.org/2007/opf package"`
	Version    string      `xml:"version,attr"`
	Identifier string      `xml:"unique-identifier,attr"`
	Lang       string      `xml:"xml:lang,attr"`
	Metadata   opfMetadata `xml:"metadata"`
	Items      []opfItem   `xml:"manifest>item"`
	Spine      []opfRef    `xml:"spine>itemref"`
}

type opfMetadata struct {
	DC         string        `xml:"xmlns:dc,attr"`
	Identifier opfIdentifier `xml:"dc:identifier"`
	Title      string        `xml:"dc:title"`
	Languages  []string      `xml:"dc:language"`
	Creator    string        `xml:"dc:creator"`
	Date       string        `xml:"dc:date"`
	Meta       []opfMeta     `xml:"meta"`
}

type opfIdentifier struct {
	ID   string `xml:"id,attr"`
	Text string `xml:",chardata"`
}

type opfMeta struct {
	Property string `xml:"property,attr"`
	Text     string `xml:",chardata"`
}

type opfItem struct {
	ID         string `xml:"id,attr"`
	Href       string `xml:"href,attr"`
	MediaType  string `xml:"media-type,attr"`
	Properties string `xml:"properties,attr,omitempty"`
}

type opfRef struct {
	ID string `xml:"idref,attr"`
}

func (b *book) packageDocument(opt Options) ([]byte, error) {
	name, _ := opt.program()
	at := b.made.Format("2006-01-02T15:04:05Z")
	title := b.Title
	if b.Date != "" {
		title += ", " + b.Date
	}
	doc := opfPackage{Version: "3.0", Identifier: "id", Lang: "en", Metadata: opfMetadata{
		DC:         "http://purl.org/dc/elements/1.1/",
		Identifier: opfIdentifier{ID: "id", Text: b.identifier()},
		Title:      title, Languages: b.languages, Creator: name, Date: at,
		Meta: []opfMeta{{Property: "dcterms:modified", Text: at}},
	}}
	for _, f := range b.files {
		doc.Items = append(doc.Items, opfItem{ID: f.id, Href: f.name, MediaType: f.mediaType, Properties: f.properties})
		if !f.unread {
			doc.Spine = append(doc.Spine, opfRef{ID: f.id})
		}
	}
	out, err := xml.MarshalIndent(doc, "", "  ")
	return append([]byte(xml.Header), append(out, '\n')...), err
}

// container says where the package document is (EPUB 3.3, 4.2.6.3.1).
const container = xml.Header + `<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/` + packageName + `" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

// writeContainer packs the files (EPUB 3.3, 4.3). The media type comes first,
// neither compressed nor with anything between its name and its content.
func writeContainer(w io.Writer, made time.Time, files []bookFile) error {
	z := zip.NewWriter(w)
	mediaType := []byte("application/epub+zip")
	size := uint64(len(mediaType))
	first, err := z.CreateRaw(&zip.FileHeader{
		Name: "mimetype", Method: zip.Store, CRC32: crc32.ChecksumIEEE(mediaType),
		CompressedSize64: size, UncompressedSize64: size,
	})
	if err != nil {
		return err
	}
	if _, err := first.Write(mediaType); err != nil {
		return err
	}
	if err := addFile(z, "META-INF/container.xml", []byte(container), made); err != nil {
		return err
	}
	for _, f := range files {
		if err := addFile(z, "EPUB/"+f.name, f.content, made); err != nil {
			return err
		}
	}
	return z.Close()
}

func addFile(z *zip.Writer, name string, content []byte, made time.Time) error {
	out, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: made})
	if err != nil {
		return err
	}
	_, err = out.Write(content)
	return err
}
