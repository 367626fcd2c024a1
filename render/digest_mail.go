package render

import (
	"html/template"
	"io"

	"github.com/kilas-news/kilas"
)

// DigestMail writes a digest as the HTML part of a mail: one column, no remote
// resources unless opt asks for images, and readable where the mail program
// ignores style sheets.
func DigestMail(w io.Writer, d kilas.Digest, opt Options) error {
	letter := struct {
		digest
		Style template.CSS
	}{newDigest(d, opt), styleSheet("mail.css")}
	level := 2
	if letter.Sectioned() {
		level = 3
	}
	letter.setLayout(layout{Level: level})
	letter.Minor = 2
	return execute(w, "mail.html.tmpl", letter)
}
