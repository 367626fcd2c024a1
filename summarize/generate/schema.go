package generate

import (
	"encoding/json"
	"regexp"
	"strconv"
)

type object = map[string]any

// strict is a schema of an object as all providers take it.
func strict(properties object, required ...string) object {
	return object{"type": "object", "additionalProperties": false, "required": required, "properties": properties}
}

func mustJSON(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps, strings and booleans
	}
	return data
}

// pointsSchema is the schema of an answer to the prompt points.
func pointsSchema(translation, title bool) json.RawMessage {
	properties := object{
		"sentences": object{"type": "array", "items": object{"type": "integer"}},
		"text":      object{"type": "string"},
	}
	required := []string{"sentences", "text"}
	if translation {
		properties["translation"] = object{"type": "string"}
		required = append(required, "translation")
	}
	answer := object{"points": object{"type": "array", "items": strict(properties, required...)}}
	top := []string{"points"}
	if title {
		answer["title"] = object{"type": "string"}
		top = append(top, "title")
	}
	return mustJSON(strict(answer, top...))
}

var pairsSchema = mustJSON(strict(object{"pairs": object{"type": "array", "items": object{"type": "integer"}}}, "pairs"))

// draftPoint is a point of an answer, read with patience.
type draftPoint struct {
	Sentences   indexes `json:"sentences"`
	Text        text    `json:"text"`
	Translation text    `json:"translation"`
}

// indexes are numbers that a model may write as texts, alone, or as "[3]".
type indexes []int

// UnmarshalJSON takes every number in the value. What has none is empty.
func (x *indexes) UnmarshalJSON(data []byte) error {
	*x = nil
	for _, digits := range integer.FindAll(data, -1) {
		if n, err := strconv.Atoi(string(digits)); err == nil {
			*x = append(*x, n)
		}
	}
	return nil
}

var integer = regexp.MustCompile(`\d+`)

// text is a text; a model may write null, or something else that is as good
// as nothing.
type text string

// UnmarshalJSON never fails.
func (t *text) UnmarshalJSON(data []byte) error {
	var s string
	if json.Unmarshal(data, &s) == nil {
		*t = text(s)
	}
	return nil
}
