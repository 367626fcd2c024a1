package llm

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/openai/openai-go/v3/packages/ssestream"
)

// answer is an answer as it comes in. finish is what the server calls the
// reason of its end, "" as long as there is none.
type answer struct {
	InputTokens, OutputTokens int
	text                      strings.Builder
	refusal, finish           string
}

func (a *answer) add(text string) { a.text.WriteString(text) }

func (a *answer) response() Response {
	return Response{Text: a.text.String(), InputTokens: a.InputTokens, OutputTokens: a.OutputTokens, StopReason: StopEnd}
}

// done judges how the answer ended.
func (a *answer) done() (Response, error) {
	r := a.response()
	switch a.finish {
	case "":
		return r, errCut
	case "length", "max_tokens", "model_context_window_exceeded":
		r.StopReason = StopLength
	case "content_filter", "refusal":
		return r, ErrRefused
	}
	if a.refusal != "" {
		return r, ErrRefused
	}
	return r, nil
}

// maxTextBytes is more than the text of so many tokens can be; a server that
// ignores its bound is stopped there.
func maxTextBytes(tokens int) int { return 16*tokens + 1024 }

// streamError turns an error within an answer into the error that the server
// would have given before it.
func streamError(err error) error {
	var openAI *ssestream.StreamError
	var anthropicErr *anthropic.Error
	var broken *json.SyntaxError
	var said *StatusError
	switch {
	case errors.As(err, &openAI):
		said = refusalOf(http.StatusInternalServerError, openAI.Event.Data)
	case errors.As(err, &anthropicErr):
		said = refusalOf(http.StatusInternalServerError, []byte(anthropicErr.RawJSON()))
	case errors.As(err, &broken):
		return fmt.Errorf("%w: %w", errCut, err)
	default:
		return err
	}
	switch {
	case said.Kind == "overloaded_error":
		said.Code = statusOverloaded
	case strings.Contains(said.Kind, "rate_limit"):
		said.Code = http.StatusTooManyRequests
	}
	return said
}
