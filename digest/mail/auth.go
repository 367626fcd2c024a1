package mail

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wneessen/go-mail/smtp"
)

// mechanisms are those of SASL that are known here, the strongest first.
var mechanisms = []string{"SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"}

// mechanism returns the SASL name of a configured one, or "".
func mechanism(name string) string {
	if name = strings.ToUpper(name); slices.Contains(mechanisms, name) {
		return name
	}
	return ""
}

// authentication chooses among what the server offers, as its answer to EHLO
// has it.
func (c Config) authentication(offered string) (smtp.Auth, error) {
	offers := strings.Fields(strings.ToUpper(offered))
	chosen := mechanism(c.Auth)
	if chosen == "" {
		i := slices.IndexFunc(mechanisms, func(m string) bool { return slices.Contains(offers, m) })
		if i >= 0 {
			chosen = mechanisms[i]
		}
	}
	if !slices.Contains(offers, chosen) {
		return nil, fmt.Errorf("the server does not offer the authentication asked for, but %q", strings.Join(offers, " "))
	}
	plain := c.security() == Plain // Validate has seen to it that this may be
	switch chosen {
	case "SCRAM-SHA-256":
		return smtp.ScramSHA256Auth(c.User, c.Password), nil
	case "SCRAM-SHA-1":
		return smtp.ScramSHA1Auth(c.User, c.Password), nil
	case "CRAM-MD5":
		return smtp.CRAMMD5Auth(c.User, c.Password), nil
	case "LOGIN":
		return smtp.LoginAuth(c.User, c.Password, c.Host, plain), nil
	}
	return smtp.PlainAuth("", c.User, c.Password, c.Host, plain), nil
}
