package generate

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/langs"
)

// Model is a [Writer] that asks a language model. Points in both languages are
// one request.
type Model struct {
	Client  *llm.Client
	Prompts Prompts
	// MaxTokens bounds an answer, 0 is the client's default.
	MaxTokens int
}

// Name is the model's name, "openai:gpt-x".
func (m *Model) Name() string { return m.Client.Name() }

// Draft asks for the points of a task.
func (m *Model) Draft(ctx context.Context, t Task) (Draft, error) {
	data := promptData{
		Points: t.Points, Articles: len(t.Articles), Title: cleanLine(t.Articles[0].Title), Text: t.Sheet.text(len(t.Articles)),
	}
	if suspicious(data.Title) {
		data.Title = ""
	}
	data.Lang, data.LangTag = nameOf(t.lang())
	if t.To != "" {
		data.To, data.ToTag = nameOf(t.To)
	}
	data.Fence = fence(data.Title, data.Text)
	for _, c := range t.Again {
		data.Complaints = append(data.Complaints, promptComplaint{
			Text: cleanLine(c.Point.Text), Translation: cleanLine(c.Point.Translation), Sentences: numbers(c.Point.Sentences), Reason: cleanLine(c.Reason),
		})
	}
	var answer struct {
		Title  text         `json:"title"`
		Points []draftPoint `json:"points"`
	}
	truncated, err := m.ask(ctx, promptPoints, data, pointsSchema(t.To != "", t.To != "" && data.Title != ""), "points", &answer)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{Title: string(answer.Title), Truncated: truncated}
	for _, p := range answer.Points {
		d.Points = append(d.Points, DraftPoint{Text: string(p.Text), Translation: string(p.Translation), Sentences: p.Sentences})
	}
	if n := len(d.Points); truncated && n > 0 {
		d.Points = d.Points[:n-1] // it may be cut
	}
	return d, nil
}

// Pair is two sentences that say the same, source first.
type Pair struct{ Source, Target kilas.Side }

// Choose asks for the most important pairs.
func (m *Model) Choose(ctx context.Context, pairs []Pair, n int) ([]int, error) {
	var b strings.Builder
	var at []int
	for i, p := range pairs {
		source, target := cleanLine(p.Source.Text), cleanLine(p.Target.Text)
		if suspicious(source) || suspicious(target) {
			continue
		}
		at = append(at, i)
		fmt.Fprintf(&b, "[%d] %s: %s\n    %s: %s\n", len(at), p.Source.Lang, source, p.Target.Lang, target)
	}
	data := promptData{Points: n, Articles: 2, Text: strings.TrimSpace(b.String())}
	data.Lang, data.LangTag = nameOf(pairs[0].Source.Lang)
	data.To, data.ToTag = nameOf(pairs[0].Target.Lang)
	data.Fence = fence(data.Text)
	var answer struct {
		Pairs indexes `json:"pairs"`
	}
	if _, err := m.ask(ctx, promptPairs, data, pairsSchema, "pairs", &answer); err != nil {
		return nil, err
	}
	var chosen []int
	seen := make(map[int]bool)
	for _, number := range answer.Pairs {
		if number >= 1 && number <= len(at) && !seen[number] && len(chosen) < n {
			seen[number] = true
			chosen = append(chosen, at[number-1])
		}
	}
	if len(chosen) == 0 {
		return nil, errNoPoints
	}
	return chosen, nil
}

// ask fills a prompt, asks, and reads the answer. It reports whether the
// answer breaks off.
func (m *Model) ask(ctx context.Context, prompt string, data promptData, schema json.RawMessage, name string, answer any) (bool, error) {
	system, err := m.Prompts.fill(promptSystem, data)
	if err != nil {
		return false, err
	}
	user, err := m.Prompts.fill(prompt, data)
	if err != nil {
		return false, err
	}
	if len(data.Complaints) > 0 {
		again, err := m.Prompts.fill(promptAgain, data)
		if err != nil {
			return false, err
		}
		user += "\n\n" + again
	}
	resp, err := m.Client.Complete(ctx, llm.Request{
		System: system, User: user, Schema: schema, SchemaName: name, MaxTokens: m.MaxTokens, Temperature: new(0.0),
	})
	if err != nil {
		return false, err
	}
	truncated, err := llm.Decode(resp.Text, answer)
	if err != nil {
		return false, fmt.Errorf("%s: %w", m.Name(), err)
	}
	return truncated || resp.StopReason == llm.StopLength, nil
}

// text writes the sheet, with a heading before each of several articles.
func (s Sheet) text(articles int) string {
	var b strings.Builder
	article := -1
	for i, l := range s.lines {
		if articles > 1 && l.article != article {
			fmt.Fprintf(&b, "article %d:\n", l.article+1)
		}
		article = l.article
		fmt.Fprintf(&b, "[%d] %s\n", i+1, l.text)
	}
	return strings.TrimSpace(b.String())
}

// nameOf is a language's English name and its tag.
func nameOf(l kilas.Lang) (name, tag string) {
	if name = langs.Name(l); name == "" {
		name = "the language of the text"
	}
	return name, string(l)
}

func numbers(list []int) string {
	out := make([]string, len(list))
	for i, n := range list {
		out[i] = strconv.Itoa(n)
	}
	return strings.Join(out, ", ")
}
