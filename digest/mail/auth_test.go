package mail

import (
	"context"
	"crypto/hmac"
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

const user, password = "pembaca", "rahasia, öl & 7"

// saslServer is the server's side of every mechanism. login and cramMD5 follow
// draft-murchison-sasl-login and RFC 2195, scram RFC 5802.
func saslServer(mechanism string) (sasl.Server, error) {
	switch mechanism {
	case sasl.Plain:
		return sasl.NewPlainServer(func(_, name, pass string) error { return check(name == user && pass == password) }), nil
	case "LOGIN":
		return &login{}, nil
	case "CRAM-MD5":
		return &cramMD5{}, nil
	case "SCRAM-SHA-1":
		return &scram{hash: sha1.New}, nil
	case "SCRAM-SHA-256":
		return &scram{hash: sha256.New}, nil
	}
	return nil, smtp.ErrAuthUnknownMechanism
}

func check(ok bool) error {
	if !ok {
		return smtp.ErrAuthFailed
	}
	return nil
}

type login struct{ answers []string }

func (l *login) Next(response []byte) ([]byte, bool, error) {
	if response != nil {
		l.answers = append(l.answers, string(response))
	}
	switch len(l.answers) {
	case 0:
		return []byte("Username:"), false, nil
	case 1:
		return []byte("Password:"), false, nil
	}
	return nil, true, check(l.answers[0] == user && l.answers[1] == password)
}

type cramMD5 struct{ asked bool }

func (c *cramMD5) Next(response []byte) ([]byte, bool, error) {
	const challenge = "<1896.697170952@mail.example>"
	if !c.asked {
		c.asked = true
		return []byte(challenge), false, nil
	}
	mac := hmac.New(md5.New, []byte(password))
	mac.Write([]byte(challenge))
	return nil, true, check(string(response) == user+" "+hex.EncodeToString(mac.Sum(nil)))
}

// scram is the server of RFC 5802 without channel binding.
type scram struct {
	hash        func() hash.Hash
	step        int
	bare, first string
}

func (s *scram) Next(response []byte) ([]byte, bool, error) {
	s.step++
	switch s.step {
	case 1:
		if len(response) == 0 {
			s.step = 0
			return []byte{}, false, nil
		}
		return s.challenge(string(response))
	case 2:
		return s.verify(string(response))
	}
	return nil, true, nil
}

var salt = []byte("garam dapur")

func (s *scram) challenge(first string) ([]byte, bool, error) {
	s.bare = strings.TrimPrefix(first, "n,,")
	_, nonce, ok := strings.Cut(s.bare, ",r=")
	if !ok || !strings.HasPrefix(s.bare, "n="+user) {
		return nil, true, smtp.ErrAuthFailed
	}
	s.first = "r=" + nonce + "server,s=" + base64.StdEncoding.EncodeToString(salt) + ",i=4096"
	return []byte(s.first), false, nil
}

func (s *scram) verify(final string) ([]byte, bool, error) {
	without, proof, _ := strings.Cut(final, ",p=")
	sum := func(key, text []byte) []byte {
		mac := hmac.New(s.hash, key)
		mac.Write(text)
		return mac.Sum(nil)
	}
	salted, err := pbkdf2.Key(s.hash, password, salt, 4096, s.hash().Size())
	if err != nil {
		return nil, true, err
	}
	message := []byte(s.bare + "," + s.first + "," + without)
	clientKey := sum(salted, []byte("Client Key"))
	stored := s.hash()
	stored.Write(clientKey)
	signature := sum(stored.Sum(nil), message)
	want := make([]byte, len(clientKey))
	for i := range want {
		want[i] = clientKey[i] ^ signature[i]
	}
	got, err := base64.StdEncoding.DecodeString(proof)
	if err != nil || !hmac.Equal(got, want) {
		return nil, true, smtp.ErrAuthFailed
	}
	server := sum(sum(salted, []byte("Server Key")), message)
	return []byte("v=" + base64.StdEncoding.EncodeToString(server)), false, nil
}

func TestAuthentication(t *testing.T) {
	t.Parallel()
	all := []string{"LOGIN", "PLAIN", "CRAM-MD5", "SCRAM-SHA-1", "SCRAM-SHA-256"}
	tests := map[string]struct {
		offered  []string
		asked    string
		password string
		used     string // mechanism that the server saw
		code     int    // of the error, -1 for none from the server
	}{
		"plain":             {offered: all, asked: "plain", password: password, used: "PLAIN"},
		"login":             {offered: all, asked: "login", password: password, used: "LOGIN"},
		"cram-md5":          {offered: all, asked: "CRAM-MD5", password: password, used: "CRAM-MD5"},
		"scram-sha-1":       {offered: all, asked: "scram-sha-1", password: password, used: "SCRAM-SHA-1"},
		"scram-sha-256":     {offered: all, asked: "scram-sha-256", password: password, used: "SCRAM-SHA-256"},
		"the strongest":     {offered: all, password: password, used: "SCRAM-SHA-256"},
		"the only one":      {offered: []string{"LOGIN"}, password: password, used: "LOGIN"},
		"wrong plain":       {offered: all, asked: "plain", password: "tebakan", used: "PLAIN", code: 535},
		"wrong scram":       {offered: all, asked: "scram-sha-256", password: "tebakan", used: "SCRAM-SHA-256", code: 535},
		"nothing in common": {offered: []string{"GSSAPI"}, password: password, code: -1},
		"not what is asked": {offered: []string{"PLAIN"}, asked: "scram-sha-256", password: password, code: -1},
	}
	for name, tt := range tests {
		for _, security := range []Security{StartTLS, Plain} {
			t.Run(name+" "+string(security), func(t *testing.T) {
				t.Parallel()
				used := make(chan string, 4)
				server := &mailServer{mechanisms: tt.offered, auth: func(mechanism string) (sasl.Server, error) {
					used <- mechanism
					return saslServer(mechanism)
				}}
				cfg := server.start(t, security)
				cfg.User, cfg.Password, cfg.Auth = user, tt.password, tt.asked
				err := Send(context.Background(), cfg, testMessage(t))
				close(used)
				if got := <-used; got != tt.used {
					t.Errorf("the server was asked for %q, want %q", got, tt.used)
				}
				checkAuthError(t, err, tt.code, tt.password)
				if n := len(server.received()); n != map[bool]int{true: 1}[tt.code == 0] {
					t.Errorf("the server took %d messages", n)
				}
			})
		}
	}
}

func checkAuthError(t *testing.T, err error, code int, secret string) {
	t.Helper()
	if code == 0 {
		if err != nil {
			t.Error(err)
		}
		return
	}
	var e *Error
	if !errors.As(err, &e) || e.Stage != StageAuth || e.Temporary || e.Outcome != NotSent || e.Code != max(code, 0) {
		t.Fatalf("error %#v, want a permanent one of authentication with code %d", err, code)
	}
	if strings.Contains(err.Error(), secret) {
		t.Errorf("the password is in the error: %v", err)
	}
}

// TestPasswordIsNotPrinted meets a server that repeats what it was sent.
func TestPasswordIsNotPrinted(t *testing.T) {
	t.Parallel()
	encoded := base64.StdEncoding.EncodeToString([]byte("\x00" + user + "\x00" + password))
	server := &mailServer{mechanisms: []string{"PLAIN"}, auth: func(string) (sasl.Server, error) {
		return sasl.NewPlainServer(func(_, _, pass string) error {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.NoEnhancedCode, Message: "no: " + pass + " in AUTH PLAIN " + encoded + "\x1b[2J"}
		}), nil
	}}
	cfg := server.start(t, TLS)
	cfg.User, cfg.Password = user, password
	err := Send(context.Background(), cfg, testMessage(t))
	if err == nil || !strings.Contains(err.Error(), "no: [password] in AUTH PLAIN [password]␛[2J") {
		t.Errorf("error %v, want the server's words without the password", err)
	}
}
