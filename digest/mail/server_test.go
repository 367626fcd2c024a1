package mail

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// received is a message that the server took.
type received struct {
	from string
	to   []string
	raw  []byte
}

// mailServer is a real server on loopback. Its functions change what it does at
// one step, and are nil for a server that takes everything.
type mailServer struct {
	mechanisms []string
	auth       func(mechanism string) (sasl.Server, error)
	onMail     func(c *smtp.Conn) error
	onRcpt     func(c *smtp.Conn, to string) error
	onData     func(c *smtp.Conn, r io.Reader) error // instead of reading the message
	onRead     func(c *smtp.Conn) error              // after reading it, before 250

	mutex    sync.Mutex
	messages []received
	port     int
}

func (s *mailServer) received() []received {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.messages
}

type session struct {
	server *mailServer
	conn   *smtp.Conn
	got    received
}

func (s *session) AuthMechanisms() []string                   { return s.server.mechanisms }
func (s *session) Auth(mechanism string) (sasl.Server, error) { return s.server.auth(mechanism) }
func (s *session) Reset()                                     { s.got = received{} }
func (s *session) Logout() error                              { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.got.from = from
	if s.server.onMail != nil {
		return s.server.onMail(s.conn)
	}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if s.server.onRcpt != nil {
		if err := s.server.onRcpt(s.conn, to); err != nil {
			return err
		}
	}
	s.got.to = append(s.got.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	if s.server.onData != nil {
		return s.server.onData(s.conn, r)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.server.onRead != nil {
		if err := s.server.onRead(s.conn); err != nil {
			return err
		}
	}
	s.got.raw = raw
	s.server.mutex.Lock()
	defer s.server.mutex.Unlock()
	s.server.messages = append(s.server.messages, s.got)
	return nil
}

// start serves on a free port of loopback, and returns how to reach it.
func (s *mailServer) start(t *testing.T, security Security) Config {
	t.Helper()
	certificate, pool := newCertificate(t)
	server := smtp.NewServer(smtp.BackendFunc(func(c *smtp.Conn) (smtp.Session, error) {
		return &session{server: s, conn: c}, nil
	}))
	server.Domain, server.AllowInsecureAuth, server.MaxLineLength = "mail.example", security == Plain, 1000
	server.ErrorLog = quiet{}
	if security != Plain {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = listener.Addr().(*net.TCPAddr).Port
	if security == TLS {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with Close
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return Config{Host: "127.0.0.1", Port: s.port, Security: security, TLS: &tls.Config{RootCAs: pool}, Timeout: time.Minute}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// newCertificate makes a certificate for loopback, signed by itself.
func newCertificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "mail.example"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, DNSNames: []string{"localhost"},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}
