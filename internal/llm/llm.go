// Package llm asks language models: those of any server that speaks OpenAI's
// chat completions API, and Anthropic's, each through its official SDK. Start
// with [New] and [Client.Complete]; [Decode] reads the JSON of an answer.
//
// It is the one place for what every request needs: keys that show nowhere,
// retries with back-off, budgets, a cache of answers, and parameters that a
// server refuses left out. It writes no prompts and judges no answers.
package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Provider is the API that a server speaks.
type Provider string

// Providers.
const (
	OpenAI    Provider = "openai"    // chat completions, also of Ollama, llama.cpp, vLLM, LM Studio, OpenRouter
	Anthropic Provider = "anthropic" // messages
)

// Addresses of the providers' own servers.
const (
	openAIURL    = "https://api.openai.com/v1"
	anthropicURL = "https://api.anthropic.com"
)

// Spec names a model and where it answers. BaseURL is the address before
// "/chat/completions" or "/v1/messages"; empty means the provider's own. Key
// returns the key, "" when there is none; it is called once, when the first
// request is made, and nil means no key.
type Spec struct {
	Provider Provider
	Model    string
	BaseURL  string
	Key      func(context.Context) (string, error)
}

// ParseSpec reads "openai:MODEL" or "anthropic:MODEL". It reports false for
// everything else.
func ParseSpec(s string) (Spec, bool) {
	provider, model, _ := strings.Cut(s, ":")
	p := Provider(provider)
	return Spec{Provider: p, Model: strings.TrimSpace(model)}, (p == OpenAI || p == Anthropic) && strings.TrimSpace(model) != ""
}

// Name is the provider and the model, "openai:gpt-x".
func (s Spec) Name() string { return string(s.Provider) + ":" + s.Model }

// URL is where the model answers.
func (s Spec) URL() string {
	switch {
	case s.BaseURL != "":
		return s.BaseURL
	case s.Provider == Anthropic:
		return anthropicURL
	}
	return openAIURL
}

// own reports whether the server is the provider's own, which wants a key.
func (s Spec) own() bool { return s.URL() == openAIURL || s.URL() == anthropicURL }

// Options say how a client works. The zero value means the defaults named
// here.
type Options struct {
	// Timeout is how long the server may be silent before or within an answer;
	// 0 means a minute. The whole request is bounded by its context.
	Timeout time.Duration
	// Budget is shared by the clients of a run; nil means no bound.
	Budget *Budget
	// Cache keeps answers from run to run; nil means none.
	Cache *Cache
	// HTTPClient decides on proxies and certificates; nil means the default
	// transport. Redirects are never followed.
	HTTPClient *http.Client
	// Progress is called as an answer comes in, from several goroutines when
	// there are several requests.
	Progress func(Progress)

	pause time.Duration // before the second try; 0 means firstPause
}

// Progress is how far an answer is. Bytes counts its text so far; Done is set
// once, at the end, also of an answer that failed.
type Progress struct {
	Name  string
	Bytes int
	Done  bool
}

// Request is one question to a model.
type Request struct {
	System, User string
	// Schema is a JSON schema that the answer is to follow, nil for free text.
	// Servers that know no schemas get the question without it, so the prompt
	// must describe the format too. To fit all providers: objects with
	// "additionalProperties": false and all properties required, and no bounds.
	Schema json.RawMessage
	// SchemaName is letters, digits and underscores.
	SchemaName string
	// MaxTokens bounds the answer, 0 means 4096. Models that think first spend
	// it on their thoughts too.
	MaxTokens int
	// Temperature is 0 for the likeliest answer; nil is the server's default.
	Temperature *float64
}

const (
	defaultTimeout   = time.Minute
	defaultMaxTokens = 4096
)

// StopReason says why an answer ended.
type StopReason string

// Reasons to stop.
const (
	StopEnd    StopReason = "end"    // the model was done
	StopLength StopReason = "length" // the bound of its tokens was reached; the text is cut
)

// Response is the answer. The tokens are those that the server reported, else
// an estimate. Cached answers cost nothing, and their tokens are those that
// they cost once.
type Response struct {
	Text         string     `json:"text"`
	InputTokens  int        `json:"input_tokens"`
	OutputTokens int        `json:"output_tokens"`
	StopReason   StopReason `json:"stop_reason"`
	Cached       bool       `json:"-"`
}

// Client asks one model. It is safe for concurrent use.
type Client struct {
	spec     Spec
	opt      Options
	provider provider

	mu      sync.Mutex
	key     string
	hasKey  bool
	dialect dialect
}

// provider is one API. progress is called with the bytes of text so far. When
// complete fails after text has come in, it returns what it has.
type provider interface {
	complete(ctx context.Context, key string, r Request, d dialect, progress func(int)) (Response, error)
	models(ctx context.Context, key string) ([]string, error)
}

// New returns a client. It refuses a base URL that is no http or https address
// or carries a user, password or query, since these would be shown.
func New(spec Spec, opt Options) (*Client, error) {
	if spec.Model == "" {
		return nil, fmt.Errorf("%s: no model named", spec.Provider)
	}
	u, err := url.Parse(spec.URL())
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, fmt.Errorf("base URL of %s is no http or https address", spec.Provider)
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, fmt.Errorf("base URL of %s carries a user or a query", spec.Provider)
	}
	if opt.Timeout <= 0 {
		opt.Timeout = defaultTimeout
	}
	if opt.Budget == nil {
		opt.Budget = NewBudget(0, 0)
	}
	if opt.Progress == nil {
		opt.Progress = func(Progress) {}
	}
	c := &Client{spec: spec, opt: opt}
	doer := guarded(opt.HTTPClient)
	switch spec.Provider {
	case OpenAI:
		c.provider = newOpenAI(spec, doer)
		c.dialect.maxCompletionTokens = spec.own()
	case Anthropic:
		c.provider = newAnthropic(spec, doer)
	default:
		return nil, fmt.Errorf("unknown provider %q", spec.Provider)
	}
	return c, nil
}

// Name is the model's name as a brief shows it, "openai:gpt-x".
func (c *Client) Name() string { return c.spec.Name() }

// Complete asks the model. The errors that callers may tell apart are
// [ErrBudget], [ErrRefused], [ErrTooLong], [ErrTimeout], [ErrEmpty],
// [ErrNoKey], *[StatusError] and *[RateLimitError]; all others mean that the
// server could not be reached or was cut off.
func (c *Client) Complete(ctx context.Context, r Request) (Response, error) {
	if r.MaxTokens <= 0 {
		r.MaxTokens = defaultMaxTokens
	}
	id := cacheID(c.spec, r)
	if resp, ok := c.opt.Cache.get(id); ok {
		c.opt.Budget.addCached()
		return resp, nil
	}
	key, err := c.loadKey(ctx)
	if err != nil {
		return Response{}, fmt.Errorf("%s: %w", c.Name(), err)
	}
	resp, err := c.try(ctx, key, r)
	if err != nil {
		return Response{}, hide(fmt.Errorf("%s: %w", c.Name(), err), key)
	}
	resp.Text = redact(resp.Text, key)
	if resp.StopReason == StopEnd {
		c.opt.Cache.put(id, resp)
	}
	return resp, nil
}

// Models lists the models that the server says it has, which is the cheapest
// way to see whether it answers and takes the key. It is not tried again.
func (c *Client) Models(ctx context.Context) ([]string, error) {
	key, err := c.loadKey(ctx)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	list, err := c.provider.models(ctx, key)
	if err != nil {
		return nil, hide(plain(err), key)
	}
	return list, nil
}

// loadKey returns the key, asking for it once.
func (c *Client) loadKey(ctx context.Context) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.hasKey && c.spec.Key != nil {
		key, err := c.spec.Key(ctx)
		if err != nil {
			return "", err
		}
		c.key = strings.TrimSpace(key)
	}
	c.hasKey = true
	if c.key == "" && c.spec.own() {
		return "", ErrNoKey
	}
	if strings.ContainsAny(c.key, "\r\n\x00") {
		return "", errBadKey
	}
	return c.key, nil
}
