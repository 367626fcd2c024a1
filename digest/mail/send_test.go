package mail

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
)

func TestSend(t *testing.T) {
	t.Parallel()
	for _, security := range []Security{StartTLS, TLS, Plain} {
		t.Run(string(security), func(t *testing.T) {
			t.Parallel()
			server := &mailServer{}
			cfg := server.start(t, security)
			m := testMessage(t)
			if err := Send(context.Background(), cfg, m); err != nil {
				t.Fatal(err)
			}
			got := server.received()
			if len(got) != 1 || got[0].from != m.From || strings.Join(got[0].to, " ") != strings.Join(m.To, " ") {
				t.Fatalf("the server got %+v", got)
			}
			if !bytes.Equal(got[0].raw, m.Raw) { // dots at the start of a line were doubled and are single again
				t.Error("the message changed on its way")
			}
			if _, parts := readParts(t, got[0].raw); len(parts) != 2 {
				t.Errorf("%d parts arrived", len(parts))
			}
		})
	}
}

// answer is what a server says when it refuses.
func answer(code int, message string) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: message}
}

// hangUp closes the connection before anything is answered.
func hangUp(c *smtp.Conn) error {
	_ = c.Conn().Close()
	return errors.New("gone")
}

func TestSendFails(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		server *mailServer
		want   Error // without its text
	}{
		"sender refused for now": {
			&mailServer{onMail: func(*smtp.Conn) error { return answer(451, "greylisted") }},
			Error{Stage: StageSender, Outcome: NotSent, Temporary: true, Code: 451},
		},
		"sender refused": {
			&mailServer{onMail: func(*smtp.Conn) error { return answer(550, "spam") }},
			Error{Stage: StageSender, Outcome: NotSent, Code: 550},
		},
		"all recipients refused": {
			&mailServer{onRcpt: func(*smtp.Conn, string) error { return answer(550, "no such user") }},
			Error{Stage: StageRecipients, Outcome: NotSent, Code: 550},
		},
		"server shuts down": {
			&mailServer{onRcpt: func(*smtp.Conn, string) error { return answer(421, "shutting down") }},
			Error{Stage: StageRecipients, Outcome: NotSent, Temporary: true, Code: 421},
		},
		"dies at the recipient": {
			&mailServer{onRcpt: func(c *smtp.Conn, _ string) error { return hangUp(c) }},
			Error{Stage: StageRecipients, Outcome: NotSent, Temporary: true},
		},
		"message refused": {
			&mailServer{onRead: func(*smtp.Conn) error { return answer(554, "looks like news") }},
			Error{Stage: StageData, Outcome: NotSent, Code: 554},
		},
		"message refused for now": {
			&mailServer{onRead: func(*smtp.Conn) error { return answer(452, "disk full") }},
			Error{Stage: StageData, Outcome: NotSent, Temporary: true, Code: 452},
		},
		"dies before 250": {
			&mailServer{onRead: hangUp},
			Error{Stage: StageData, Outcome: Unknown, Temporary: true},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := Send(context.Background(), tt.server.start(t, StartTLS), testMessage(t))
			checkError(t, err, tt.want)
			if n := len(tt.server.received()); n != 0 {
				t.Errorf("the server took %d messages", n)
			}
		})
	}
}

func checkError(t *testing.T, err error, want Error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error %v, want an *Error", err)
	}
	if e.Stage != want.Stage || e.Outcome != want.Outcome || e.Temporary != want.Temporary || e.Code != want.Code {
		t.Errorf("stage %q, outcome %q, temporary %v, code %d (%v); want %q, %q, %v, %d",
			e.Stage, e.Outcome, e.Temporary, e.Code, err, want.Stage, want.Outcome, want.Temporary, want.Code)
	}
	if OutcomeOf(err) != want.Outcome {
		t.Errorf("OutcomeOf = %q, want %q", OutcomeOf(err), want.Outcome)
	}
}

// TestDiesInTheMiddle closes the connection while a message is on its way that
// is too large for the buffers between: without its end nobody delivers it.
func TestDiesInTheMiddle(t *testing.T) {
	t.Parallel()
	server := &mailServer{onData: func(c *smtp.Conn, r io.Reader) error {
		_, _ = io.CopyN(io.Discard, r, 1000)
		return hangUp(c)
	}}
	m := testMessage(t)
	m.Raw = append(m.Raw, bytes.Repeat([]byte(strings.Repeat("x", 70)+"\r\n"), 1<<18)...)
	checkError(t, Send(context.Background(), server.start(t, Plain), m), Error{Stage: StageData, Outcome: NotSent, Temporary: true})
}

func TestOneRecipientRefused(t *testing.T) {
	t.Parallel()
	server := &mailServer{onRcpt: func(_ *smtp.Conn, to string) error {
		if strings.HasPrefix(to, "bo@") {
			return answer(550, "no such user\x1b[1m")
		}
		return nil
	}}
	err := Send(context.Background(), server.start(t, StartTLS), testMessage(t))
	checkError(t, err, Error{Stage: StageRecipients, Outcome: Accepted, Code: 550})
	var e *Error
	if errors.As(err, &e); len(e.Refused) != 1 || e.Refused[0].Address != "bo@xn--bcher-kva.example" || e.Refused[0].Temporary {
		t.Errorf("refused %+v", e.Refused)
	}
	if want := "bo@xn--bcher-kva.example refused: 550 5.1.1 no such user␛[1m (delivered to the others)"; !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error %q, want it to end with %q", err, want)
	}
	if got := server.received(); len(got) != 1 || strings.Join(got[0].to, " ") != "siti@example.org" {
		t.Errorf("the server got %+v", got)
	}
}

// TestAcceptedThenDead hangs up after 250: the message is delivered, and how the
// conversation ends is of no interest.
func TestAcceptedThenDead(t *testing.T) {
	t.Parallel()
	cfg := script(t, "220 hello", "250 hello", "250 sender", "250 recipient", "250 recipient", "354 go on", "250 taken")
	if err := Send(context.Background(), cfg, testMessage(t)); err != nil {
		t.Error(err)
	}
}

func TestGreetings(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		lines []string
		want  Error
	}{
		"421 at once":   {[]string{"421 too busy"}, Error{Stage: StageConnect, Outcome: NotSent, Temporary: true, Code: 421}},
		"554 at once":   {[]string{"554 not for you"}, Error{Stage: StageConnect, Outcome: NotSent, Code: 554}},
		"no SMTP":       {[]string{"SSH-2.0-x"}, Error{Stage: StageConnect, Outcome: NotSent, Temporary: true}},
		"nothing":       {nil, Error{Stage: StageConnect, Outcome: NotSent, Temporary: true}},
		"421 at DATA":   {[]string{"220 a", "250 b", "250 c", "250 d", "250 d", "421 bye"}, Error{Stage: StageData, Outcome: NotSent, Temporary: true, Code: 421}},
		"garbage later": {[]string{"220 a", "250 b", "250 c", "250 d", "250 d", "354 e", "\x00\x01"}, Error{Stage: StageData, Outcome: Unknown, Temporary: true}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkError(t, Send(context.Background(), script(t, tt.lines...), testMessage(t)), tt.want)
		})
	}
}

// script is a server that says its lines whatever it hears, one when it is
// called and one for each command or message, and hangs up after the last.
func script(t *testing.T, lines ...string) Config {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		buf := make([]byte, 1<<16)
		for i, line := range lines {
			for end := "\r\n"; i > 0; {
				if strings.HasPrefix(lines[i-1], "354") {
					end = "\r\n.\r\n"
				}
				n, err := conn.Read(buf)
				if err != nil || strings.HasSuffix(string(buf[:n]), end) {
					break
				}
			}
			if _, err := io.WriteString(conn, line+"\r\n"); err != nil {
				return
			}
		}
	}()
	return Config{Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: Plain, Timeout: time.Minute}
}

// TestContextEnds waits for a server that says nothing until the context ends.
func TestContextEnds(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	for name, tt := range map[string]struct {
		server func(cancel func()) *mailServer
		want   Error
	}{
		"at the recipient": {
			func(cancel func()) *mailServer {
				return &mailServer{onRcpt: func(*smtp.Conn, string) error { cancel(); <-release; return nil }}
			},
			Error{Stage: StageRecipients, Outcome: NotSent, Temporary: true},
		},
		"after the message": {
			func(cancel func()) *mailServer {
				return &mailServer{onRead: func(*smtp.Conn) error { cancel(); <-release; return errors.New("late") }}
			},
			Error{Stage: StageData, Outcome: Unknown, Temporary: true},
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			err := Send(ctx, tt.server(cancel).start(t, StartTLS), testMessage(t))
			checkError(t, err, tt.want)
			if !errors.Is(err, context.Canceled) {
				t.Errorf("error %v, want it to be %v", err, context.Canceled)
			}
		})
	}
	cfg := script(t) // accepts and hangs up
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := Send(ctx, cfg, testMessage(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that is over: %v", err)
	}
}

func TestTimeout(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	server := &mailServer{onMail: func(*smtp.Conn) error { <-release; return nil }}
	cfg := server.start(t, TLS)
	cfg.Timeout = 300 * time.Millisecond
	err := Send(context.Background(), cfg, testMessage(t))
	if !errors.Is(err, context.DeadlineExceeded) || OutcomeOf(err) != NotSent {
		t.Errorf("error %v, want %v", err, context.DeadlineExceeded)
	}
}

func TestNoServer(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	_ = listener.Close()
	err = Send(context.Background(), Config{Host: "127.0.0.1", Port: port}, testMessage(t))
	checkError(t, err, Error{Stage: StageConnect, Outcome: NotSent, Temporary: true})
}

// TestEncryption refuses to speak in the clear, and to strangers.
func TestEncryption(t *testing.T) {
	t.Parallel()
	open := &mailServer{}
	cfg := open.start(t, Plain)
	cfg.Security = StartTLS
	checkError(t, Send(context.Background(), cfg, testMessage(t)), Error{Stage: StageTLS, Outcome: NotSent})
	for _, security := range []Security{StartTLS, TLS} {
		server := &mailServer{}
		cfg := server.start(t, security)
		cfg.TLS = nil
		err := Send(context.Background(), cfg, testMessage(t))
		stage := map[Security]Stage{StartTLS: StageTLS, TLS: StageConnect}[security]
		checkError(t, err, Error{Stage: stage, Outcome: NotSent})
		if len(server.received()) != 0 {
			t.Errorf("%s: a server that nobody vouches for got the message", security)
		}
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		cfg  Config
		want string // part of the error, "" for none
	}{
		"server":           {Config{Host: "mail.example"}, ""},
		"with a user":      {Config{Host: "mail.example", User: "a", Password: "b", Auth: "Plain"}, ""},
		"local":            {Config{Host: "localhost", Security: Plain}, ""},
		"local address":    {Config{Host: "::1", Security: Plain}, ""},
		"allowed":          {Config{Host: "mail.example", Security: Plain, AllowPlain: true}, ""},
		"not encrypted":    {Config{Host: "mail.example", Security: Plain}, "unencrypted"},
		"nothing":          {Config{}, "neither a mail server nor"},
		"both":             {Config{Host: "mail.example", Sendmail: "sendmail -t -i"}, "both a mail server"},
		"no program":       {Config{Sendmail: "no-such-sendmail -t"}, "no-such-sendmail"},
		"a pipe":           {Config{Sendmail: "sendmail -t | tee x"}, "not a valid word"},
		"port in the host": {Config{Host: "mail.example:25"}, "no host name"},
		"a URL":            {Config{Host: "smtp://mail.example"}, "no host name"},
		"port":             {Config{Host: "mail.example", Port: 70000}, "port 70000"},
		"security":         {Config{Host: "mail.example", Security: "ssl"}, `security "ssl"`},
		"mechanism":        {Config{Host: "mail.example", User: "a", Password: "b", Auth: "ntlm"}, `authentication "ntlm"`},
		"no password":      {Config{Host: "mail.example", User: "a"}, "password of a is missing"},
		"no user":          {Config{Host: "mail.example", Password: "b"}, "user name is missing"},
	}
	for name, tt := range tests {
		err := tt.cfg.Validate()
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: error %v, want %q", name, err, tt.want)
		}
		if tt.want != "" {
			checkError(t, Send(context.Background(), tt.cfg, Message{To: []string{"a@b.example"}}), Error{Stage: StageConfig, Outcome: NotSent})
		}
	}
}

func TestServerAddress(t *testing.T) {
	t.Parallel()
	for want, cfg := range map[string]Config{
		"mail.example:587": {Host: "mail.example"},
		"mail.example:465": {Host: "mail.example", Security: TLS},
		"[::1]:25":         {Host: "::1", Security: Plain},
		"mail.example:26":  {Host: "mail.example", Port: 26},
	} {
		if got := cfg.server(); got != want {
			t.Errorf("server of %+v = %q, want %q", cfg, got, want)
		}
	}
}
