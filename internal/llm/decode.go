package llm

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/kaptinlin/jsonrepair"
)

// ErrNoJSON is returned by [Decode] for an answer without JSON that fits.
var ErrNoJSON = errors.New("the answer has no JSON as asked for")

// Decode reads the JSON object or array of an answer into v, which a model may
// have put between thoughts, prose and a fence, and written with the mistakes
// that models make: trailing commas, single quotes, quotation marks within
// texts. It reports whether the JSON breaks off; its last text may be cut then.
func Decode(text string, v any) (truncated bool, err error) {
	text = unfenced(thoughtless(text))
	err = ErrNoJSON
	for {
		i := opening.FindStringIndex(text)
		if i == nil {
			return false, err
		}
		text = text[i[0]:]
		var value json.RawMessage
		dec := json.NewDecoder(strings.NewReader(text))
		if dec.Decode(&value) != nil {
			if truncated, err = repair(text, v); err == nil {
				return truncated, nil
			}
			text = text[1:]
			continue
		}
		if json.Unmarshal(value, v) == nil {
			return false, nil
		}
		text = text[dec.InputOffset():]
	}
}

// opening is where JSON may begin; brackets in prose are followed by words.
var opening = regexp.MustCompile(`[{\[]\s*(["'“{}\[\]0-9-]|\w+\s*:|$)`)

// repair decodes JSON with mistakes, which prose may follow.
func repair(text string, v any) (truncated bool, err error) {
	truncated = open(text)
	if end := strings.LastIndexAny(text, "}]"); !truncated && end >= 0 {
		text = text[:end+1]
	}
	fixed, err := jsonrepair.Repair(text)
	if err == nil {
		err = json.Unmarshal([]byte(fixed), v)
	}
	if err != nil {
		return truncated, fmt.Errorf("%w: %w", ErrNoJSON, err)
	}
	return truncated, nil
}

// thoughtless leaves out what a model thinks aloud before its answer.
func thoughtless(text string) string {
	const end = "</think>"
	if i := strings.LastIndex(text, end); i >= 0 {
		return text[i+len(end):]
	}
	return text
}

// unfenced returns what is in the first Markdown fence that has a bracket, or
// all of the text. A fence that is not closed goes to the end.
func unfenced(text string) string {
	const fence = "```"
	parts := strings.Split(text, fence)
	for i := 1; i < len(parts); i += 2 {
		if strings.ContainsAny(parts[i], "{[") {
			return parts[i]
		}
	}
	return text
}

// open reports whether brackets or a string are open at the end of the text.
func open(text string) bool {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			if depth--; depth == 0 {
				return false
			}
		}
	}
	return quoted || depth > 0
}
