package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Limits of one request to a service.
const (
	maxTries        = 4
	requestTime     = 2 * time.Minute  // of one try
	maxRetryAfter   = 30 * time.Second // a longer wait is an error that says so
	firstPause      = 500 * time.Millisecond
	maxAnswerBytes  = 8 << 20
	maxMessageRunes = 200 // of a service's own words in an error
)

// userAgent is how requests introduce themselves.
const userAgent = "kilas (+https://github.com/kilas-news/kilas)"

// Service is where a translator answers over HTTP. The key is sent to the
// service and shown nowhere. Client is the caller's: it decides on proxies,
// timeouts and which addresses may be reached; nil means the default client.
// Redirections are not followed, since the key is for one address.
type Service struct {
	URL    string
	Key    string
	Client *http.Client

	pause time.Duration // before the second try; 0 means firstPause
}

// api is a service and its ways.
type api struct {
	Service
	header  http.Header // of every request; the key may be in it
	explain explainer
	client  http.Client
	spent   atomic.Pointer[StatusError] // the refusal after which it is no use to ask
}

// explainer reads what a service says about its refusal. The reason "" is
// that of the status.
type explainer func(code int, content []byte) (Reason, string)

func newAPI(s Service, header http.Header, explain explainer) *api {
	a := &api{Service: s, header: header, explain: explain}
	if s.Client != nil {
		a.client = *s.Client
	}
	a.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return a
}

// post sends a body and decodes the JSON answer.
func (a *api) post(ctx context.Context, path, contentType string, body []byte, answer any) error {
	return a.do(ctx, request{method: http.MethodPost, path: path, contentType: contentType, body: body}, answer)
}

// postJSON sends a question as JSON.
func (a *api) postJSON(ctx context.Context, path string, question, answer any) error {
	body, err := json.Marshal(question)
	if err != nil {
		return err
	}
	return a.post(ctx, path, "application/json", body, answer)
}

func (a *api) get(ctx context.Context, path string, answer any) error {
	return a.do(ctx, request{method: http.MethodGet, path: path}, answer)
}

type request struct {
	method, path, contentType string
	body                      []byte
	aside                     bool // about something else than translating: a refusal says nothing of that
}

// do sends a request. Rate limits, overload and broken connections are tried
// again with growing pauses, or after the time that the service asks for (RFC
// 9110, section 10.2.3). An answer of nil is not decoded.
func (a *api) do(ctx context.Context, r request, answer any) error {
	if refusal := a.spent.Load(); refusal != nil {
		return refusal
	}
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = a.pause
	if a.pause == 0 {
		pauses.InitialInterval = firstPause
	}
	content, err := backoff.Retry(ctx, func() ([]byte, error) { return a.once(ctx, r) },
		backoff.WithBackOff(pauses), backoff.WithMaxTries(maxTries))
	var permanent *backoff.PermanentError
	var refusal *StatusError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		if refusal.final() && !r.aside {
			a.spent.Store(refusal)
		}
		return refusal
	case errors.As(err, &permanent):
		return permanent.Unwrap()
	case err != nil:
		return err
	case answer == nil:
		return nil
	}
	if err := json.Unmarshal(content, answer); err != nil {
		return fmt.Errorf("answer is no JSON as expected: %w", err)
	}
	return nil
}

func (a *api) once(ctx context.Context, r request) ([]byte, error) {
	bounded, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	req, err := http.NewRequestWithContext(bounded, r.method, strings.TrimRight(a.URL, "/")+r.path, bytes.NewReader(r.body))
	if err != nil {
		return nil, backoff.Permanent(err)
	}
	for name, values := range a.header {
		req.Header[name] = values
	}
	if r.contentType != "" {
		req.Header.Set("Content-Type", r.contentType)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", userAgent)
	resp, err := a.client.Do(req)
	if err != nil {
		if bounded.Err() != nil {
			err = backoff.Permanent(fmt.Errorf("no answer within %v", requestTime))
		}
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
	if resp.StatusCode >= 200 && resp.StatusCode < 300 {
		return content, nil
	}
	refusal := a.refusal(resp, content)
	switch {
	case !refusal.passing():
		return nil, backoff.Permanent(refusal)
	case refusal.RetryAfter > 0:
		return nil, errors.Join(refusal, backoff.RetryAfter(int(refusal.RetryAfter/time.Second)))
	}
	return nil, refusal
}

func (a *api) refusal(resp *http.Response, content []byte) *StatusError {
	e := &StatusError{Code: resp.StatusCode, Reason: reasonOf(resp.StatusCode), RetryAfter: retryAfter(resp.Header)}
	if to := resp.Header.Get("Location"); to != "" && resp.StatusCode < http.StatusBadRequest {
		e.Message = shorten("moved to "+to, a.Key)
		return e
	}
	reason, message := a.explain(resp.StatusCode, content)
	if reason != "" {
		e.Reason = reason
	}
	e.Message = shorten(message, a.Key)
	return e
}

// explainPlainly reads the messages of services that state them at the top:
// LibreTranslate, apertium-apy and DeepL.
func explainPlainly(_ int, content []byte) (Reason, string) {
	var said struct{ Error, Explanation, Message, Detail string }
	if json.Unmarshal(content, &said) != nil {
		return "", ""
	}
	text := said.Explanation
	for _, m := range []string{said.Error, said.Message} {
		if text == "" {
			text = m
		}
	}
	if said.Detail != "" {
		text = strings.TrimSuffix(text, ".") + ": " + said.Detail
	}
	return "", text
}
