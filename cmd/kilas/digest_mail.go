package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/digest"
	"github.com/kilas-news/kilas/digest/mail"
	"github.com/kilas-news/kilas/internal/store"
)

// mailConfig says how digests leave this machine as mail. To are the receivers
// when --mail names none.
type mailConfig struct {
	To         textList `toml:"to,omitempty"`
	From       string   `toml:"from,omitempty"`
	Server     string   `toml:"server,omitempty"` // host, or host:port
	Security   string   `toml:"security,omitempty"`
	User       string   `toml:"user,omitempty"`
	Auth       string   `toml:"auth,omitempty"`
	Sendmail   string   `toml:"sendmail,omitempty"`
	AllowPlain bool     `toml:"allow_plain,omitempty"`
	keyConfig           // of the password
}

// mailPasswordEnv goes before the configuration's key_file and key_command.
const mailPasswordEnv = "KILAS_MAIL_PASSWORD"

const mailHint = "set from and server, or sendmail, in the [mail] part of the configuration; 'kilas config init' explains them"

// mailTimeout bounds the conversation with a mail server.
const mailTimeout = time.Minute

// mailTarget adds the receivers to the targets, if there are any, and has the
// runner send mail.
func (r *digestRun) mailTarget(ctx context.Context) ([]digest.Target, error) {
	to := r.flags.StringSlice("mail")
	if len(to) == 0 {
		to = r.mail.To
	}
	if len(to) == 0 {
		return nil, nil
	}
	if r.mail.From == "" {
		return nil, usagef(mailHint, "mail: no sender is configured")
	}
	for _, address := range append([]string{r.mail.From}, to...) {
		if _, err := netmail.ParseAddress(address); err != nil {
			return nil, usagef("write it as you@example.com, or Name <you@example.com>", "mail: %q is no address", address)
		}
	}
	cfg, err := r.mailServer(ctx)
	if err != nil {
		return nil, err
	}
	if r.offline && cfg.Sendmail == "" {
		return nil, usagef("leave one of them out", "mail by a server needs the network, which --offline forbids")
	}
	r.runner.Send = func(ctx context.Context, d kilas.Digest, id string) error {
		m, err := mail.Compose(d, mail.Options{From: r.mail.From, To: to, ID: messageID(id, r.mail.From), Render: r.renderOptions()})
		if err != nil {
			return err
		}
		return mail.Send(ctx, cfg, m)
	}
	return []digest.Target{{Kind: store.TargetMail, Path: strings.Join(to, ", "), Format: "mail"}}, nil
}

// mailConfig is how mail leaves this machine, without the password.
func (r *digestRun) mailConfig() (mail.Config, error) {
	c := mail.Config{Sendmail: r.mail.Sendmail, Security: mail.Security(r.mail.Security), AllowPlain: r.mail.AllowPlain, User: r.mail.User, Auth: r.mail.Auth, Timeout: mailTimeout}
	if c.Sendmail != "" {
		return c, nil
	}
	c.Host = r.mail.Server
	if host, port, err := net.SplitHostPort(r.mail.Server); err == nil {
		if c.Host = host; port != "" {
			if c.Port, err = strconv.Atoi(port); err != nil {
				return c, usagef("write it as host:587", "mail: server %q has no such port", r.mail.Server)
			}
		}
	}
	if name, err := os.Hostname(); err == nil && strings.Contains(name, ".") {
		c.Hello = name
	}
	return c, nil
}

// mailServer is mailConfig with the password, checked.
func (r *digestRun) mailServer(ctx context.Context) (mail.Config, error) {
	c, err := r.mailConfig()
	if err != nil {
		return c, err
	}
	if c.User != "" {
		password, _, err := keySource{variables: []string{mailPasswordEnv}, keyConfig: r.mail.keyConfig}.find(ctx, r.env)
		if err != nil {
			return c, usagef("", "mail: %v", err)
		}
		if password == "" {
			return c, usagef("set "+mailPasswordEnv+", or key_file or key_command in the [mail] part of the configuration", "mail: no password for %s", c.User)
		}
		c.Password = password
	}
	if err := c.Validate(); err != nil {
		return c, usagef(mailHint, "%v", err)
	}
	return c, nil
}

// messageID is the Message-ID of a digest, in the domain of its sender.
func messageID(id, from string) string {
	domain := "kilas.invalid"
	if a, err := netmail.ParseAddress(from); err == nil {
		if _, d, ok := strings.Cut(a.Address, "@"); ok {
			domain = d
		}
	}
	return fmt.Sprintf("<digest.%s@%s>", id, domain)
}

// mailHintOf is what the user can do when mail was not sent.
func mailHintOf(err error) string {
	var failed *mail.Error
	if !errors.As(err, &failed) {
		return ""
	}
	if failed.Temporary {
		return "nothing is lost: the next run sends the same mail again"
	}
	return "mend the [mail] part of the configuration; the next run sends the same mail again"
}
