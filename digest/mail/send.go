package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// quitTime is what a server has to say goodbye after it took the message.
const quitTime = 2 * time.Second

// Send hands a message over. It returns nil when it was accepted for all
// recipients, and otherwise an [*Error]. One refused recipient does not keep the
// message from the others. It ends with the context.
func Send(ctx context.Context, cfg Config, m Message) error {
	if err := cfg.Validate(); err != nil {
		return &Error{Server: cfg.server(), Stage: StageConfig, Outcome: NotSent, Err: err}
	}
	if len(m.To) == 0 {
		return &Error{Server: cfg.server(), Stage: StageConfig, Outcome: NotSent, Err: errors.New("no recipient")}
	}
	ctx, cancel := context.WithTimeout(ctx, cfg.timeout())
	defer cancel()
	if cfg.Sendmail != "" {
		return sendmail(ctx, cfg, m)
	}
	return sendSMTP(ctx, cfg, m)
}

func sendSMTP(ctx context.Context, cfg Config, m Message) error {
	c := conversation{cfg: cfg, ctx: ctx}
	defer c.close()
	steps := []struct {
		stage Stage
		do    func() error
	}{
		{StageConnect, c.connect},
		{StageTLS, c.startTLS},
		{StageAuth, c.authenticate},
		{StageSender, func() error { return c.client.Mail(m.From) }},
	}
	for _, s := range steps {
		if err := s.do(); err != nil {
			return c.fail(s.stage, NotSent, err)
		}
	}
	refused, err := c.recipients(m.To)
	if err != nil {
		return c.fail(StageRecipients, NotSent, err)
	}
	if len(refused) == len(m.To) {
		return &Error{Server: cfg.server(), Stage: StageRecipients, Outcome: NotSent, Temporary: anyTemporary(refused), Code: refused[0].Code, Refused: refused}
	}
	if outcome, err := c.data(m.Raw); err != nil {
		return c.fail(StageData, outcome, err)
	}
	c.quit()
	if len(refused) > 0 {
		return &Error{Server: cfg.server(), Stage: StageRecipients, Outcome: Accepted, Temporary: anyTemporary(refused), Code: refused[0].Code, Refused: refused}
	}
	return nil
}

func anyTemporary(list []Refusal) bool {
	for _, r := range list {
		if r.Temporary {
			return true
		}
	}
	return false
}

// conversation is one connection to a server (RFC 5321).
type conversation struct {
	cfg    Config
	ctx    context.Context // of this one Send, which does not outlive it
	conn   net.Conn
	client *smtp.Client
	stop   func() bool
}

// errConfig marks what no later try can mend, although no server said so.
type errConfig struct{ error }

func (c *conversation) fail(stage Stage, outcome Outcome, err error) error {
	var mistake errConfig
	var certificate *tls.CertificateVerificationError
	again := temporary(err) && !errors.As(err, &mistake) && !errors.As(err, &certificate)
	return &Error{
		Server: c.cfg.server(), Stage: stage, Outcome: outcome, Temporary: again, Code: codeOf(err), Err: scrub(c.ctx, err, c.cfg),
	}
}

// connect dials, reads the greeting and says EHLO. From here on the end of the
// context ends whatever is waited for.
func (c *conversation) connect() error {
	conn, err := (&net.Dialer{}).DialContext(c.ctx, "tcp", c.cfg.server())
	if err != nil {
		return err
	}
	c.conn = conn
	c.stop = context.AfterFunc(c.ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) }) // wakes all readers
	return c.greet(conn)
}

func (c *conversation) greet(conn net.Conn) error {
	if c.cfg.security() == TLS {
		secure := tls.Client(conn, c.cfg.tlsConfig())
		if err := secure.HandshakeContext(c.ctx); err != nil {
			return err
		}
		conn = secure
	}
	var err error
	if c.client, err = smtp.NewClient(conn, c.cfg.Host); err != nil {
		return err
	}
	c.client.SkipSMTPUTF8(true) // no header or body needs it, and not every server on the way knows it
	hello := c.cfg.Hello
	if hello == "" {
		hello = "localhost"
	}
	return c.client.Hello(hello)
}

func (c *conversation) startTLS() error {
	if c.cfg.security() != StartTLS {
		return nil
	}
	if ok, _ := c.client.Extension("STARTTLS"); !ok {
		return errConfig{errors.New("the server does not offer STARTTLS")}
	}
	return c.client.StartTLS(c.cfg.tlsConfig())
}

func (c *conversation) authenticate() error {
	if c.cfg.User == "" {
		return nil
	}
	_, offered := c.client.Extension("AUTH")
	auth, err := c.cfg.authentication(offered)
	if err != nil {
		return errConfig{err}
	}
	return c.client.Auth(auth)
}

// recipients names them all and returns those that the server refused. An error
// is the end of the conversation.
func (c *conversation) recipients(list []string) ([]Refusal, error) {
	var refused []Refusal
	for _, to := range list {
		err := c.client.Rcpt(to)
		code := codeOf(err)
		switch {
		case err == nil:
		case code == 0 || code == 421: // the connection is gone, or about to go
			return nil, err
		default:
			refused = append(refused, Refusal{Address: to, Code: code, Temporary: temporary(err), Message: scrub(c.ctx, err, c.cfg).Error()})
		}
	}
	return refused, nil
}

// data sends the message. Until its final dot the server has nothing to deliver;
// after it only an answer tells.
func (c *conversation) data(raw []byte) (Outcome, error) {
	w, err := c.client.Data()
	if err != nil {
		return NotSent, err
	}
	if _, err := w.Write(raw); err != nil {
		return NotSent, err
	}
	err = w.Close()
	switch code := codeOf(err); {
	case err == nil || code/100 == 2:
		return Accepted, nil
	case code != 0:
		return NotSent, err
	}
	return Unknown, err
}

// quit is good manners; the message is accepted whatever comes of it.
func (c *conversation) quit() {
	_ = c.conn.SetDeadline(time.Now().Add(quitTime))
	_ = c.client.Quit()
}

func (c *conversation) close() {
	if c.stop != nil {
		c.stop()
	}
	if c.conn != nil {
		_ = c.conn.Close() // all that matters was answered
	}
}
