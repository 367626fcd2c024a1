package kilas

import (
	"encoding/json"
	"strings"
	"testing"
)

const (
	sourceText = "Satu kapal tenggelam. Dua orang hilang."
	targetText = "A ship sank. Two people are missing."
)

func brief() Brief {
	return Brief{
		SourceLang: "id", TargetLang: "en",
		Title: Title{
			Source: Side{Lang: "id", Text: "Kapal", Origin: OriginQuoted, Article: 1, Field: FieldTitle},
			Target: &Side{Lang: "en", Text: "A ship", Origin: OriginTranslated, By: "exec:x", Article: 1, Field: FieldTitle},
		},
		Articles: []Article{{Title: "Kapal", N: 1}, {Title: "Ship", N: 2}},
		Points: []Point{{
			Source: Side{Lang: "id", Text: sourceText, Origin: OriginQuoted, Article: 1, Sentences: []Span{{0, 21}, {22, 39}}},
			Target: &Side{Lang: "en", Text: "A ship sank.", Origin: OriginQuoted, Article: 2, Sentences: []Span{{0, 12}}},
			Score:  0.9,
			Checks: []Check{{Name: "numbers", OK: true}, {Name: "names", Detail: "none"}},
		}},
		TargetOnly: []Only{{Text: "Two people are missing.", Article: 2, Start: 13, End: 36}},
	}
}

func TestValidate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*Brief)
		want   string // part of the error, "" for none
	}{
		{"good", func(*Brief) {}, ""},
		{"no language", func(b *Brief) { b.SourceLang = "" }, "source_lang"},
		{"score above one", func(b *Brief) { b.Points[0].Score = 1.1 }, "score 1.1"},
		{"no such article", func(b *Brief) { b.Points[0].Target.Article = 3 }, "article 3 of 2"},
		{"no target", func(b *Brief) { b.Points[0].Target = nil }, "target does not match"},
		{"altered quotation", func(b *Brief) { b.Points[0].Target.Text = "A ship sank!" }, "not what its spans quote"},
		{"span beyond the text", func(b *Brief) { b.Points[0].Target.Sentences[0].End = 99 }, "beyond the text"},
		{"spans out of order", func(b *Brief) { s := b.Points[0].Source.Sentences; s[0], s[1] = s[1], s[0] }, "out of order"},
		{"quoted without spans", func(b *Brief) { b.Points[0].Source.Sentences = nil }, "without sentences"},
		{"other title", func(b *Brief) { b.Title.Source.Text = "Perahu" }, "not the title"},
		{"translated by nobody", func(b *Brief) { b.Title.Target.By = "" }, "by nobody"},
		{"unknown origin", func(b *Brief) { b.Points[0].Source.Origin = "" }, "unknown origin"},
		{"altered only", func(b *Brief) { b.TargetOnly[0].Text = "Three." }, "target_only[0]"},
		{"empty only", func(b *Brief) { b.TargetOnly[0].End = 13 }, "target_only[0]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := brief()
			tt.change(&b)
			err := b.Validate(sourceText, targetText)
			if tt.want == "" && err != nil {
				t.Fatalf("Validate() = %v, want nil", err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Fatalf("Validate() = %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestFailed(t *testing.T) {
	t.Parallel()
	b := brief()
	if got := b.Failed(); got != 1 {
		t.Errorf("Failed() = %d, want 1", got)
	}
}

// Programs loop over the lists of the JSON, so none of them may be null.
func TestMarshalWithoutNullLists(t *testing.T) {
	t.Parallel()
	for schema, v := range map[string]any{
		SchemaArticle:   Article{},
		SchemaError:     SourceError{},
		SchemaSummary:   Summary{},
		SchemaAlignment: Alignment{},
		SchemaBrief:     Brief{Points: []Point{{}}, Articles: []Article{{}}},
	} {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("Marshal(%s): %v", schema, err)
		}
		text := strings.ReplaceAll(string(data), `"target":null`, "")
		if strings.Contains(text, "null") {
			t.Errorf("%s has a null: %s", schema, data)
		}
		if !strings.Contains(text, `"schema":"`+schema+`"`) {
			t.Errorf("%s does not name its schema: %s", schema, data)
		}
	}
}
