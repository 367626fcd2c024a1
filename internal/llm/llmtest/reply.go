package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// Reply is how the server answers one request. The zero value is an answer
// without text.
type Reply struct {
	Text string // the answer
	// Stop is the reason of its end as the server says it; "" is the usual one.
	// "refusal" (Anthropic) and "content_filter" (OpenAI) are refusals.
	Stop    string
	Refusal string // OpenAI's text of a refusal

	Status     int    // of a refusal of the request; 0 answers
	Kind       string // what the refusal is called
	Message    string // what it says
	Body       string // in place of the usual body of a refusal
	RetryAfter string // its header

	Whole     bool   // answers at once though asked to stream (OpenAI)
	Cut       bool   // closes the connection half way
	Malformed bool   // sends half an event
	Overload  bool   // sends an error half way
	Silent    bool   // sends nothing until the client leaves
	Stalls    bool   // sends half of the text and then nothing
	NoUsage   bool   // reports no tokens
	Location  string // redirects there
}

// Tokens that every answer reports.
const (
	InputTokens  = 321
	OutputTokens = 123
)

// reply answers; wait returns when the client is gone or the test over.
func (c conversation) reply(r Reply, wait func()) {
	switch {
	case r.Silent:
		wait()
		return
	case r.Location != "":
		c.Header().Set("Location", r.Location)
		c.WriteHeader(http.StatusTemporaryRedirect)
		return
	case r.Status != 0:
		c.refuse(r)
		return
	case r.Whole || !c.Stream:
		c.whole(r)
		return
	}
	c.Header().Set("Content-Type", "text/event-stream")
	send := c.openAI
	if c.API == "anthropic" {
		send = c.anthropic
	}
	pieces := cutUp(r.Text)
	half := len(pieces) / 2
	if !r.Cut && !r.Malformed && !r.Overload && !r.Stalls {
		half = len(pieces)
	}
	send(r, pieces[:half], half == len(pieces))
	switch {
	case r.Malformed:
		c.event("content_block_delta", `{"choices":[{"delta":{"content":"x`)
	case r.Overload && c.API == "anthropic":
		c.event("error", `{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}`)
	case r.Overload:
		c.event("", `{"error":{"message":"The server had an error while processing your request","type":"server_error","code":null}}`)
	case r.Stalls:
		wait()
	}
	if r.Cut {
		panic(http.ErrAbortHandler)
	}
}

// cutUp cuts a text into pieces of a few bytes, never within a character.
func cutUp(text string) []string {
	const size = 12
	var out []string
	for text != "" {
		n := 0
		for i := range text {
			if n = i; n >= size {
				break
			}
		}
		if n < size {
			n = len(text)
		}
		out = append(out, text[:n])
		text = text[n:]
	}
	return out
}

// event writes one server-sent event.
func (c conversation) event(name, data string) {
	if name != "" && c.API == "anthropic" {
		_, _ = fmt.Fprintf(c, "event: %s\n", name) // a client that is gone is no problem here
	}
	_, _ = fmt.Fprintf(c, "data: %s\n\n", data)
	if f, ok := c.ResponseWriter.(http.Flusher); ok {
		f.Flush()
	}
}

func (c conversation) json(name string, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps of strings and numbers
	}
	c.event(name, string(data))
}

type object = map[string]any

func (c conversation) openAI(r Reply, pieces []string, end bool) {
	chunk := func(choices []object, usage any) {
		c.json("", object{"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": c.Model, "choices": choices, "usage": usage})
	}
	chunk([]object{{"index": 0, "delta": object{"role": "assistant", "content": ""}, "finish_reason": nil}}, nil)
	for _, p := range pieces {
		chunk([]object{{"index": 0, "delta": object{"content": p}, "finish_reason": nil}}, nil)
	}
	if r.Refusal != "" {
		chunk([]object{{"index": 0, "delta": object{"refusal": r.Refusal}, "finish_reason": nil}}, nil)
	}
	if !end {
		return
	}
	chunk([]object{{"index": 0, "delta": object{}, "finish_reason": stop(r, "stop")}}, nil)
	if options, ok := c.Body["stream_options"].(map[string]any); ok && options["include_usage"] == true && !r.NoUsage {
		chunk([]object{}, openAIUsage)
	}
	c.event("", "[DONE]")
}

var openAIUsage = object{"prompt_tokens": InputTokens, "completion_tokens": OutputTokens, "total_tokens": InputTokens + OutputTokens}

func (c conversation) anthropic(r Reply, pieces []string, end bool) {
	input := InputTokens
	if r.NoUsage {
		input = 0
	}
	c.json("message_start", object{"type": "message_start", "message": object{
		"id": "msg_1", "type": "message", "role": "assistant", "model": c.Model, "content": []object{},
		"stop_reason": nil, "stop_sequence": nil, "usage": object{"input_tokens": input, "output_tokens": 1},
	}})
	c.json("content_block_start", object{"type": "content_block_start", "index": 0, "content_block": object{"type": "text", "text": ""}})
	c.event("ping", `{"type": "ping"}`)
	for _, p := range pieces {
		c.json("content_block_delta", object{"type": "content_block_delta", "index": 0, "delta": object{"type": "text_delta", "text": p}})
	}
	if !end {
		return
	}
	c.json("content_block_stop", object{"type": "content_block_stop", "index": 0})
	c.json("message_delta", object{"type": "message_delta", "delta": object{"stop_reason": stop(r, "end_turn"), "stop_sequence": nil}, "usage": object{"output_tokens": OutputTokens}})
	c.json("message_stop", object{"type": "message_stop"})
}

func stop(r Reply, usual string) string {
	if r.Stop != "" {
		return r.Stop
	}
	return usual
}

// whole answers without streaming.
func (c conversation) whole(r Reply) {
	c.Header().Set("Content-Type", "application/json")
	c.encode(object{
		"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": c.Model, "usage": openAIUsage,
		"choices": []object{{"index": 0, "finish_reason": stop(r, "stop"), "message": object{"role": "assistant", "content": r.Text}}},
	})
}

// refuse answers with a status and an error.
func (c conversation) refuse(r Reply) {
	if r.RetryAfter != "" {
		c.Header().Set("Retry-After", r.RetryAfter)
	}
	if r.Body != "" {
		if strings.HasPrefix(r.Body, "<") {
			c.Header().Set("Content-Type", "text/html")
		}
		c.WriteHeader(r.Status)
		_, _ = fmt.Fprint(c, r.Body)
		return
	}
	c.Header().Set("Content-Type", "application/json")
	c.WriteHeader(r.Status)
	if c.API == "anthropic" {
		c.encode(object{"type": "error", "error": object{"type": r.Kind, "message": r.Message}})
		return
	}
	c.encode(object{"error": object{"message": r.Message, "type": "error", "param": nil, "code": r.Kind}})
}

func (c conversation) list(models []string) {
	c.Header().Set("Content-Type", "application/json")
	data := []object{}
	for _, m := range models {
		data = append(data, object{"id": m, "object": "model", "type": "model", "display_name": m, "created": 1, "created_at": "2026-01-01T00:00:00Z", "owned_by": "test"})
	}
	c.encode(object{"object": "list", "data": data, "has_more": false, "first_id": nil, "last_id": nil})
}

func (c conversation) encode(v any) { _ = json.NewEncoder(c).Encode(v) }
