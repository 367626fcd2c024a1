package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

// anthropicProvider speaks Anthropic's messages. The services of the SDK are
// used without its client, since that reads the environment.
type anthropicProvider struct {
	model    string
	messages anthropic.MessageService
	list     anthropic.ModelService
}

func newAnthropic(spec Spec, doer *http.Client) *anthropicProvider {
	opts := []option.RequestOption{
		option.WithBaseURL(spec.URL()), option.WithHTTPClient(doer), option.WithMaxRetries(0), option.WithoutOpenTelemetry(),
	}
	return &anthropicProvider{spec.Model, anthropic.NewMessageService(opts...), anthropic.NewModelService(opts...)}
}

// anthropicKey is the option for a key; without one no header is sent.
func anthropicKey(key string) []option.RequestOption {
	if key == "" {
		return nil
	}
	return []option.RequestOption{option.WithAPIKey(key)}
}

// mostListed is the number of models on the page that is asked for.
const mostListed = 1000

func (p *anthropicProvider) models(ctx context.Context, key string) ([]string, error) {
	page, err := p.list.List(ctx, anthropic.ModelListParams{Limit: anthropic.Int(mostListed)}, anthropicKey(key)...)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range page.Data {
		out = append(out, m.ID)
	}
	return out, nil
}

func (p *anthropicProvider) params(r Request, d dialect) (anthropic.MessageNewParams, error) {
	params := anthropic.MessageNewParams{
		Model:     p.model,
		MaxTokens: int64(r.MaxTokens),
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(r.User))},
	}
	if r.System != "" {
		params.System = []anthropic.TextBlockParam{{Text: r.System}}
	}
	if r.Temperature != nil && !d.noTemperature {
		params.Temperature = anthropic.Float(*r.Temperature)
	}
	if r.Schema != nil && d.format == formatSchema {
		if err := json.Unmarshal(r.Schema, &params.OutputConfig.Format.Schema); err != nil {
			return params, fmt.Errorf("schema: %w", err)
		}
	}
	return params, nil
}

func (p *anthropicProvider) complete(ctx context.Context, key string, r Request, d dialect, progress func(int)) (Response, error) {
	params, err := p.params(r, d)
	if err != nil {
		return Response{}, err
	}
	stream := p.messages.NewStreaming(ctx, params, anthropicKey(key)...)
	if stream.Err() != nil {
		return Response{}, stream.Err()
	}
	defer stream.Close()
	var a answer
	ended := false
	for stream.Next() {
		event := stream.Current()
		switch event.Type {
		case "message_start":
			u := event.Message.Usage
			a.InputTokens = int(u.InputTokens + u.CacheCreationInputTokens + u.CacheReadInputTokens)
		case "content_block_delta":
			a.add(event.Delta.Text) // thoughts come as other fields
		case "message_delta":
			a.OutputTokens = int(event.Usage.OutputTokens)
			a.finish = string(event.Delta.StopReason)
		case "message_stop":
			ended = true
		}
		progress(a.text.Len())
		if a.text.Len() > maxTextBytes(r.MaxTokens) {
			a.finish, ended = "max_tokens", true
			break
		}
	}
	if err := stream.Err(); err != nil {
		return a.response(), streamError(err)
	}
	if !ended {
		return a.response(), errCut
	}
	return a.done()
}
