package summarize

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

func TestReadModel(t *testing.T) {
	t.Parallel()
	change := func(f func(m *Model)) string {
		m, err := ReadModel(bytes.NewReader(rankerJSON))
		if err != nil {
			t.Fatal(err)
		}
		f(m)
		out, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	tests := map[string]struct{ content, want string }{
		"as it is":         {change(func(*Model) {}), ""},
		"no JSON":          {"{", "read model: unexpected EOF"},
		"other features":   {change(func(m *Model) { m.Article.Names[0] = "colour" }), "articles have the features"},
		"endless tree":     {change(func(m *Model) { m.Article.Trees[3].Left[0] = -1 }), "tree 3: node 0 has children outside"},
		"child too far":    {change(func(m *Model) { m.Article.Trees[0].Right[0] = 999 }), "node 0 has children outside"},
		"unknown feature":  {change(func(m *Model) { m.Article.Trees[0].Feature[0] = 999 }), "node 0 asks for feature 999"},
		"cut tree":         {change(func(m *Model) { m.Article.Trees[0].Value = m.Article.Trees[0].Value[1:] }), "arrays of different lengths"},
		"cluster features": {change(func(m *Model) { m.Cluster.Weights = nil }), "clusters have the features"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := ReadModel(strings.NewReader(tt.content))
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("ReadModel = %v, want %q", err, tt.want)
			}
		})
	}
}

func TestForestPredicts(t *testing.T) {
	t.Parallel()
	stump := Tree{Feature: []int{1, 0, 0}, Threshold: []float64{0.5, 0, 0}, Left: []int{1, 0, 0}, Right: []int{2, 0, 0}, Value: []float64{0, -1, 2}}
	f := Forest{Trees: []Tree{stump, stump}}
	for x, want := range map[float64]float64{0: -2, 0.5: -2, 0.6: 4} {
		if got := f.Predict([]float64{9, x}); got != want {
			t.Errorf("Predict(%v) = %v, want %v", x, got, want)
		}
	}
}

func TestQuotation(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"": 0, "Plain text.": 0, `"abcdefgh"`: 0.9, "“abcdef”": 0.75, `He said: "abcd"`: 5.0 / 15, `abcd" ende`: 0.5, "end of it” ab": 0,
	} {
		got := quotation(text)
		if text == "end of it” ab" {
			want = 9.0 / float64(len(text))
		}
		if diff := got - want; diff > 0.2 || diff < -0.2 {
			t.Errorf("quotation(%q) = %.2f, want about %.2f", text, got, want)
		}
	}
}

func TestTerms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		word  string
		terms int
		words int
	}{
		{"pemerintah", 1, 1}, {"2026", 1, 1}, {"大坝", 1, 2}, {"大坝决堤", 3, 4}, {"坝", 1, 1}, {"น้ำท่วม", 6, 5},
	}
	for _, tt := range tests {
		if got := len(appendTerms(nil, tt.word, newVocabulary())); got != tt.terms {
			t.Errorf("appendTerms(%q) gave %d terms, want %d", tt.word, got, tt.terms)
		}
		if got := wordsIn(tt.word); got != tt.words {
			t.Errorf("wordsIn(%q) = %d, want %d", tt.word, got, tt.words)
		}
	}
}
