package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/ssestream"
	"github.com/openai/openai-go/v3/shared"
)

// openAIProvider speaks chat completions. The services of the SDK are used
// without its client, since that reads the environment.
type openAIProvider struct {
	model string
	chat  openai.ChatCompletionService
	list  openai.ModelService
}

func newOpenAI(spec Spec, doer *http.Client) *openAIProvider {
	opts := []option.RequestOption{
		option.WithBaseURL(spec.URL()), option.WithHTTPClient(doer), option.WithMaxRetries(0),
	}
	return &openAIProvider{spec.Model, openai.NewChatCompletionService(opts...), openai.NewModelService(opts...)}
}

func (p *openAIProvider) models(ctx context.Context, key string) ([]string, error) {
	page, err := p.list.List(ctx, option.WithAPIKey(key))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range page.Data {
		out = append(out, m.ID)
	}
	return out, nil
}

func (p *openAIProvider) params(r Request, d dialect) openai.ChatCompletionNewParams {
	params := openai.ChatCompletionNewParams{Model: p.model}
	if r.System != "" {
		params.Messages = append(params.Messages, openai.SystemMessage(r.System))
	}
	params.Messages = append(params.Messages, openai.UserMessage(r.User))
	if d.maxCompletionTokens {
		params.MaxCompletionTokens = openai.Int(int64(r.MaxTokens))
	} else {
		params.MaxTokens = openai.Int(int64(r.MaxTokens))
	}
	if r.Temperature != nil && !d.noTemperature {
		params.Temperature = openai.Float(*r.Temperature)
	}
	if !d.noUsage {
		params.StreamOptions.IncludeUsage = openai.Bool(true)
	}
	switch {
	case r.Schema == nil:
	case d.format == formatSchema:
		params.ResponseFormat.OfJSONSchema = &shared.ResponseFormatJSONSchemaParam{JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{
			Name: r.SchemaName, Schema: r.Schema, Strict: openai.Bool(true),
		}}
	case d.format == formatObject:
		params.ResponseFormat.OfJSONObject = &shared.ResponseFormatJSONObjectParam{}
	}
	return params
}

func (p *openAIProvider) complete(ctx context.Context, key string, r Request, d dialect, progress func(int)) (Response, error) {
	var raw *http.Response
	stream := p.chat.NewStreaming(ctx, p.params(r, d), option.WithAPIKey(key), option.WithResponseInto(&raw))
	if stream.Err() != nil {
		return Response{}, stream.Err()
	}
	defer stream.Close()
	if kind, _, _ := mime.ParseMediaType(raw.Header.Get("Content-Type")); kind == "application/json" {
		return whole(raw) // a server that does not stream
	}
	return collect(stream, r.MaxTokens, progress)
}

// collect puts the pieces of an answer together.
func collect(stream *ssestream.Stream[openai.ChatCompletionChunk], maxTokens int, progress func(int)) (Response, error) {
	var a answer
	for stream.Next() {
		chunk := stream.Current()
		if chunk.Usage.PromptTokens > 0 {
			a.InputTokens, a.OutputTokens = int(chunk.Usage.PromptTokens), int(chunk.Usage.CompletionTokens)
		}
		if len(chunk.Choices) > 0 {
			c := chunk.Choices[0]
			a.add(c.Delta.Content)
			a.refusal += c.Delta.Refusal
			if c.FinishReason != "" {
				a.finish = c.FinishReason
			}
		}
		progress(a.text.Len())
		if a.text.Len() > maxTextBytes(maxTokens) {
			a.finish = "length"
			break
		}
	}
	if err := stream.Err(); err != nil {
		return a.response(), streamError(err)
	}
	return a.done()
}

// whole reads an answer that is not streamed.
func whole(raw *http.Response) (Response, error) {
	body, err := io.ReadAll(raw.Body)
	if err != nil {
		return Response{}, err
	}
	var full openai.ChatCompletion
	if err := json.Unmarshal(body, &full); err != nil {
		return Response{}, fmt.Errorf("answer is no chat completion: %w", err)
	}
	if len(full.Choices) == 0 {
		if said := refusalOf(http.StatusInternalServerError, body); said.Message != "" {
			return Response{}, said
		}
		return Response{}, ErrEmpty
	}
	var a answer
	a.InputTokens, a.OutputTokens = int(full.Usage.PromptTokens), int(full.Usage.CompletionTokens)
	a.add(full.Choices[0].Message.Content)
	a.refusal, a.finish = full.Choices[0].Message.Refusal, full.Choices[0].FinishReason
	return a.done()
}
