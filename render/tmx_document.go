package render

import "encoding/xml"

// The elements of TMX 1.4b that kilas writes, with their attributes in the
// order of the specification's document type. encoding/xml escapes the text and
// puts U+FFFD where a character is illegal in XML 1.0.

type tmxDocument struct {
	XMLName xml.Name  `xml:"tmx"`
	Version string    `xml:"version,attr"`
	Header  tmxHeader `xml:"header"`
	Units   []tmxUnit `xml:"body>tu"`
}

type tmxHeader struct {
	Tool         string `xml:"creationtool,attr"`
	ToolVersion  string `xml:"creationtoolversion,attr"`
	Segmentation string `xml:"segtype,attr"`
	Format       string `xml:"o-tmf,attr"`
	AdminLang    string `xml:"adminlang,attr"`
	SourceLang   string `xml:"srclang,attr"`
	DataType     string `xml:"datatype,attr"`
	Created      string `xml:"creationdate,attr,omitempty"`
}

type tmxUnit struct {
	ID           string       `xml:"tuid,attr"`
	Created      string       `xml:"creationdate,attr,omitempty"`
	Segmentation string       `xml:"segtype,attr,omitempty"`
	SourceLang   string       `xml:"srclang,attr"`
	Notes        []string     `xml:"note"`
	Props        []tmxProp    `xml:"prop"`
	Variants     []tmxVariant `xml:"tuv"`
}

type tmxProp struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type tmxVariant struct {
	Lang  string    `xml:"xml:lang,attr"`
	Props []tmxProp `xml:"prop"`
	Text  string    `xml:"seg"`
}
