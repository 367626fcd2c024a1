package translate

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// ErrQuota is what a [StatusError] is when the service's quota is used up.
var ErrQuota = errors.New("quota used up")

// Reason is why a service refused, as far as it can be told.
type Reason string

// Reasons of refusals. A service that gave one of the last two is not asked
// again in the same run.
const (
	ReasonRate  Reason = "too many requests"
	ReasonSize  Reason = "request too large"
	ReasonQuota Reason = "quota used up"
	ReasonKey   Reason = "key refused or missing"
)

// StatusError is a service's refusal. RetryAfter is how long it wants to be
// left alone, 0 when it did not say.
type StatusError struct {
	Code       int
	Reason     Reason
	Message    string
	RetryAfter time.Duration
}

// Error names the status, the reason, what the service said and when to come
// back.
func (e *StatusError) Error() string {
	text := fmt.Sprintf("status %d", e.Code)
	if e.Reason != "" {
		text += fmt.Sprintf(" (%s)", e.Reason)
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	if e.RetryAfter > 0 {
		text += fmt.Sprintf("; it asks for %v of rest", e.RetryAfter)
	}
	return text
}

// Is reports whether the refusal is [ErrQuota].
func (e *StatusError) Is(target error) bool { return target == ErrQuota && e.Reason == ReasonQuota }

// final reports whether the service will refuse everything for some time.
func (e *StatusError) final() bool { return e.Reason == ReasonQuota || e.Reason == ReasonKey }

// passing reports whether the same request may do better in a moment.
func (e *StatusError) passing() bool {
	switch {
	case e.final(), e.RetryAfter > maxRetryAfter:
		return false
	case e.Reason == ReasonRate:
		return true
	}
	return e.Code >= http.StatusInternalServerError
}

// reasonOf is what a status tells by itself (RFC 9110, section 15.5).
func reasonOf(code int) Reason {
	switch code {
	case http.StatusTooManyRequests:
		return ReasonRate
	case http.StatusRequestEntityTooLarge, http.StatusRequestURITooLong:
		return ReasonSize
	case http.StatusUnauthorized, http.StatusForbidden:
		return ReasonKey
	}
	return ""
}

// shorten makes a service's words fit for an error: one line, not too long,
// without the key.
func shorten(message, key string) string {
	text := oneLine(message)
	if key != "" {
		text = strings.ReplaceAll(text, key, "***")
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
