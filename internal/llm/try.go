package llm

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Limits of trying again.
const (
	maxTries      = 4
	maxRetryAfter = 30 * time.Second // a longer wait is an error that says so
	firstPause    = 500 * time.Millisecond
)

// try asks until there is an answer. Rate limits, overload and cut connections
// are tried again with growing pauses, or after the time that the server asks
// for (RFC 9110, section 10.2.3).
func (c *Client) try(ctx context.Context, key string, r Request) (Response, error) {
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = firstPause
	if c.opt.pause > 0 {
		pauses.InitialInterval = c.opt.pause
	}
	resp, err := backoff.Retry(ctx, func() (Response, error) {
		resp, err := c.adapt(ctx, key, r)
		return resp, retriable(ctx, err)
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(maxTries), backoff.WithMaxElapsedTime(0))
	if ctx.Err() != nil {
		return Response{}, ctx.Err()
	}
	return resp, plain(err)
}

// adapt asks once; when the server refuses a parameter, once more without it.
// Later requests leave it out from the start.
func (c *Client) adapt(ctx context.Context, key string, r Request) (Response, error) {
	for {
		c.mu.Lock()
		d := c.dialect
		c.mu.Unlock()
		resp, err := c.once(ctx, key, r, d)
		next, ok := d.without(r, err)
		if !ok {
			return resp, err
		}
		c.mu.Lock()
		if c.dialect == d {
			c.dialect = next
		}
		c.mu.Unlock()
	}
}

// once makes one request within the budget and the time.
func (c *Client) once(ctx context.Context, key string, r Request, d dialect) (Response, error) {
	input := estimate(r.System, r.User, string(r.Schema))
	output, err := c.opt.Budget.reserve(input, r.MaxTokens)
	if err != nil {
		return Response{}, err
	}
	reserved := input + output
	r.MaxTokens = output

	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	silence := time.AfterFunc(c.opt.Timeout, func() { cancel(ErrTimeout) })
	defer silence.Stop()
	resp, err := c.provider.complete(ctx, key, r, d, func(n int) {
		silence.Reset(c.opt.Timeout)
		c.opt.Progress(Progress{Name: c.Name(), Bytes: n})
	})
	c.opt.Progress(Progress{Name: c.Name(), Bytes: len(resp.Text), Done: true})

	estimated := resp.InputTokens == 0 && (err == nil || resp.Text != "")
	if estimated {
		resp.InputTokens, resp.OutputTokens = input, estimate(resp.Text)
	}
	c.opt.Budget.settle(reserved, resp.InputTokens, resp.OutputTokens, estimated)
	switch {
	case err != nil && errors.Is(context.Cause(ctx), ErrTimeout):
		return resp, ErrTimeout
	case err == nil && strings.TrimSpace(resp.Text) == "":
		return resp, ErrEmpty
	}
	return resp, err
}

// retriable marks the errors that another try would not change, and those
// that name the time of the next one.
func retriable(ctx context.Context, err error) error {
	var status *StatusError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &status):
		deadline, bounded := ctx.Deadline()
		switch {
		case !status.temporary(), status.after > maxRetryAfter, bounded && time.Until(deadline) < status.after:
			return backoff.Permanent(err)
		case status.after > 0:
			return errors.Join(err, &backoff.RetryAfterError{Duration: status.after})
		}
		return err
	case errors.Is(err, errCut), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, ErrEmpty):
		return err
	}
	return backoff.Permanent(err)
}

// statusOverloaded is Anthropic's own.
const statusOverloaded = 529

// temporary reports whether the same request may succeed later.
func (e *StatusError) temporary() bool {
	switch e.Code {
	case http.StatusTooManyRequests:
		return e.Kind != "insufficient_quota" && e.Kind != "billing_error"
	case http.StatusRequestTimeout, http.StatusConflict, http.StatusInternalServerError, http.StatusBadGateway,
		http.StatusServiceUnavailable, http.StatusGatewayTimeout, statusOverloaded:
		return true
	}
	return false
}

// plain takes off what is only for trying again, and says a network's failure
// in few words.
func plain(err error) error {
	var status *StatusError
	var address *net.OpError
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &status) && status.Code == http.StatusTooManyRequests:
		return &RateLimitError{After: status.after, Message: status.Message}
	case errors.As(err, &status) && status.tooLong():
		return errors.Join(ErrTooLong, status)
	case errors.As(err, &status):
		return status
	case errors.Is(err, errRedirect):
		return errRedirect
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return errCut
	case errors.As(err, &address):
		return address
	}
	return err
}
