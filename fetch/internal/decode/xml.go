package decode

import (
	"bytes"
	"mime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// XML decodes an XML document. RFC 7303 (section 3) puts the byte order mark
// before the server's charset and that before the XML declaration. Servers name
// a charset without knowing of the feeds that they send, and programs write
// declarations that nobody checks, so here both are candidates, beside what the
// bytes look like; the one whose text is the least odd is taken, the first of
// those that are equally so.
func XML(body []byte, contentType string) []byte {
	if text, ok := certain(body); ok {
		return text
	}
	best, least := []byte(nil), -1
	for _, e := range candidates(body, contentType) {
		text := decodeWith(e, body)
		if odd := oddity(text); least < 0 || odd < least {
			best, least = text, odd
		}
	}
	if lossy := bytes.ToValidUTF8(body, []byte("\ufffd")); least < 0 || mostlyUTF8(body) && oddity(lossy) <= least {
		return lossy
	}
	return best
}

// candidates are the encodings that a document may be in: the declaration's,
// the server's and the detected one. UTF-8 isn't among them.
func candidates(body []byte, contentType string) []encoding.Encoding {
	var names []string
	if m := xmlEncoding.FindSubmatch(body[:min(len(body), 1024)]); m != nil {
		names = append(names, string(m[1]))
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		names = append(names, params["charset"])
	}
	var out []encoding.Encoding
	for _, name := range names {
		e, found := charset.Lookup(strings.ToLower(strings.Trim(name, `"' `)))
		if e != nil && found != "utf-8" && !strings.HasPrefix(found, "utf-16") && found != "replacement" {
			out = append(out, e)
		}
	}
	return append(out, detectEncoding(body))
}

// oddRunes are how many characters beyond ASCII are looked at.
const oddRunes = 20_000

// oddity weighs what text decoded in the wrong encoding has and other text
// lacks: replacement characters, C1 controls, private use, half-width katakana,
// three accented Latin letters in a row, capitals inside a Cyrillic word. It
// is the weight in a thousand characters beyond ASCII.
func oddity(text []byte) int {
	weight, seen := 0, 0
	var before, last rune
	for len(text) > 0 && seen < oddRunes {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		if r >= 0x80 {
			seen++
			weight += oddRune(before, last, r)
		}
		before, last = last, r
	}
	if seen == 0 {
		return 0
	}
	return weight * 1000 / seen
}

// oddRune weighs the last of three characters.
func oddRune(before, last, r rune) int {
	switch {
	case r == utf8.RuneError:
		return 10
	case r < 0xa0, r >= 0xe000 && r <= 0xf8ff:
		return 5
	case r >= 0xff61 && r <= 0xff9f:
		return 2
	case accented(r):
		if accented(last) && accented(before) {
			return 3
		}
	case unicode.Is(unicode.Cyrillic, r):
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			return 3
		}
	case unicode.Is(unicode.Han, r):
		// The few thousand characters in use are in the lower planes of each
		// legacy set; their rare ones mostly come from other encodings.
		if r >= 0x9fa6 || r < 0x4e00 {
			return 2
		}
	case r > 0x2500 && r < 0x2600:
		return 3 // drawn boxes, which DOS encodings have in place of letters
	}
	return 0
}

// accented reports whether r is a Latin letter or sign beyond ASCII.
func accented(r rune) bool { return r >= 0xa0 && r < 0x250 || r >= 0x2010 && r < 0x2200 }
