package llm

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDecode(t *testing.T) {
	t.Parallel()
	type point struct {
		Text string `json:"text"`
		At   []int  `json:"at"`
	}
	type answer struct {
		Points []point `json:"points"`
	}
	two := answer{[]point{{"One.", []int{1}}, {"Two, he said.", []int{2, 3}}}}
	tests := []struct {
		name, text string
		want       answer
		truncated  bool
	}{
		{"plain", `{"points":[{"text":"One.","at":[1]},{"text":"Two, he said.","at":[2,3]}]}`, two, false},
		{"in prose", `Sure, here you are: {"points":[{"text":"One.","at":[1]},{"text":"Two, he said.","at":[2,3]}]} Anything else?`, two, false},
		{"prose with brackets", `As asked [in JSON], {x}: {"points":[{"text":"One.","at":[1]},{"text":"Two, he said.","at":[2,3]}]}`, two, false},
		{"fenced", "Here:\n```json\n{\"points\":[{\"text\":\"One.\",\"at\":[1]},{\"text\":\"Two, he said.\",\"at\":[2,3]}]}\n```\nDone.", two, false},
		{"fence not closed", "```\n{\"points\":[{\"text\":\"One.\",\"at\":[1]},{\"text\":\"Two, he said.\",\"at\":[2,3]}]}", two, false},
		{"after thoughts", `<think>{"points":[]} would be too short</think>{"points":[{"text":"One.","at":[1]},{"text":"Two, he said.","at":[2,3]}]}`, two, false},
		{"trailing commas", `{"points":[{"text":"One.","at":[1,]},{"text":"Two, he said.","at":[2,3]},],}`, two, false},
		{"trailing commas and prose", `{"points":[{"text":"One.","at":[1,]},{"text":"Two, he said.","at":[2,3]},],} I hope this helps.`, two, false},
		{"single quotes, bare keys", `{points:[{'text':'One.',at:[1]},{'text':'Two, he said.','at':[2,3]}]}`, two, false},
		{"missing comma", `{"points":[{"text":"One.","at":[1]} {"text":"Two, he said.","at":[2,3]}]}`, two, false},
		{"quotes within", `{"points":[{"text":"He said "stop" twice.","at":[1]}]}`, answer{[]point{{`He said "stop" twice.`, []int{1}}}}, false},
		{"cut in a text", `{"points":[{"text":"One.","at":[1]},{"text":"Two, he sa`, answer{[]point{{"One.", []int{1}}, {Text: "Two, he sa"}}}, true},
		{"cut in a fence", "```json\n{\"points\":[{\"text\":\"One.\",\"at\":[1]},{\"te", answer{[]point{{"One.", []int{1}}, {}}}, true},
		{"cut after a point", `{"points":[{"text":"One.","at":[1]}`, answer{[]point{{"One.", []int{1}}}}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got answer
			truncated, err := Decode(tt.text, &got)
			if err != nil || truncated != tt.truncated || !cmp.Equal(got, tt.want) {
				t.Errorf("Decode(%q) = %+v, truncated %v, %v; want %+v, %v", tt.text, got, truncated, err, tt.want, tt.truncated)
			}
		})
	}
	for _, text := range []string{"", "I can't help with that.", `"just a text"`, `["a list of texts"]`} {
		var got answer
		if _, err := Decode(text, &got); !errors.Is(err, ErrNoJSON) {
			t.Errorf("Decode(%q) = %+v, %v; want %v", text, got, err, ErrNoJSON)
		}
	}
}

// Whatever a model answers, Decode returns.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"a":[1,2,]}`, "```json\n{", "{{{[[[", `<think>x</think>["`, "{“a”: 1}", "[\"\\"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		var v any
		_, _ = Decode(text, &v) // must not panic
	})
}
