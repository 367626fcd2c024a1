package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

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

// boundary separates the parts of the message with this ID. It is not in them:
// nobody who writes an article knows it beforehand.
func boundary(id string) string {
	sum := sha256.Sum256([]byte("kilas boundary " + id))
	return hex.EncodeToString(sum[:])[:48]
}
