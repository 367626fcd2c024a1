package newsroom

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Mood is what a mail server does with the next messages.
type Mood int

// Moods of a mail server.
const (
	Well       Mood = iota
	Deaf            // connections break at once
	Cut             // the connection breaks in the middle of a message, which is lost
	Speechless      // a message is kept, but the connection breaks before the server can say so
	Full            // messages are refused with 452, try again later
)

// A Letter is a message that a mail server accepted. Articles are the
// addresses of articles in its text part, each once, in their order.
type Letter struct {
	ID       string
	To       []string
	Subject  string
	Articles []string
}

// A Postbox is a mail server on loopback without encryption.
type Postbox struct {
	Address string
	server  *smtp.Server
	ended   chan struct{}

	mu      sync.Mutex
	mood    Mood
	letters []Letter
	broken  []error // letters that could not be read
}

// OpenPostbox starts a mail server.
func OpenPostbox() (*Postbox, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("postbox: %w", err)
	}
	p := &Postbox{Address: l.Addr().String(), ended: make(chan struct{})}
	p.server = smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		if p.is() == Deaf {
			return nil, errors.Join(errors.New("no"), c.Conn().Close())
		}
		return &delivery{box: p, conn: c}, nil
	}))
	p.server.Domain = "localhost"
	p.server.ReadTimeout, p.server.WriteTimeout = time.Minute, time.Minute
	p.server.ErrorLog = log.New(io.Discard, "", 0)
	go func() {
		defer close(p.ended)
		_ = p.server.Serve(l) // always ErrServerClosed
	}()
	return p, nil
}

// Close ends the server.
func (p *Postbox) Close() error {
	err := p.server.Close()
	<-p.ended
	return err
}

// Set changes the server's mood.
func (p *Postbox) Set(m Mood) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mood = m
}

func (p *Postbox) is() Mood {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mood
}

// Letters returns what came, in its order.
func (p *Postbox) Letters() ([]Letter, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.letters), errors.Join(p.broken...)
}

// delivery is one connection. It implements smtp.Session.
type delivery struct {
	box  *Postbox
	conn *smtp.Conn
	to   []string
}

func (d *delivery) Reset()        { d.to = nil }
func (d *delivery) Logout() error { return nil }

func (d *delivery) Mail(string, *smtp.MailOptions) error { return nil }

func (d *delivery) Rcpt(to string, _ *smtp.RcptOptions) error {
	d.to = append(d.to, to)
	return nil
}

func (d *delivery) Data(r io.Reader) error {
	mood := d.box.is()
	switch mood {
	case Cut:
		// What came before the cut says nothing.
		_, _ = io.CopyN(io.Discard, r, 200)
		return errors.Join(errors.New("cut"), d.conn.Conn().Close())
	case Full:
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox full"}
	}
	letter, err := readLetter(r)
	letter.To = d.to
	d.box.mu.Lock()
	d.box.letters = append(d.box.letters, letter)
	if err != nil {
		d.box.broken = append(d.box.broken, err)
	}
	d.box.mu.Unlock()
	if mood == Speechless {
		return errors.Join(errors.New("speechless"), d.conn.Conn().Close())
	}
	return nil
}

// articleAddress is an address of a simulated site's article.
var articleAddress = regexp.MustCompile(`http://news\d+\.example/20[0-9/]+/[a-z]+-\d+`)

func readLetter(r io.Reader) (Letter, error) {
	m, err := mail.ReadMessage(r)
	if err != nil {
		return Letter{}, fmt.Errorf("letter: %w", err)
	}
	letter := Letter{ID: m.Header.Get("Message-Id")}
	if letter.Subject, err = new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject")); err != nil {
		return letter, fmt.Errorf("letter %s: subject: %w", letter.ID, err)
	}
	text, err := textPart(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	if err != nil {
		return letter, fmt.Errorf("letter %s: %w", letter.ID, err)
	}
	for _, address := range articleAddress.FindAllString(text, -1) {
		if !slices.Contains(letter.Articles, address) {
			letter.Articles = append(letter.Articles, address)
		}
	}
	return letter, nil
}

// textPart finds the first text/plain part and decodes it.
func textPart(contentType, coding string, body io.Reader) (string, error) {
	kind, parameters, err := mime.ParseMediaType(contentType)
	if err != nil {
		return "", err
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, parameters["boundary"])
		for {
			p, err := parts.NextRawPart()
			if errors.Is(err, io.EOF) {
				return "", nil
			} else if err != nil {
				return "", err
			}
			text, err := textPart(p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)
			if text != "" || err != nil {
				return text, err
			}
		}
	case kind != "text/plain":
		return "", nil
	}
	switch strings.ToLower(coding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	text, err := io.ReadAll(body)
	return string(text), err
}
