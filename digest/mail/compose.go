package mail

import (
	"bytes"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
	"golang.org/x/net/idna"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/render"
)

// Options say who writes to whom.
type Options struct {
	// From is one address and To are one or more, such as
	// "Morning news <digest@example.org>".
	From string
	To   []string
	// ID is the Message-ID, with or without its angle brackets. The same digest
	// must get the same one whenever it is sent, so that mail programs show it once.
	ID string
	// Date of the message; the digest's if it is zero.
	Date time.Time
	// Subject replaces the digest's title, date and top story.
	Subject string
	// Render is for both parts; its Width and Color are not used.
	Render render.Options
}

// Message is a mail that is ready to be sent. The same digest and options give
// the same bytes.
type Message struct {
	ID      string // with its angle brackets
	Subject string
	From    string   // address of the sender alone
	To      []string // addresses alone; to send again to some of them, leave the others out
	Raw     []byte   // header and body, lines ended by CR LF, none longer than 998 bytes
}

// Compose makes a message of two alternative parts, text and HTML. The page of a
// digest that is too long for mail programs is attached, see [render.DigestMail].
func Compose(d kilas.Digest, opt Options) (Message, error) {
	from, err := parseAddress(opt.From)
	if err != nil {
		return Message{}, fmt.Errorf("sender: %w", err)
	}
	if len(opt.To) == 0 {
		return Message{}, errors.New("no recipient")
	}
	m := Message{From: from.Address, Subject: subject(d, opt)}
	var to []*mail.Address
	for _, r := range opt.To {
		a, err := parseAddress(r)
		if err != nil {
			return Message{}, fmt.Errorf("recipient: %w", err)
		}
		to = append(to, a)
		m.To = append(m.To, a.Address)
	}
	if m.ID, err = messageID(opt.ID); err != nil {
		return Message{}, err
	}
	date := opt.Date
	if date.IsZero() {
		if date, err = time.Parse(time.RFC3339, d.Created); err != nil {
			return Message{}, fmt.Errorf("date of the digest: %w", err)
		}
	}
	msg := gomail.NewMsg()
	msg.FromMailAddress(from)
	msg.ToMailAddress(to...)
	msg.SetGenHeaderPreformatted(gomail.HeaderSubject, encodeHeader(m.Subject))
	msg.SetDateWithValue(date)
	msg.SetMessageIDWithValue(strings.Trim(m.ID, "<>"))
	msg.SetUserAgent(userAgent(opt.Render.Generator))
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834, 5: nobody's vacation is to answer
	msg.SetGenHeader("Precedence", "bulk")
	msg.SetGenHeader("List-Id", listID(from.Address)) // RFC 2919: for filters
	if err := addParts(msg, d, opt.Render); err != nil {
		return Message{}, err
	}
	var raw bytes.Buffer
	if _, err := msg.WriteTo(&raw); err != nil {
		return Message{}, fmt.Errorf("compose mail: %w", err)
	}
	m.Raw = withBoundaries(raw.Bytes(), m.ID)
	return m, nil
}

func addParts(msg *gomail.Msg, d kilas.Digest, opt render.Options) error {
	opt.Width, opt.Color = 0, false
	var text, page bytes.Buffer
	if err := render.DigestText(&text, d, opt); err != nil {
		return err
	}
	whole, err := render.DigestMail(&page, d, opt)
	if err != nil {
		return err
	}
	msg.SetBodyString(gomail.TypeTextPlain, text.String(), gomail.WithPartEncoding(encoding(text.Bytes())))
	msg.AddAlternativeString(gomail.TypeTextHTML, page.String(), gomail.WithPartEncoding(encoding(page.Bytes())))
	if whole {
		return nil
	}
	var attached bytes.Buffer
	if err := render.DigestHTML(&attached, d, opt); err != nil {
		return err
	}
	return msg.AttachReader(pageName(d), &attached, gomail.WithFileContentType(gomail.TypeTextHTML+"; charset=utf-8"), gomail.WithFileEncoding(gomail.EncodingB64))
}

// pageName is the name of a digest's page as a file.
func pageName(d kilas.Digest) string {
	if t, err := time.Parse(time.RFC3339, d.Created); err == nil {
		return "digest-" + t.Format(time.DateOnly) + ".html"
	}
	return "digest.html"
}

// boundaryForm is a boundary that the mail library made up.
var boundaryForm = regexp.MustCompile(`(?m)^ boundary=([0-9a-f]{60})\r$`)

// withBoundaries gives the parts of a message boundaries that depend on its ID,
// so that it is the same when it is composed again. The library can do so for
// messages without attachments only.
func withBoundaries(raw []byte, id string) []byte {
	for n, found := range boundaryForm.FindAllSubmatch(raw, -1) {
		raw = bytes.ReplaceAll(raw, found[1], fmt.Appendf(nil, "%s-%d", boundary(id), n+1))
	}
	return raw
}

// encoding is the shorter one: quoted-printable takes three bytes for each that
// is not ASCII, base64 four for three of any kind.
func encoding(text []byte) gomail.Encoding {
	other := 0
	for _, b := range text {
		if b >= 0x80 || b == '=' {
			other++
		}
	}
	if 2*other > len(text)/3 {
		return gomail.EncodingB64
	}
	return gomail.EncodingQP
}

// parseAddress reads an address and writes its domain in ASCII (RFC 5891), which
// every server understands.
func parseAddress(s string) (*mail.Address, error) {
	a, err := mail.ParseAddress(s)
	if err != nil {
		return nil, fmt.Errorf("%q: %w", s, err)
	}
	at := strings.LastIndexByte(a.Address, '@')
	domain, err := idna.Lookup.ToASCII(a.Address[at+1:])
	if err != nil {
		return nil, fmt.Errorf("%q: %w", s, err)
	}
	a.Address = a.Address[:at+1] + domain
	return a, nil
}

// idForm is what RFC 5322, 3.6.4 allows of a Message-ID, without quoting.
var idForm = regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+/=?^_{|}~.` + "`" + `-]+@[A-Za-z0-9.-]+$`)

func messageID(id string) (string, error) {
	id = strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
	if !idForm.MatchString(id) {
		return "", fmt.Errorf("message id %q is not of the form left@right", id)
	}
	return "<" + id + ">", nil
}

// listID names the digests of a sender's domain.
func listID(address string) string {
	return "kilas digest <digest.kilas." + address[strings.LastIndexByte(address, '@')+1:] + ">"
}

func userAgent(generator string) string {
	if generator == "" {
		return "kilas"
	}
	return render.Clean(generator)
}
