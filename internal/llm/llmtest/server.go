// Package llmtest is a language model's server for tests: on loopback, with
// answers that the test writes, speaking OpenAI's chat completions and
// Anthropic's messages as their servers do, mishaps included. Start with
// [New].
package llmtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
)

// Server answers at URL+"/v1/chat/completions" (the base URL of an OpenAI
// client is OpenAIURL), at URL+"/v1/messages" (that of an Anthropic client is
// URL), and lists Models at URL+"/v1/models".
type Server struct {
	URL string
	// Key is the key that the server wants; "" means any or none.
	Key string
	// Models are those that the server says it has.
	Models []string

	answer func(Asked) Reply
	over   chan struct{}

	mu    sync.Mutex
	asked []Asked
}

// Asked is one request as the server understood it. N counts requests from 0.
type Asked struct {
	N            int
	API          string // "openai" or "anthropic"
	Key          string
	Model        string
	System, User string
	Schema       json.RawMessage // nil when the request has none
	MaxTokens    int
	Stream       bool
	Body         map[string]any
}

// New starts a server that ends with the test.
func New(tb testing.TB, answer func(Asked) Reply) *Server {
	tb.Helper()
	s := &Server{answer: answer, over: make(chan struct{})}
	server := httptest.NewServer(s)
	s.URL = server.URL
	tb.Cleanup(server.Close)
	tb.Cleanup(func() { close(s.over) })
	return s
}

// Script answers with the replies in turn, and with the last one ever after.
func Script(replies ...Reply) func(Asked) Reply {
	return func(a Asked) Reply { return replies[min(a.N, len(replies)-1)] }
}

// OpenAIURL is the base URL for clients of OpenAI's API.
func (s *Server) OpenAIURL() string { return s.URL + "/v1" }

// Asked returns all requests so far.
func (s *Server) Asked() []Asked {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Asked(nil), s.asked...)
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a := Asked{API: "openai", Key: strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")}
	if key := r.Header.Get("X-Api-Key"); key != "" || r.Header.Get("Anthropic-Version") != "" {
		a.API, a.Key = "anthropic", key
	}
	c := conversation{w, a}
	if s.Key != "" && a.Key != s.Key {
		c.refuse(Reply{Status: http.StatusUnauthorized, Kind: "invalid_api_key", Message: "Incorrect API key provided: " + a.Key})
		return
	}
	switch {
	case r.Method == http.MethodGet && r.URL.Path == "/v1/models":
		c.list(s.Models)
		return
	case r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" && r.URL.Path != "/v1/messages":
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(body, &c.Body)
	}
	if err != nil {
		c.refuse(Reply{Status: http.StatusBadRequest, Kind: "invalid_request_error", Message: "body is no JSON"})
		return
	}
	if problem := c.read(body); problem != "" {
		c.refuse(Reply{Status: http.StatusBadRequest, Kind: "invalid_request_error", Message: problem})
		return
	}
	s.mu.Lock()
	c.N = len(s.asked)
	s.asked = append(s.asked, c.Asked)
	s.mu.Unlock()
	c.reply(s.answer(c.Asked), func() {
		select {
		case <-s.over:
		case <-r.Context().Done():
		}
	})
}
