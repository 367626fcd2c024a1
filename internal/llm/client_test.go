package llm

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/kilas-news/kilas/internal/llm/llmtest"
)

const secret = "sk-test-0123456789abcdef"

var schema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["points"],"properties":{"points":{"type":"array","items":{"type":"string"}}}}`)

var question = Request{System: "Be brief.", User: "What is new?", Schema: schema, SchemaName: "points", MaxTokens: 500, Temperature: new(0.0)}

// client returns a client for a scripted server that speaks p's API.
func client(t *testing.T, p Provider, opt Options, answer func(llmtest.Asked) llmtest.Reply) (*Client, *llmtest.Server) {
	t.Helper()
	server := llmtest.New(t, answer)
	server.Key = secret
	spec := Spec{Provider: p, Model: "test-1", BaseURL: server.URL, Key: func(context.Context) (string, error) { return secret + "\n", nil }}
	if p == OpenAI {
		spec.BaseURL = server.OpenAIURL()
	}
	opt.pause = time.Millisecond
	c, err := New(spec, opt)
	if err != nil {
		t.Fatal(err)
	}
	return c, server
}

// both runs a test with either API.
func both(t *testing.T, test func(*testing.T, Provider)) {
	for _, p := range []Provider{OpenAI, Anthropic} {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			test(t, p)
		})
	}
}

func TestComplete(t *testing.T) {
	t.Parallel()
	const text = `{"points":["Satu – “dua”, 三。"]}`
	both(t, func(t *testing.T, p Provider) {
		var mu sync.Mutex
		seen, ends := 0, 0
		budget := NewBudget(0, 0)
		c, server := client(t, p, Options{Budget: budget, Progress: func(pr Progress) {
			mu.Lock()
			defer mu.Unlock()
			seen = max(seen, pr.Bytes)
			if pr.Done {
				ends++
			}
		}}, llmtest.Script(llmtest.Reply{Text: text}))
		got, err := c.Complete(context.Background(), question)
		want := Response{Text: text, InputTokens: llmtest.InputTokens, OutputTokens: llmtest.OutputTokens, StopReason: StopEnd}
		if err != nil || got != want {
			t.Fatalf("Complete = %+v, %v; want %+v", got, err, want)
		}
		asked := server.Asked()
		if len(asked) != 1 || asked[0].System != question.System || asked[0].User != question.User || asked[0].MaxTokens != 500 || asked[0].Key != secret || asked[0].Model != "test-1" {
			t.Errorf("the server was asked %+v", asked)
		}
		if !strings.Contains(string(asked[0].Schema), "additionalProperties") || asked[0].Body["temperature"] != 0.0 {
			t.Errorf("schema %s, temperature %v", asked[0].Schema, asked[0].Body["temperature"])
		}
		if seen != len(text) || ends != 1 {
			t.Errorf("progress saw %d bytes and %d ends, want %d and 1", seen, ends, len(text))
		}
		if u := budget.Usage(); u != (Usage{Requests: 1, InputTokens: llmtest.InputTokens, OutputTokens: llmtest.OutputTokens}) {
			t.Errorf("usage is %+v", u)
		}
	})
}

func TestMishaps(t *testing.T) {
	t.Parallel()
	good := llmtest.Reply{Text: `{"points":["Good enough for this."]}`}
	tests := []struct {
		name    string
		replies []llmtest.Reply
		want    error  // nil: the good answer
		says    string // in the error
		asked   int
	}{
		{"rate limit, then fine", []llmtest.Reply{{Status: 429, RetryAfter: "0", Message: "slow down"}, good}, nil, "", 2},
		{"overload, then fine", []llmtest.Reply{{Status: 529, Kind: "overloaded_error"}, {Status: 503, Body: "<html>busy</html>"}, good}, nil, "", 3},
		{"server error for good", []llmtest.Reply{{Status: 500, Message: "boom"}}, &StatusError{}, "status 500: boom", maxTries},
		{"rate limit for good", []llmtest.Reply{{Status: 429, Message: "Limit 3 requests per minute"}}, &RateLimitError{}, "rate limit reached: Limit 3 requests per minute", maxTries},
		{"a long wait", []llmtest.Reply{{Status: 429, RetryAfter: "3600", Message: "daily limit"}}, &RateLimitError{}, "asks for 1h0m0s of rest: daily limit", 1},
		{"a date to wait for", []llmtest.Reply{{Status: 429, RetryAfter: "Thu, 01 Jan 2099 00:00:00 GMT"}}, &RateLimitError{}, "of rest", 1},
		{"no money", []llmtest.Reply{{Status: 429, Kind: "insufficient_quota", Message: "You exceeded your current quota"}}, &RateLimitError{}, "quota", 1},
		{"key echoed", []llmtest.Reply{{Status: 401, Message: "bad key " + secret}}, &StatusError{}, "key refused or missing): bad key ***", 1},
		{"key echoed in text", []llmtest.Reply{{Status: 403, Body: "no access with " + secret}}, &StatusError{}, "no access with ***", 1},
		{"no such model", []llmtest.Reply{{Status: 404, Body: `{"error":"model 'test-1' not found, try pulling it first"}`}}, &StatusError{}, "pulling it first", 1},
		{"too long", []llmtest.Reply{{Status: 400, Kind: "context_length_exceeded", Message: "maximum context length is 10 tokens"}}, ErrTooLong, "", 1},
		{"cut, then fine", []llmtest.Reply{{Text: good.Text, Cut: true}, good}, nil, "", 2},
		{"cut for good", []llmtest.Reply{{Text: good.Text, Cut: true}}, errCut, "cut", maxTries},
		{"half an event, then fine", []llmtest.Reply{{Text: good.Text, Malformed: true}, good}, nil, "", 2},
		{"overload within, then fine", []llmtest.Reply{{Text: good.Text, Overload: true}, good}, nil, "", 2},
		{"empty for good", []llmtest.Reply{{}}, ErrEmpty, "", maxTries},
		{"redirect", []llmtest.Reply{{Location: "http://127.0.0.1:1/"}}, errRedirect, "", 1},
		{"page in place of an error", []llmtest.Reply{{Status: 502, Body: "<html>Bad gateway</html>"}}, &StatusError{}, "status 502", maxTries},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, p Provider) {
				c, server := client(t, p, Options{Cache: NewCache(t.TempDir(), 1<<20)}, llmtest.Script(tt.replies...))
				got, err := c.Complete(context.Background(), question)
				if n := len(server.Asked()); n != tt.asked {
					t.Errorf("asked %d times, want %d (%v)", n, tt.asked, err)
				}
				if tt.want == nil {
					if err != nil || got.Text != good.Text {
						t.Errorf("Complete = %+v, %v; want the good answer", got, err)
					}
					return
				}
				if err == nil || !matches(err, tt.want) || !strings.Contains(err.Error(), tt.says) || !strings.HasPrefix(err.Error(), string(p)+":test-1: ") {
					t.Fatalf("Complete = %+v, %v; want an error like %T with %q", got, err, tt.want, tt.says)
				}
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the key is in the error: %v", err)
				}
			})
		})
	}
}

// matches compares types where the wanted error is a zero value of one.
func matches(err, want error) bool {
	var status *StatusError
	var limit *RateLimitError
	switch want.(type) {
	case *StatusError:
		return errors.As(err, &status)
	case *RateLimitError:
		return errors.As(err, &limit)
	}
	return errors.Is(err, want)
}

func TestRefusal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		p    Provider
		r    llmtest.Reply
	}{
		{"openai filter", OpenAI, llmtest.Reply{Text: "I", Stop: "content_filter"}},
		{"openai text", OpenAI, llmtest.Reply{Refusal: "I can't help with that."}},
		{"anthropic", Anthropic, llmtest.Reply{Text: "I", Stop: "refusal"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c, server := client(t, tt.p, Options{}, llmtest.Script(tt.r))
			if got, err := c.Complete(context.Background(), question); !errors.Is(err, ErrRefused) || len(server.Asked()) != 1 {
				t.Errorf("Complete = %+v, %v after %d requests; want %v after one", got, err, len(server.Asked()), ErrRefused)
			}
		})
	}
}

// A server that is silent, or falls silent, is given up; one that runs on is
// not taken for slow.
func TestSilence(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]llmtest.Reply{"silent": {Silent: true}, "stalls": {Text: "one, two, three, four", Stalls: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, p Provider) {
				c, server := client(t, p, Options{Timeout: 100 * time.Millisecond}, llmtest.Script(r))
				if got, err := c.Complete(context.Background(), question); !errors.Is(err, ErrTimeout) || len(server.Asked()) != 1 {
					t.Errorf("Complete = %+v, %v after %d requests; want %v after one", got, err, len(server.Asked()), ErrTimeout)
				}
			})
		})
	}
}

func TestInterrupted(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, p Provider) {
		ctx, cancel := context.WithCancel(context.Background())
		c, _ := client(t, p, Options{}, func(llmtest.Asked) llmtest.Reply {
			cancel()
			return llmtest.Reply{Silent: true}
		})
		if _, err := c.Complete(ctx, question); !errors.Is(err, context.Canceled) {
			t.Errorf("Complete = %v, want %v", err, context.Canceled)
		}
	})
}

func TestTruncated(t *testing.T) {
	t.Parallel()
	for p, stop := range map[Provider]string{OpenAI: "length", Anthropic: "max_tokens"} {
		t.Run(string(p), func(t *testing.T) {
			t.Parallel()
			c, server := client(t, p, Options{Cache: NewCache(t.TempDir(), 1<<20)}, llmtest.Script(llmtest.Reply{Text: `{"points":["On`, Stop: stop}))
			for range 2 {
				got, err := c.Complete(context.Background(), question)
				if err != nil || got.StopReason != StopLength || got.Cached {
					t.Errorf("Complete = %+v, %v; want a cut answer", got, err)
				}
			}
			if n := len(server.Asked()); n != 2 {
				t.Errorf("asked %d times; a cut answer must not be kept", n)
			}
		})
	}
}

// Parameters that a server refuses are left out, then and later.
func TestDialects(t *testing.T) {
	t.Parallel()
	refuse := func(message string) llmtest.Reply { return llmtest.Reply{Status: 400, Message: message} }
	tests := []struct {
		name   string
		p      Provider
		answer func(llmtest.Asked) llmtest.Reply
		asked  int
	}{
		{"no schema", OpenAI, func(a llmtest.Asked) llmtest.Reply {
			if f, ok := a.Body["response_format"].(map[string]any); ok && f["type"] == "json_schema" {
				return refuse("This response_format type is unavailable now")
			}
			return llmtest.Reply{Text: "{}"}
		}, 2},
		{"no format at all", OpenAI, func(a llmtest.Asked) llmtest.Reply {
			if a.Body["response_format"] != nil {
				return refuse("response_format is not supported")
			}
			return llmtest.Reply{Text: "{}"}
		}, 3},
		{"thinks", OpenAI, func(a llmtest.Asked) llmtest.Reply {
			switch {
			case a.Body["max_tokens"] != nil:
				return refuse("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")
			case a.Body["temperature"] != nil:
				return refuse("Unsupported value: 'temperature' does not support 0 with this model.")
			}
			return llmtest.Reply{Text: "{}"}
		}, 3},
		{"knows little", OpenAI, func(a llmtest.Asked) llmtest.Reply {
			if a.Body["stream_options"] != nil || a.Body["response_format"] != nil {
				return refuse("extra fields not permitted")
			}
			return llmtest.Reply{Text: "{}"}
		}, 2},
		{"no schema", Anthropic, func(a llmtest.Asked) llmtest.Reply {
			if a.Schema != nil {
				return refuse("output_config.format: structured outputs are not supported by this model")
			}
			return llmtest.Reply{Text: "{}"}
		}, 2},
		{"thinks", Anthropic, func(a llmtest.Asked) llmtest.Reply {
			if a.Body["temperature"] != nil {
				return refuse("`temperature` is deprecated for this model.")
			}
			return llmtest.Reply{Text: "{}"}
		}, 2},
	}
	for _, tt := range tests {
		t.Run(string(tt.p)+" "+tt.name, func(t *testing.T) {
			t.Parallel()
			c, server := client(t, tt.p, Options{}, tt.answer)
			for i := range 2 {
				if _, err := c.Complete(context.Background(), question); err != nil {
					t.Fatal(err)
				}
				if n := len(server.Asked()); n != tt.asked+i {
					t.Errorf("asked %d times, want %d", n, tt.asked+i)
				}
			}
		})
	}
}

// A server that refuses everything is asked a few times, not for ever.
func TestDialectsEnd(t *testing.T) {
	t.Parallel()
	for _, message := range []string{"no", "max_tokens", "max_tokens temperature schema stream_options", "schema"} {
		c, server := client(t, OpenAI, Options{}, llmtest.Script(llmtest.Reply{Status: 400, Message: message}))
		var status *StatusError
		if _, err := c.Complete(context.Background(), question); !errors.As(err, &status) || len(server.Asked()) > 6 {
			t.Errorf("%q: Complete = %v after %d requests", message, err, len(server.Asked()))
		}
	}
}

func TestWhole(t *testing.T) {
	t.Parallel()
	c, _ := client(t, OpenAI, Options{}, llmtest.Script(llmtest.Reply{Text: "Not streamed.", Whole: true}))
	got, err := c.Complete(context.Background(), question)
	if err != nil || got.Text != "Not streamed." || got.InputTokens != llmtest.InputTokens {
		t.Errorf("Complete = %+v, %v", got, err)
	}
}

// A model that runs on beyond its bound is stopped.
func TestRunsOn(t *testing.T) {
	t.Parallel()
	r := question
	r.MaxTokens = 10
	both(t, func(t *testing.T, p Provider) {
		c, _ := client(t, p, Options{}, llmtest.Script(llmtest.Reply{Text: strings.Repeat("again and ", 5000)}))
		got, err := c.Complete(context.Background(), r)
		if err != nil || got.StopReason != StopLength || len(got.Text) > 2*maxTextBytes(r.MaxTokens) {
			t.Errorf("Complete = %d bytes, %s, %v", len(got.Text), got.StopReason, err)
		}
	})
}

func TestBudget(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, p Provider) {
		budget := NewBudget(2, 0)
		c, server := client(t, p, Options{Budget: budget}, llmtest.Script(llmtest.Reply{Status: 500}))
		if _, err := c.Complete(context.Background(), question); !errors.Is(err, ErrBudget) || len(server.Asked()) != 2 {
			t.Errorf("Complete = %v after %d requests, want %v after 2", err, len(server.Asked()), ErrBudget)
		}
	})
	t.Run("concurrent", func(t *testing.T) {
		t.Parallel()
		budget := NewBudget(3, 0)
		c, server := client(t, OpenAI, Options{Budget: budget}, llmtest.Script(llmtest.Reply{Text: "x"}))
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() { _, _ = c.Complete(context.Background(), question) })
		}
		wg.Wait()
		if n := len(server.Asked()); n != 3 {
			t.Errorf("%d requests, want 3", n)
		}
	})
	t.Run("tokens", func(t *testing.T) {
		t.Parallel()
		c, server := client(t, OpenAI, Options{Budget: NewBudget(0, 900)}, llmtest.Script(llmtest.Reply{Text: "x"}))
		for i := range 3 {
			_, err := c.Complete(context.Background(), question)
			if want := i > 1; errors.Is(err, ErrBudget) != want {
				t.Errorf("request %d: %v, budget gone %v", i, err, want)
			}
		}
		asked := server.Asked()
		if len(asked) != 2 || asked[0].MaxTokens != 500 || asked[1].MaxTokens >= 456 {
			t.Errorf("asked %d times, for %d and %d tokens", len(asked), asked[0].MaxTokens, asked[1].MaxTokens)
		}
	})
}

func TestCache(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, p Provider) {
		folder := filepath.Join(t.TempDir(), "llm")
		cache := NewCache(folder, 1<<20)
		budget := NewBudget(0, 0)
		c, server := client(t, p, Options{Cache: cache, Budget: budget}, func(a llmtest.Asked) llmtest.Reply {
			return llmtest.Reply{Text: "The key was " + a.Key}
		})
		other := question
		other.Temperature = nil
		for i, r := range []Request{question, question, other} {
			got, err := c.Complete(context.Background(), r)
			if err != nil || got.Text != "The key was ***" || got.Cached != (i == 1) {
				t.Errorf("request %d: %+v, %v", i, got, err)
			}
		}
		if n := len(server.Asked()); n != 2 {
			t.Errorf("%d requests, want 2", n)
		}
		if u := budget.Usage(); u.Cached != 1 || u.Requests != 2 {
			t.Errorf("usage is %+v", u)
		}
		files, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil || len(files) != 2 {
			t.Fatalf("files %q, %v", files, err)
		}
		for _, f := range files {
			info, err := os.Stat(f)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: mode %v, %v; want 0600", f, info.Mode(), err)
			}
			if data, err := os.ReadFile(f); err != nil || strings.Contains(string(data), secret) || strings.Contains(string(data), question.User) {
				t.Errorf("%s holds %s, %v", f, data, err)
			}
		}
	})
}

func TestCacheBound(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	c := NewCache(folder, 4000)
	for i := range 100 {
		c.put(cacheID(Spec{}, Request{MaxTokens: i}), Response{Text: strings.Repeat("x", 100)})
	}
	if _, ok := c.get(cacheID(Spec{}, Request{MaxTokens: 99})); !ok {
		t.Error("the newest answer is gone")
	}
	var size int64
	files, _ := os.ReadDir(folder)
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	if size > 4400 || len(files) < 10 {
		t.Errorf("%d files of %d bytes, want at most about 4000", len(files), size)
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	c, err := New(Spec{Provider: OpenAI, Model: "m", BaseURL: "http://127.0.0.1:1/v1"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Complete(context.Background(), question)
	if err == nil || !strings.Contains(err.Error(), "connection refused") || !strings.Contains(err.Error(), "127.0.0.1:1") {
		t.Errorf("Complete = %v, want a refused connection", err)
	}
}

func TestNoKey(t *testing.T) {
	t.Parallel()
	for _, p := range []Provider{OpenAI, Anthropic} {
		c, err := New(Spec{Provider: p, Model: "m"}, Options{HTTPClient: &http.Client{Transport: never{t}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Complete(context.Background(), question); !errors.Is(err, ErrNoKey) {
			t.Errorf("%s without a key: %v, want %v", p, err, ErrNoKey)
		}
	}
}

// never is a transport that is not to be used.
type never struct{ t *testing.T }

func (n never) RoundTrip(r *http.Request) (*http.Response, error) {
	n.t.Errorf("a request went to %s", r.URL)
	return nil, errors.New("no network")
}

func TestModels(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, p Provider) {
		c, server := client(t, p, Options{}, nil)
		server.Models = []string{"test-1", "test-2"}
		got, err := c.Models(context.Background())
		if err != nil || strings.Join(got, " ") != "test-1 test-2" {
			t.Errorf("Models = %q, %v", got, err)
		}
		server.Key = "another"
		if _, err = c.Models(context.Background()); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("Models with a wrong key = %v", err)
		}
	})
}

func TestNewRefuses(t *testing.T) {
	t.Parallel()
	for _, s := range []Spec{
		{Provider: OpenAI},
		{Provider: "other", Model: "m"},
		{Provider: OpenAI, Model: "m", BaseURL: "localhost:11434/v1"},
		{Provider: OpenAI, Model: "m", BaseURL: "http://user:" + secret + "@localhost/v1"},
		{Provider: OpenAI, Model: "m", BaseURL: "https://host/v1?key=" + secret},
	} {
		if _, err := New(s, Options{}); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("New(%+v) = %v, want an error without the secret", s, err)
		}
	}
}

func TestParseSpec(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{"openai:gpt-x": true, "openai:org/model:free": true, "anthropic:c": true, "openai:": false, "openai": false, "exec:cat": false, "": false} {
		if got, ok := ParseSpec(s); ok != want || ok && got.Name() != s {
			t.Errorf("ParseSpec(%q) = %+v, %v", s, got, ok)
		}
	}
}
