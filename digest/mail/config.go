package mail

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/command"
)

// Security is how the connection to a server is protected.
type Security string

// Kinds of protection. The zero value is StartTLS.
const (
	StartTLS Security = "starttls" // required: a server that does not offer it gets no mail
	TLS      Security = "tls"      // from the first byte (RFC 8314)
	Plain    Security = "none"     // for a server on this machine
)

// Config says how mail leaves this machine: by Sendmail when it is set, else by
// the server at Host.
type Config struct {
	// Sendmail is a command line that takes a message on its standard input and
	// its recipients from the header, such as "sendmail -t -i". It is split into
	// words as a shell would, but no shell runs it.
	Sendmail string

	Host     string
	Port     int // 0 means 587, with TLS 465, with Plain 25
	Security Security
	// AllowPlain lets Plain go to a server that is not on this machine. Everybody
	// on the way reads the mail, and the password.
	AllowPlain bool

	User     string // empty: no authentication
	Password string
	// Auth is the mechanism: plain, login, cram-md5, scram-sha-1 or
	// scram-sha-256. Empty means the strongest that the server offers.
	Auth string

	// Hello is the name that the server is greeted with; "localhost" if empty.
	Hello string
	// Timeout bounds the whole conversation, besides the context; 0 means 2 minutes.
	Timeout time.Duration
	// TLS adds to the settings of the connection, such as an own authority. Its
	// ServerName is Host if it is empty.
	TLS *tls.Config
}

const defaultTimeout = 2 * time.Minute

// Validate says what is wrong with a configuration, without a connection.
func (c Config) Validate() error {
	if c.Sendmail != "" {
		if c.Host != "" {
			return errors.New("both a mail server and a sendmail command are set")
		}
		_, err := command.Parse(c.Sendmail)
		return err
	}
	if c.Host == "" {
		return errors.New("neither a mail server nor a sendmail command is set")
	}
	if strings.ContainsAny(c.Host, "/ \r\n") || strings.Contains(c.Host, ":") && net.ParseIP(c.Host) == nil {
		return fmt.Errorf("mail server %q is no host name", c.Host)
	}
	if c.Port < 0 || c.Port > 65535 {
		return fmt.Errorf("port %d of the mail server does not exist", c.Port)
	}
	switch c.security() {
	case StartTLS, TLS:
	case Plain:
		if !c.local() && !c.AllowPlain {
			return fmt.Errorf("mail to %s would go unencrypted, which must be allowed expressly", c.Host)
		}
	default:
		return fmt.Errorf("security %q is none of starttls, tls, none", c.Security)
	}
	if c.Auth != "" && mechanism(c.Auth) == "" {
		return fmt.Errorf("authentication %q is none of plain, login, cram-md5, scram-sha-1, scram-sha-256", c.Auth)
	}
	if c.User == "" && (c.Password != "" || c.Auth != "") {
		return errors.New("a user name is missing")
	}
	if c.User != "" && c.Password == "" {
		return fmt.Errorf("the password of %s is missing", c.User)
	}
	return nil
}

func (c Config) security() Security {
	if c.Security == "" {
		return StartTLS
	}
	return c.Security
}

// local reports whether the server is on this machine.
func (c Config) local() bool {
	ip := net.ParseIP(c.Host)
	return strings.EqualFold(c.Host, "localhost") || ip != nil && ip.IsLoopback()
}

// server is the address of the server, or the command.
func (c Config) server() string {
	if c.Sendmail != "" {
		return c.Sendmail
	}
	port := c.Port
	if port == 0 {
		port = map[Security]int{StartTLS: 587, TLS: 465, Plain: 25}[c.security()]
	}
	return net.JoinHostPort(c.Host, strconv.Itoa(port))
}

func (c Config) tlsConfig() *tls.Config {
	t := &tls.Config{}
	if c.TLS != nil {
		t = c.TLS.Clone()
	}
	if t.ServerName == "" {
		t.ServerName = c.Host
	}
	t.MinVersion = max(t.MinVersion, tls.VersionTLS12)
	return t
}

func (c Config) timeout() time.Duration {
	if c.Timeout > 0 {
		return c.Timeout
	}
	return defaultTimeout
}
