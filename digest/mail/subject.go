package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/rivo/uniseg"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/render"
)

// maxSubject is the width of a subject in columns, of which phones show half
// and desktops nearly all.
const maxSubject = 90

// subject is the digest's title, its day, and the title of its first story in
// the reader's language.
func subject(d kilas.Digest, opt Options) string {
	if s := render.Clean(opt.Subject); s != "" {
		return shorten(s, maxSubject)
	}
	s := render.Clean(d.Title)
	if s == "" {
		s = "News digest"
	}
	if t, err := time.Parse(time.RFC3339, d.Created); err == nil {
		s += t.Format(", 2 Jan")
	}
	switch n := len(d.Stories); {
	case n == 0:
		return shorten(s+": nothing new", maxSubject)
	case n > 1:
		more := fmt.Sprintf(" (and %d more)", n-1)
		return shorten(s+": "+topTitle(d), maxSubject-len(more)) + more
	}
	return shorten(s+": "+topTitle(d), maxSubject)
}

func topTitle(d kilas.Digest) string {
	title := d.Stories[0].Brief.Title
	if title.Target != nil {
		if t := render.Clean(title.Target.Text); t != "" {
			return t
		}
	}
	return render.Clean(title.Source.Text)
}

// shorten cuts text to a number of columns, between words where it has some.
func shorten(text string, columns int) string {
	if uniseg.StringWidth(text) <= columns {
		return text
	}
	var kept strings.Builder
	width, word := 1, 0 // of the ellipsis; bytes up to the last space
	for rest, state := text, -1; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if width += w; width > columns {
			break
		}
		if cluster == " " {
			word = kept.Len()
		}
		kept.WriteString(cluster)
	}
	cut := kept.String()
	if word > len(cut)/2 {
		cut = cut[:word]
	}
	return strings.TrimRight(cut, " ,.;:-–—") + "…"
}

// maxEncodedWord is the length of an encoded word, short enough for the first to
// stand beside the name of its header: RFC 2047, 2 allows lines of 76.
const maxEncodedWord = 60

// encodeHeader writes text for a header as encoded words of RFC 2047, one a line
// and none with half a character, or as it is when it is short and ASCII.
func encodeHeader(text string) string {
	ascii := strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0
	if ascii && len(text) <= maxEncodedWord && !strings.Contains(text, "=?") {
		return text
	}
	const opening, closing = "=?UTF-8?q?", "?="
	var words []string
	word := opening
	for _, r := range text {
		encoded := quote(r)
		if len(word)+len(encoded)+len(closing) > maxEncodedWord {
			words = append(words, word+closing)
			word = opening
		}
		word += encoded
	}
	return strings.Join(append(words, word+closing), "\r\n ")
}

// quote is the encoding "Q" of RFC 2047, 4.2, of one character.
func quote(r rune) string {
	switch {
	case r == ' ':
		return "_"
	case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
		return string(r)
	}
	var b strings.Builder
	for _, c := range []byte(string(r)) {
		fmt.Fprintf(&b, "=%02X", c)
	}
	return b.String()
}

// boundary separates the parts of the message with this ID. It is not in them:
// nobody who writes an article knows it beforehand.
func boundary(id string) string {
	sum := sha256.Sum256([]byte("kilas boundary " + id))
	return hex.EncodeToString(sum[:])[:48]
}
