package llm

import (
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Limits of an answer on the wire.
const (
	maxAnswerBytes  = 16 << 20
	maxRefusalBytes = 64 << 10
	maxMessageRunes = 300 // of a server's own words in an error
)

// Timeouts of a connection; the answer itself is watched by the client.
const (
	dialTimeout      = 10 * time.Second
	handshakeTimeout = 10 * time.Second
)

// guarded returns a client that turns refusals into a [StatusError] by one
// rule for all SDKs, bounds what it reads, and follows no redirect: the key and
// the article go where the user said.
func guarded(client *http.Client) *http.Client {
	var next http.RoundTripper
	if client != nil {
		next = client.Transport
	}
	if next == nil {
		next = &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: dialTimeout}).DialContext,
			TLSHandshakeTimeout: handshakeTimeout,
			ForceAttemptHTTP2:   true,
		}
	}
	return &http.Client{Transport: transport{next}}
}

type transport struct{ next http.RoundTripper }

// RoundTrip makes every status but 2xx an error.
func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode/100 == 2 {
		resp.Body = &bounded{resp.Body, maxAnswerBytes}
		return resp, nil
	}
	defer resp.Body.Close()
	if resp.StatusCode/100 == 3 {
		return nil, errRedirect
	}
	body, _ := io.ReadAll(io.LimitReader(resp.Body, maxRefusalBytes)) // the status alone says enough
	refusal := refusalOf(resp.StatusCode, body)
	refusal.after = retryAfter(resp.Header)
	for _, secret := range secrets(req.Header) {
		refusal.Message, refusal.Kind = redact(refusal.Message, secret), redact(refusal.Kind, secret)
	}
	refusal.Message = brief(refusal.Message)
	return nil, refusal
}

// secrets are the keys that a request carries.
func secrets(h http.Header) []string {
	return []string{strings.TrimPrefix(h.Get("Authorization"), "Bearer "), h.Get("X-Api-Key")}
}

// bounded is a body that ends with an error when it is too large.
type bounded struct {
	io.ReadCloser
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errTooMuch
	}
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// refusalOf finds what a server says in its refusal. Servers agree on little:
// {"error": {"message", "type", "code"}}, {"error": "..."}, {"message"},
// {"detail"}, or text.
func refusalOf(code int, body []byte) *StatusError {
	out := &StatusError{Code: code}
	var said struct {
		Error   json.RawMessage `json:"error"`
		Message string          `json:"message"`
		Detail  json.RawMessage `json:"detail"`
	}
	if json.Unmarshal(body, &said) != nil {
		if !bytes.Contains(body, []byte("<")) { // a page of a proxy says nothing
			out.Message = string(body)
		}
		return out
	}
	var inner struct {
		Message string          `json:"message"`
		Type    string          `json:"type"`
		Code    json.RawMessage `json:"code"` // a name, a number or null
	}
	var text string
	switch {
	case json.Unmarshal(said.Error, &inner) == nil:
		out.Message, out.Kind = inner.Message, inner.Type
		if json.Unmarshal(inner.Code, &text) == nil && text != "" {
			out.Kind = text
		}
	case json.Unmarshal(said.Error, &text) == nil:
		out.Message = text
	case said.Message != "":
		out.Message = said.Message
	case json.Unmarshal(said.Detail, &text) == nil:
		out.Message = text
	default:
		out.Message = string(said.Detail)
	}
	return out
}

// retryAfter reads the Retry-After header: seconds or a date.
func retryAfter(h http.Header) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil {
		return max(time.Duration(ms*float64(time.Millisecond)), 0)
	}
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		const most = 1e6 // a larger number is no time that anyone waits
		return max(time.Duration(min(seconds, most)*float64(time.Second)), 0)
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(time.Until(date).Round(time.Second), 0)
	}
	return 0
}

// brief is a text on one line, cut to a length that an error can have.
func brief(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > maxMessageRunes {
		return string(runes[:maxMessageRunes]) + "…"
	}
	return text
}
