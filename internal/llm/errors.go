package llm

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Errors that callers may tell apart.
var (
	// ErrBudget is returned when the run's requests or tokens are used up.
	ErrBudget = errors.New("the run's budget is used up")
	// ErrRefused is returned when the model, or a filter before it, declined.
	ErrRefused = errors.New("the model refused")
	// ErrTooLong is returned when the question does not fit into the model.
	ErrTooLong = errors.New("the text is too long for the model")
	// ErrTimeout is returned when the server was silent for too long.
	ErrTimeout = errors.New("no answer in time")
	// ErrEmpty is returned when the answer has no text.
	ErrEmpty = errors.New("the answer is empty")
	// ErrNoKey is returned when the provider's own server is asked without a
	// key.
	ErrNoKey = errors.New("no key")

	errBadKey   = errors.New("the key has a line break within")
	errCut      = errors.New("the connection was cut within the answer")
	errRedirect = errors.New("the server sends elsewhere; its base URL is another one")
	errTooMuch  = errors.New("the answer is too large")
)

// StatusError is a server's refusal. Kind is what the server calls it, such as
// "model_not_found"; both texts may be empty.
type StatusError struct {
	Code    int
	Kind    string
	Message string

	after time.Duration
}

// Error names the status and what the server said.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("status %d", e.Code)
	switch e.Code {
	case http.StatusUnauthorized, http.StatusForbidden:
		text += " (key refused or missing)"
	case http.StatusNotFound:
		text += " (no such model, or a wrong base URL)"
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// RateLimitError says that the server wants fewer requests. After is how long
// it wants to be left alone, 0 when it did not say; Message names the limit,
// where the server does.
type RateLimitError struct {
	After   time.Duration
	Message string
}

// Error names the limit.
func (e *RateLimitError) Error() string {
	text := "rate limit reached"
	if e.After > 0 {
		text += fmt.Sprintf("; the server asks for %v of rest", e.After)
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	return text
}

// minSecretBytes is the length from which a key is taken out of texts. Shorter
// ones are the "x" and "ollama" of servers that want any key.
const minSecretBytes = 8

// redact takes the key out of a text.
func redact(text, key string) string {
	if len(key) < minSecretBytes {
		return text
	}
	return strings.ReplaceAll(text, key, "***")
}

// hidden is an error whose message had the key in it.
type hidden struct {
	text string
	err  error
}

func (e *hidden) Error() string { return e.text }
func (e *hidden) Unwrap() error { return e.err }

// hide takes the key out of an error's message. What servers say in a
// StatusError never has it.
func hide(err error, key string) error {
	if text := redact(err.Error(), key); text != err.Error() {
		return &hidden{text, err}
	}
	return err
}
