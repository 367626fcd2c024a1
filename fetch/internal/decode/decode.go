// Package decode turns bodies into UTF-8, whatever their server, their own
// declaration or nobody says of their encoding.
package decode

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// Text decodes a body, HTML if isHTML is set. The order is that of HTML
// (WHATWG, 13.2.3): byte order mark, the server's charset, the page's meta
// element, detection; with two departures that real pages need. A text that is
// valid UTF-8 with letters beyond ASCII is UTF-8 whatever is declared, since no
// other text is so by accident; and a text declared as UTF-8 that isn't is
// looked at.
func Text(body []byte, contentType string, isHTML bool) []byte {
	if text, ok := certain(body); ok {
		return text
	}
	name := declaredCharset(body, contentType, isHTML)
	if e, found := charset.Lookup(name); e != nil && found != "utf-8" {
		return decodeWith(e, body)
	}
	if mostlyUTF8(body) {
		return bytes.ToValidUTF8(body, []byte("\ufffd"))
	}
	return decodeWith(detectEncoding(body), body)
}

// certain decodes a body whose bytes tell their encoding.
func certain(body []byte) ([]byte, bool) {
	if e, skip := markedEncoding(body); e != nil {
		return decodeWith(e, body[skip:]), true
	}
	if UTF16(body[:min(len(body), 8192)]) {
		order := unicode.LittleEndian
		if body[0] == 0 {
			order = unicode.BigEndian
		}
		return decodeWith(unicode.UTF16(order, unicode.IgnoreBOM), body), true
	}
	return body, utf8.Valid(body) && !isISO2022(body)
}

// markedEncoding returns the encoding that a byte order mark tells, and the
// length of the mark.
func markedEncoding(body []byte) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(body, []byte("\xef\xbb\xbf")):
		return unicode.UTF8, 3
	case bytes.HasPrefix(body, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(body, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	}
	return nil, 0
}

func isISO2022(body []byte) bool { return bytes.Contains(body, []byte("\x1b$")) }

func decodeWith(e encoding.Encoding, body []byte) []byte {
	out, err := e.NewDecoder().Bytes(body)
	if err != nil {
		// Decoders of this library replace what they can't read; an error is
		// a broken tail.
		return bytes.ToValidUTF8(body, []byte("\ufffd"))
	}
	return out
}

// metaCharset finds a meta element's charset. Browsers look at the first 1024
// bytes; pages that declare it later mean it all the same.
var metaCharset = regexp.MustCompile(`(?i)<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w.:-]+)`)

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml[^>]{1,100}?encoding\s*=\s*["']([\w.:-]+)["']`)

func declaredCharset(body []byte, contentType string, isHTML bool) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil && params["charset"] != "" {
		return strings.Trim(params["charset"], `"' `)
	}
	if !isHTML {
		return ""
	}
	head := body[:min(len(body), 16<<10)]
	for _, re := range []*regexp.Regexp{metaCharset, xmlEncoding} {
		if m := re.FindSubmatch(head); m != nil {
			name := strings.ToLower(string(m[1]))
			if strings.HasPrefix(name, "utf-16") {
				return "utf-8" // a page in UTF-16 can't say so in ASCII
			}
			return name
		}
	}
	return ""
}

// mostlyUTF8 reports whether body is UTF-8 with a few broken characters, as
// pages cut in the middle or glued from two sources are.
func mostlyUTF8(body []byte) bool {
	good, bad := 0, 0
	for len(body) > 0 {
		r, n := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		body = body[n:]
	}
	return good > 4*bad
}

// detectEncoding guesses the encoding of a text without tags, which would only
// make it look more Western than it is. Among encodings of one byte a character
// the letters of languages decide.
func detectEncoding(body []byte) encoding.Encoding {
	text := tags.ReplaceAll(body[:min(len(body), 64<<10)], []byte(" "))
	name := chardet.Detect(text).Encoding
	if e, found := charset.Lookup(strings.ToLower(name)); e != nil && !byLetters[found] && !byLetters[strings.ToLower(name)] {
		return e
	}
	return spellingEncoding(text)
}

var tags = regexp.MustCompile(`(?is)<script.*?</script>|<style.*?</style>|<[^>]*>`)

// UTF16 reports whether nearly every second byte is zero, as in UTF-16 of
// Western text without a byte order mark.
func UTF16(b []byte) bool {
	var zero [2]int
	for i, c := range b {
		if c == 0 {
			zero[i%2]++
		}
	}
	half := len(b) / 2
	return half > 8 && (zero[0]*10 > half*8 && zero[1]*20 < half || zero[1]*10 > half*8 && zero[0]*20 < half)
}
