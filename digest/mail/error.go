package mail

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/textproto"
	"strings"

	"github.com/kilas-news/kilas/render"
)

// Outcome says what became of a message.
type Outcome string

// Outcomes of [Send].
const (
	NotSent  Outcome = "not sent" // nobody will get it
	Accepted Outcome = "accepted" // by the server, for at least one recipient
	Unknown  Outcome = "unknown"  // the whole message was handed over, and no answer came
)

// Stage is how far sending had come when it failed.
type Stage string

// Stages, in their order.
const (
	StageConfig     Stage = "config"
	StageConnect    Stage = "connect"
	StageTLS        Stage = "tls"
	StageAuth       Stage = "auth"
	StageSender     Stage = "sender"
	StageRecipients Stage = "recipients"
	StageData       Stage = "data"
	StageSendmail   Stage = "sendmail"
)

// Refusal is the server's answer to one recipient whom it does not accept.
type Refusal struct {
	Address   string
	Code      int // of SMTP
	Temporary bool
	Message   string
}

// Error is what [Send] returns. Temporary says that the same message may be
// taken later: the server said so (4xx), or it could not be reached. With the
// outcome Accepted the message went to everyone but the Refused.
type Error struct {
	Server    string // host:port, or the command
	Stage     Stage
	Outcome   Outcome
	Temporary bool
	Code      int // of SMTP, or the exit status of sendmail; 0 when there was none
	Refused   []Refusal
	Err       error
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "mail by %s: %s", e.Server, e.Stage)
	if e.Err != nil {
		b.WriteString(": ")
		if e.Code != 0 && e.Stage != StageSendmail {
			fmt.Fprintf(&b, "%d ", e.Code)
		}
		b.WriteString(e.Err.Error())
	}
	for i, r := range e.Refused {
		sep := "; "
		if i == 0 {
			sep = ": "
		}
		fmt.Fprintf(&b, "%s%s refused: %d %s", sep, r.Address, r.Code, r.Message)
	}
	switch {
	case e.Outcome == Unknown:
		b.WriteString(" (it may have been delivered)")
	case e.Outcome == Accepted:
		b.WriteString(" (delivered to the others)")
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// OutcomeOf returns what became of a message for which [Send] returned err.
func OutcomeOf(err error) Outcome {
	var e *Error
	switch {
	case err == nil:
		return Accepted
	case errors.As(err, &e):
		return e.Outcome
	}
	return NotSent
}

// codeOf returns the code of a server's answer, or 0.
func codeOf(err error) int {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		return answer.Code
	}
	return 0
}

// temporary reports whether an answer, or the lack of one, is worth another try.
func temporary(err error) bool {
	code := codeOf(err)
	return code == 0 || code/100 == 4
}

// maxMessage is the length of what is kept of a server's words, in bytes.
const maxMessage = 400

// scrub makes an error of a conversation fit for logs: what the server said is
// cleaned and cut, and the password is taken out however it was sent. The code of
// an answer is not in it. It keeps what callers ask for, the context's end.
func scrub(ctx context.Context, err error, cfg Config) error {
	if err == nil {
		return nil
	}
	var answer *textproto.Error
	switch {
	case errors.As(err, &answer):
		return errors.New(words(answer.Msg, cfg))
	case ctx.Err() != nil:
		return fmt.Errorf("%w: %s", ctx.Err(), words(err.Error(), cfg))
	}
	return errors.New(words(err.Error(), cfg))
}

// words cleans what came from the server.
func words(s string, cfg Config) string {
	if cfg.Password != "" {
		for _, secret := range []string{
			base64.StdEncoding.EncodeToString([]byte("\x00" + cfg.User + "\x00" + cfg.Password)),
			base64.StdEncoding.EncodeToString([]byte(cfg.Password)),
			cfg.Password,
		} {
			s = strings.ReplaceAll(s, secret, "[password]")
		}
	}
	s = render.Clean(s)
	if len(s) > maxMessage {
		s = strings.ToValidUTF8(s[:maxMessage], "") + "…"
	}
	return s
}
