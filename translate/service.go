package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Limits of one request to a service.
const (
	maxTries        = 4
	maxRetryAfter   = 30 * time.Second // a longer wait is an error that says so
	firstPause      = 500 * time.Millisecond
	maxAnswerBytes  = 8 << 20
	maxMessageRunes = 200 // of a service's own words in an error
)

// Service is where a translator answers over HTTP. The key is sent to the
// service and shown nowhere. Client is the caller's: it decides on proxies,
// timeouts and which addresses may be reached; nil means the default client.
type Service struct {
	URL    string
	Key    string
	Client *http.Client

	pause time.Duration // before the second try; 0 means firstPause
}

// StatusError is a service's refusal. RetryAfter is how long it wants to be
// left alone, 0 when it did not say.
type StatusError struct {
	Code       int
	Message    string
	RetryAfter time.Duration
}

// Error names the status, what the service said and when to come back.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("status %d", e.Code)
	switch e.Code {
	case http.StatusTooManyRequests:
		text += " (too many requests)"
	case http.StatusUnauthorized, http.StatusForbidden:
		text += " (key refused or missing)"
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	if e.RetryAfter > 0 {
		text += fmt.Sprintf("; it asks for %v of rest", e.RetryAfter)
	}
	return text
}

// post sends a body and decodes the JSON answer. Rate limits, overload and
// broken connections are tried again with growing pauses, or after the time
// that the service asks for (RFC 9110, section 10.2.3).
func (s Service) post(ctx context.Context, path, contentType string, body []byte, answer any) error {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = s.pause
	if s.pause == 0 {
		pauses.InitialInterval = firstPause
	}
	content, err := backoff.Retry(ctx, func() ([]byte, error) {
		return s.once(ctx, path, contentType, body)
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(maxTries))
	var permanent *backoff.PermanentError
	var refusal *StatusError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		return refusal
	case errors.As(err, &permanent):
		return permanent.Unwrap()
	case err != nil:
		return err
	}
	if err := json.Unmarshal(content, answer); err != nil {
		return fmt.Errorf("answer is no JSON as expected: %w", err)
	}
	return nil
}

func (s Service) once(ctx context.Context, path, contentType string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(s.URL, "/")+path, bytes.NewReader(body))
	if err != nil {
		return nil, backoff.Permanent(err)
	}
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("Accept", "application/json")
	client := s.Client
	if client == nil {
		client = http.DefaultClient
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	content, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswerBytes+1))
	if err != nil {
		return nil, err
	}
	if len(content) > maxAnswerBytes {
		return nil, backoff.Permanent(fmt.Errorf("answer is over %d bytes", maxAnswerBytes))
	}
	if resp.StatusCode == http.StatusOK {
		return content, nil
	}
	refusal := &StatusError{Code: resp.StatusCode, Message: s.message(content), RetryAfter: retryAfter(resp.Header)}
	switch {
	case resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode < http.StatusInternalServerError,
		refusal.RetryAfter > maxRetryAfter:
		return nil, backoff.Permanent(refusal)
	case refusal.RetryAfter > 0:
		return nil, errors.Join(refusal, backoff.RetryAfter(int(refusal.RetryAfter/time.Second)))
	}
	return nil, refusal
}

// message finds what a service says about its refusal, without the key.
func (s Service) message(content []byte) string {
	var said struct{ Error, Explanation, Message string }
	text := ""
	if json.Unmarshal(content, &said) == nil {
		for _, m := range []string{said.Explanation, said.Error, said.Message} {
			if text == "" {
				text = oneLine(m)
			}
		}
	}
	if s.Key != "" {
		text = strings.ReplaceAll(text, s.Key, "***")
	}
	if runes := []rune(text); len(runes) > maxMessageRunes {
		text = string(runes[:maxMessageRunes]) + "…"
	}
	return text
}

// retryAfter reads the Retry-After header: seconds or a date.
func retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil {
		return max(time.Duration(seconds)*time.Second, 0)
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(time.Until(date).Round(time.Second), 0)
	}
	return 0
}
