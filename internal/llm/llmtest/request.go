package llmtest

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// conversation is one request and where its answer goes.
type conversation struct {
	http.ResponseWriter
	Asked
}

// wire holds what both APIs have in a request.
type wire struct {
	Model               string  `json:"model"`
	Stream              bool    `json:"stream"`
	MaxTokens           int     `json:"max_tokens"`
	MaxCompletionTokens int     `json:"max_completion_tokens"`
	System              content `json:"system"`
	Messages            []struct {
		Role    string  `json:"role"`
		Content content `json:"content"`
	} `json:"messages"`
	ResponseFormat struct {
		Type       string `json:"type"`
		JSONSchema struct {
			Name   string          `json:"name"`
			Schema json.RawMessage `json:"schema"`
		} `json:"json_schema"`
	} `json:"response_format"`
	OutputConfig struct {
		Format struct {
			Type   string          `json:"type"`
			Schema json.RawMessage `json:"schema"`
		} `json:"format"`
	} `json:"output_config"`
}

// content is a text, or a list of blocks of text.
type content string

func (c *content) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*c = content(text)
		return nil
	}
	var blocks []struct {
		Type, Text string
	}
	if err := json.Unmarshal(data, &blocks); err != nil {
		return err
	}
	for _, b := range blocks {
		*c += content(b.Text)
	}
	return nil
}

// read fills in what was asked, and returns what the real server would object
// to.
func (c *conversation) read(body []byte) string {
	var w wire
	if err := json.Unmarshal(body, &w); err != nil {
		return err.Error()
	}
	c.Model, c.Stream, c.MaxTokens, c.System = w.Model, w.Stream, w.MaxTokens+w.MaxCompletionTokens, string(w.System)
	for _, m := range w.Messages {
		switch m.Role {
		case "system":
			c.System += string(m.Content)
		case "user":
			c.User += string(m.Content)
		default:
			return fmt.Sprintf("unexpected role %q", m.Role)
		}
	}
	c.Schema = w.ResponseFormat.JSONSchema.Schema
	if c.API == "anthropic" {
		c.Schema = w.OutputConfig.Format.Schema
	}
	switch {
	case c.Model == "":
		return "you must provide a model parameter"
	case c.User == "":
		return "messages: at least one message is required"
	case c.API == "anthropic" && w.MaxTokens <= 0:
		return "max_tokens: Field required"
	case w.ResponseFormat.Type == "json_schema" && w.ResponseFormat.JSONSchema.Name == "":
		return "Missing required parameter: 'response_format.json_schema.name'."
	}
	return badSchema(c.Schema)
}

// badSchema checks what both providers demand of a strict schema, in all of
// its objects.
func badSchema(schema json.RawMessage) string {
	if schema == nil {
		return ""
	}
	var s struct {
		Type                 string                     `json:"type"`
		AdditionalProperties *bool                      `json:"additionalProperties"`
		Properties           map[string]json.RawMessage `json:"properties"`
		Required             []string                   `json:"required"`
		Items                json.RawMessage            `json:"items"`
		MinItems, MaxItems   *int
		Minimum, MaxLength   *int
	}
	if err := json.Unmarshal(schema, &s); err != nil {
		return "Invalid schema: " + err.Error()
	}
	if s.MinItems != nil || s.MaxItems != nil || s.Minimum != nil || s.MaxLength != nil {
		return "Invalid schema: bounds are not supported"
	}
	if s.Type == "object" && (s.AdditionalProperties == nil || *s.AdditionalProperties || len(s.Required) != len(s.Properties)) {
		return "Invalid schema: 'additionalProperties' is required to be supplied and to be false, and all properties to be required"
	}
	for _, p := range s.Properties {
		if problem := badSchema(p); problem != "" {
			return problem
		}
	}
	return badSchema(s.Items)
}
