package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"sort"

	"github.com/kilas-news/kilas"
)

// maxMailBytes is the size of an HTML part that every mail program shows whole:
// Gmail cuts what is over 102 KB (support.google.com/mail/answer/8053060 speaks
// of "View entire message"; the number is what senders have measured).
const maxMailBytes = 98_000

// inFull is how many stories are told in full before others are told in short.
const inFull = 5

// letter is a digest as mail has it. Shortened says what is not there.
type letter struct {
	digest
	Style     template.CSS
	Shortened string
}

// DigestMail writes a digest as the HTML part of a mail: one column, no remote
// resources unless opt asks for images, and readable where the mail program
// ignores style sheets.
//
// Mail programs cut what is too long for them. So the least important stories of
// a digest that would be are told in short, by their titles, sources and first
// point; if even that leaves too little room, some are only listed. whole is false
// then, and the text says that the whole page is attached, which the caller is
// to see to.
func DigestMail(w io.Writer, d kilas.Digest, opt Options) (whole bool, err error) {
	var out bytes.Buffer
	n := len(d.Stories)
	// fits reports whether a mail fits that tells the first stories in full, and
	// others in short. The buffer has the last one that was tried.
	fits := func(full, short int) bool {
		if err == nil {
			out.Reset()
			err = newLetter(d, opt, full, short).write(&out)
		}
		return out.Len() <= maxMailBytes
	}
	full, short := n, 0
	if !fits(n, 0) {
		full = most(n-1, func(k int) bool { return fits(k, n-k) })
		short = n - full
		if !fits(full, short) || full < inFull {
			full = most(min(n, inFull), func(k int) bool { return fits(k, 0) })
			short = most(n-full, func(k int) bool { return fits(full, k) })
		}
		fits(full, short)
	}
	if err != nil {
		return false, err
	}
	_, err = w.Write(out.Bytes())
	return full == n, err
}

// most returns the greatest number up to n for which ok holds, or 0. It holds
// for all smaller ones.
func most(n int, ok func(int) bool) int {
	return sort.Search(n, func(k int) bool { return !ok(k + 1) })
}

func newLetter(d kilas.Digest, opt Options, full, short int) letter {
	l := letter{digest: newDigest(d, opt), Style: styleSheet("mail.css")}
	level := 2
	if l.Sectioned() {
		level = 3
	}
	l.setLayout(layout{Level: level})
	l.Minor = 2
	for i := range l.Sections {
		for j := range l.Sections[i].Stories {
			s := &l.Sections[i].Stories[j]
			s.Short, s.Listed = s.rank >= full, s.rank >= full+short
		}
	}
	if n := len(d.Stories) - full; n > 0 {
		l.Shortened = fmt.Sprintf("Mail programs cut long messages. So %s told in short here, and in full on the attached page.", counted(n, "story of less importance is", "stories of less importance are"))
	}
	return l
}

func (l letter) write(w io.Writer) error { return execute(w, "mail.html.tmpl", l) }

// ShownPoints are the points that the story's form has room for.
func (s story) ShownPoints() []point {
	if s.Short {
		return s.Points[:min(1, len(s.Points))]
	}
	return s.Points
}

// Lead is the address of the first source that has one.
func (s story) Lead() string {
	for _, src := range s.Sources {
		if src.Link != "" {
			return src.Link
		}
	}
	return ""
}
