package llm

import (
	"errors"
	"net/http"
	"strings"
)

// format is how a server is told of the schema.
type format int

const (
	formatSchema format = iota // by the schema itself
	formatObject               // as any JSON object (OpenAI only)
	formatNone                 // by the prompt alone
)

// dialect is what a server was found to refuse. The zero value is the API as
// its provider documents it for all servers.
type dialect struct {
	format              format
	noTemperature       bool // as of models that think
	noUsage             bool // stream_options
	maxCompletionTokens bool // in place of max_tokens
	flipped             bool // the one above is not as it was at first
}

// without returns the dialect that lacks what the error is about, and whether
// there is one to try. Servers name the parameter that they refuse in their
// message; one that names none loses them all at once.
func (d dialect) without(r Request, err error) (dialect, bool) {
	var status *StatusError
	if !errors.As(err, &status) || status.tooLong() ||
		status.Code != http.StatusBadRequest && status.Code != http.StatusUnprocessableEntity && status.Code != http.StatusNotImplemented {
		return d, false
	}
	said := strings.ToLower(status.Message + " " + status.Kind)
	about := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(said, w) {
				return true
			}
		}
		return false
	}
	old := d
	switch {
	case !d.flipped && about("max_tokens", "max_completion_tokens"):
		d.maxCompletionTokens, d.flipped = !d.maxCompletionTokens, true
	case about("temperature"):
		d.noTemperature = true
	case about("stream_options", "include_usage"):
		d.noUsage = true
	case r.Schema != nil && d.format < formatNone && about("response_format", "json_schema", "output_config", "output_format", "schema", "structured output", "grammar"):
		d.format++
	default:
		d.format, d.noTemperature, d.noUsage = formatNone, true, true
	}
	return d, d != old
}

// tooLong reports whether the server says that the question is too long.
func (e *StatusError) tooLong() bool {
	if e.Code != http.StatusBadRequest && e.Code != http.StatusRequestEntityTooLarge {
		return false
	}
	said := strings.ToLower(e.Kind + " " + e.Message)
	for _, s := range []string{"context_length", "context length", "context size", "context window", "prompt is too long", "exceed_context", "request_too_large", "too many tokens"} {
		if strings.Contains(said, s) {
			return true
		}
	}
	return e.Code == http.StatusRequestEntityTooLarge
}
