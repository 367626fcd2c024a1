package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/internal/llm/llmtest"
	"github.com/kilas-news/kilas/summarize"
	"github.com/kilas-news/kilas/summarize/generate"
)

// written returns a pipeline whose summarizer asks a scripted server.
func written(t *testing.T, answer func(llmtest.Asked) llmtest.Reply) (*Pipeline, *llmtest.Server) {
	t.Helper()
	server := llmtest.New(t, answer)
	client, err := llm.New(llm.Spec{Provider: llm.Anthropic, Model: "test", BaseURL: server.URL}, llm.Options{Timeout: 3 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	prompts, err := generate.LoadPrompts(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := newPipeline(t)
	p.Summarizer = &generate.Summarizer{Writer: &generate.Model{Client: client, Prompts: prompts}, Detector: p.Detector}
	return p, server
}

// modelPoints are true points of testdata/articles/rate/id.txt; the numbers of
// their sentences are found in the prompt.
var modelPoints = []struct{ begins, text, translation string }{
	{"Bank Sentral Malindra memangkas", "Bank Sentral Malindra memangkas suku bunga acuan menjadi 4,75 persen.", "Malindra's central bank cut its benchmark interest rate to 4.75 percent."},
	{"Inflasi tahunan turun", "Inflasi tahunan turun menjadi 2,3 persen pada Maret.", "Annual inflation fell to 2.3 percent in March."},
}

// reply writes the points as a model would.
func reply(a llmtest.Asked) llmtest.Reply {
	type wire struct {
		Sentences   []json.RawMessage `json:"sentences"`
		Text        string            `json:"text"`
		Translation string            `json:"translation"`
	}
	var points []wire
	for _, p := range modelPoints {
		n := regexp.MustCompile(`\[(\d+)\] ` + p.begins).FindStringSubmatch(a.User)
		if n == nil {
			return llmtest.Reply{Text: "no such sentence: " + p.begins}
		}
		points = append(points, wire{[]json.RawMessage{json.RawMessage(n[1])}, p.text, p.translation})
	}
	data, err := json.Marshal(map[string]any{"points": points, "title": "Malindra's central bank cuts rate to 4.75 percent"})
	if err != nil {
		panic(err)
	}
	return llmtest.Reply{Text: string(data)}
}

const (
	rateID = testdata + "/articles/rate/id.txt"
	rateEN = testdata + "/articles/rate/en.txt"
)

func TestBriefWritten(t *testing.T) {
	t.Parallel()
	p, server := written(t, reply)
	p.Translators = nil
	results, err := p.Briefs(context.Background(), load(t, p, rateID), Options{To: "en", Sentences: 2})
	if err != nil {
		t.Fatal(err)
	}
	b := results[0].Brief
	if err := b.Validate(results[0].Texts...); err != nil {
		t.Error(err)
	}
	if results[0].Short || b.Summarizer != "anthropic:test" || b.Translator != "anthropic:test" || b.TargetLang != "en" || len(b.Points) != 2 || len(server.Asked()) != 1 {
		t.Fatalf("brief is %+v after %d requests", b, len(server.Asked()))
	}
	for i, pt := range b.Points {
		w := modelPoints[i]
		if pt.Source.Origin != kilas.OriginGenerated || pt.Source.By != "anthropic:test" || pt.Target.Origin != kilas.OriginGenerated || pt.Source.Text != w.text || pt.Target.Text != w.translation {
			t.Errorf("point %d is %+v beside %+v", i, pt.Source, pt.Target)
		}
		span := pt.Source.Sentences[0]
		if got := results[0].Texts[0][span.Start:span.End]; !strings.HasPrefix(got, w.begins) {
			t.Errorf("point %d rests on %q", i, got)
		}
	}
	if tt := b.Title.Target; tt == nil || tt.Origin != kilas.OriginTranslated || tt.By != "anthropic:test" {
		t.Errorf("title is %+v", tt)
	}
	if b.Failed() > 0 || len(b.Warnings) > 0 {
		t.Errorf("%d failed checks, warnings %+v", b.Failed(), b.Warnings)
	}
}

func TestBriefWrittenInOneLanguage(t *testing.T) {
	t.Parallel()
	p, server := written(t, reply)
	results, err := p.Briefs(context.Background(), load(t, p, rateID), Options{To: "id", Sentences: 2})
	if err != nil {
		t.Fatal(err)
	}
	b := results[0].Brief
	if err := b.Validate(results[0].Texts...); err != nil || b.Bilingual() || len(b.Points) != 2 || b.Translator != "" {
		t.Errorf("brief is %+v, %v", b, err)
	}
	if strings.Contains(server.Asked()[0].User, "translation") {
		t.Error("a translation was asked for")
	}
}

// A sentence that takes a point's place is translated by the translators.
func TestBriefReplaced(t *testing.T) {
	t.Parallel()
	p, _ := written(t, func(a llmtest.Asked) llmtest.Reply {
		r := reply(a)
		r.Text = strings.ReplaceAll(r.Text, "2,3 persen", "9,3 persen")
		return r
	})
	results, err := p.Briefs(context.Background(), load(t, p, rateID), Options{To: "en", Sentences: 2})
	if err != nil {
		t.Fatal(err)
	}
	b := results[0].Brief
	if err := b.Validate(results[0].Texts...); err != nil {
		t.Error(err)
	}
	if len(b.Points) != 2 || b.Points[0].Source.Origin != kilas.OriginGenerated || b.Points[1].Source.Origin != kilas.OriginQuoted || b.Points[1].Target.Origin != kilas.OriginTranslated || strings.Contains(fmt.Sprint(b.Points), "9,3") {
		t.Errorf("points are %+v", b.Points)
	}
	if b.Translator != "anthropic:test, nmt:builtin-id-en" {
		t.Errorf("translator is %q", b.Translator)
	}
}

// What a command writes in one language is translated by the translators.
func TestBriefByCommand(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "summary.txt")
	if err := os.WriteFile(out, []byte("Bank Sentral Malindra memangkas suku bunga acuan menjadi 4,75 persen.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := generate.NewCommand("cat '" + out + "'")
	if err != nil {
		t.Fatal(err)
	}
	p := newPipeline(t)
	p.Summarizer = &generate.Summarizer{Writer: c, Detector: p.Detector}
	results, err := p.Briefs(context.Background(), load(t, p, rateID), Options{To: "en"})
	if err != nil {
		t.Fatal(err)
	}
	b := results[0].Brief
	if err := b.Validate(results[0].Texts...); err != nil || len(b.Points) != 1 || len(b.Points[0].Checks) != 8 {
		t.Fatalf("brief is %+v, %v", b, err)
	}
	if pt := b.Points[0]; pt.Source.Origin != kilas.OriginGenerated || pt.Target.Origin != kilas.OriginTranslated || pt.Target.By != "nmt:builtin-id-en" {
		t.Errorf("point is %+v beside %+v", pt.Source, pt.Target)
	}
}

// Two articles are quoted; the model chooses, and adds no word.
func TestBriefChosen(t *testing.T) {
	t.Parallel()
	p, server := written(t, func(llmtest.Asked) llmtest.Reply { return llmtest.Reply{Text: `{"pairs":[4,2]}`} })
	results, err := p.Briefs(context.Background(), load(t, p, rateID, rateEN), Options{Sentences: 2})
	if err != nil {
		t.Fatal(err)
	}
	b := results[0].Brief
	if err := b.Validate(results[0].Texts...); err != nil || len(b.Points) != 2 || b.Summarizer != "anthropic:test" || len(server.Asked()) != 1 {
		t.Fatalf("brief is %+v, %v", b, err)
	}
	for _, pt := range b.Points {
		if pt.Source.Origin != kilas.OriginQuoted || pt.Target.Origin != kilas.OriginQuoted {
			t.Errorf("point is %+v", pt)
		}
	}
	plain := newPipeline(t)
	same, err := plain.Briefs(context.Background(), load(t, plain, rateID, rateEN), Options{Sentences: 2})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(same[0].Brief.Points) == fmt.Sprint(b.Points) {
		t.Error("the model's choice made no difference")
	}
}

// Whatever a model does wrong, there is a brief, and it says so; without
// fallback there is an error.
func TestBriefFallsBack(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]llmtest.Reply{
		"refusal":  {Text: "No.", Stop: "refusal"},
		"prose":    {Text: "Here is a summary for you."},
		"no key":   {Status: 401, Message: "invalid x-api-key"},
		"invented": {Text: `{"points":[{"sentences":[1],"text":"Harga beras naik 99 persen.","translation":"Rice prices rose 99 percent."}]}`},
		"silent":   {Silent: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := written(t, llmtest.Script(r))
			ctx := context.Background()
			for _, sources := range [][]string{{rateID}, {rateID, rateEN}} {
				results, err := p.Briefs(ctx, load(t, p, sources...), Options{To: "en", Sentences: 2})
				if err != nil || len(results) != 1 {
					t.Fatalf("Briefs = %v, %v", results, err)
				}
				b := results[0].Brief
				if err := b.Validate(results[0].Texts...); err != nil || b.Summarizer != summarize.Name || len(b.Points) != 2 {
					t.Errorf("brief is %+v, %v", b, err)
				}
				if !strings.Contains(fmt.Sprint(b.Warnings), WarnSummarizer) || strings.Contains(fmt.Sprint(b.Points), "99 per") {
					t.Errorf("warnings are %+v", b.Warnings)
				}
			}
			p.NoFallback = true
			if _, err := p.Briefs(ctx, load(t, p, rateID), Options{To: "en"}); !errors.Is(err, ErrSummarizer) {
				t.Errorf("without fallback: %v, want %v", err, ErrSummarizer)
			}
		})
	}
}

// Stories are summarized side by side, and come in order.
func TestSummaries(t *testing.T) {
	t.Parallel()
	p, _ := written(t, func(a llmtest.Asked) llmtest.Reply {
		if !strings.Contains(a.User, "Bank Sentral Malindra memangkas") {
			return llmtest.Reply{Text: "I know nothing of this."}
		}
		return reply(a)
	})
	names, err := filepath.Glob(testdata + "/articles/*/id.txt")
	if err != nil || len(names) < 4 {
		t.Fatalf("%q, %v", names, err)
	}
	var stories [][]kilas.Article
	for _, a := range load(t, p, names...) {
		stories = append(stories, []kilas.Article{a})
	}
	sums, errs := p.Summaries(context.Background(), stories, summarize.Options{Sentences: 2, MaxWords: 60})
	for i, s := range sums {
		if errs[i] != nil || s.ID != stories[i][0].ID || len(s.Sentences) == 0 || s.Text == "" {
			t.Errorf("summary %d is %+v, %v", i, s, errs[i])
		}
		if rate := strings.Contains(names[i], "rate"); rate != (s.Summarizer == "anthropic:test") || rate && (s.Sentences[0].Origin != kilas.OriginGenerated || len(s.Sentences[0].Checks) == 0) {
			t.Errorf("summary of %s is by %s: %+v", names[i], s.Summarizer, s.Sentences)
		}
	}
}
