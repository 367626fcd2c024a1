package newsroom

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"

	"github.com/kilas-news/kilas"
)

// charset is an encoding from before UTF-8, with its name.
type charset struct {
	name     string
	encoding encoding.Encoding
}

// charsetOf is what sites in the language used to be written in, nil if they
// are in UTF-8 here.
func charsetOf(lang kilas.Lang) *charset {
	switch lang {
	case "ja":
		return &charset{"Shift_JIS", japanese.ShiftJIS}
	case "ar":
		return &charset{"windows-1256", charmap.Windows1256}
	case "de", "en", "es", "fr", "id", "ms":
		return &charset{"windows-1252", charmap.Windows1252}
	}
	return nil
}

// encode returns a document as the feed's site sends it, with the charset that
// the document and the header declare. Characters that the charset lacks
// become numeric references, which HTML and XML both know.
func (f *Feed) encode(document func(charset string) string) (body []byte, declared string, err error) {
	if !f.Legacy {
		declared = "utf-8"
		if f.Lying {
			declared = "iso-8859-1"
		}
		return []byte(document("utf-8")), declared, nil
	}
	c := charsetOf(f.Lang)
	body, err = encoding.HTMLEscapeUnsupported(c.encoding.NewEncoder()).Bytes([]byte(document(c.name)))
	return body, c.name, err
}
