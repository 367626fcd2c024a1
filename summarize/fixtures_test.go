package summarize

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// fixture is an article or cluster of testdata with its reference summary.
type fixture struct {
	ID, Title, Text, Summary string
	Lang                     kilas.Lang
	Docs                     []string
}

func fixtures(t testing.TB) map[string]fixture {
	t.Helper()
	content, err := os.ReadFile("testdata/articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]fixture{}
	for d := json.NewDecoder(bytes.NewReader(content)); d.More(); {
		var f fixture
		if err := d.Decode(&f); err != nil {
			t.Fatal(err)
		}
		all[f.ID] = f
	}
	if len(all) < 7 {
		t.Fatalf("testdata/articles.jsonl has %d fixtures, want 7", len(all))
	}
	return all
}

// articles returns the articles of a fixture, annotated.
func (f fixture) articles() []kilas.Article {
	texts := f.Docs
	if len(texts) == 0 {
		texts = []string{f.Text}
	}
	detector := langs.NewDetector()
	var out []kilas.Article
	for i, text := range texts {
		a := kilas.Article{ID: f.ID + "-" + string(rune('a'+i)), Lang: f.Lang, Title: f.Title, Text: text}
		out = append(out, detector.Annotate(a, nil))
	}
	return out
}

func texts(s kilas.Summary) []string {
	var out []string
	for _, one := range s.Sentences {
		out = append(out, one.Text)
	}
	return out
}
