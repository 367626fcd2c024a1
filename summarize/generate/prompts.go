package generate

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"text/template"
)

// promptFiles are the prompts as they come with the program. README.md says
// what a template can use.
//
//go:embed prompts/*.tmpl prompts/README.md
var promptFiles embed.FS

// Names of the prompts.
const (
	promptPoints = "points"       // asks for points
	promptAgain  = "points-again" // asks again for points that failed, after the text of points
	promptPairs  = "pairs"        // asks to choose pairs
	promptSystem = "system"       // says what the model is there for
)

const promptSuffix = ".tmpl"

// maxPromptBytes bounds a prompt's file.
const maxPromptBytes = 64 << 10

// Prompts are the templates of all prompts.
type Prompts struct{ templates map[string]*template.Template }

// PromptNames are the names of the prompts' files, without suffix.
func PromptNames() []string { return []string{promptSystem, promptPoints, promptAgain, promptPairs} }

// PromptFile is the name of a prompt's file.
func PromptFile(name string) string { return name + promptSuffix }

// DefaultPrompt returns the text of a prompt as it comes with the program.
func DefaultPrompt(name string) (string, bool) {
	text, err := promptFiles.ReadFile("prompts/" + PromptFile(name))
	return string(text), err == nil && slices.Contains(PromptNames(), name)
}

// PromptHelp says what the templates can use.
func PromptHelp() string {
	text, err := promptFiles.ReadFile("prompts/README.md")
	if err != nil {
		panic(err) // it is embedded
	}
	return string(text)
}

// LoadPrompts reads the prompts, each from the folder own when it has a file
// for it, else from the program. A template that can't be used is an error;
// own may be nil.
func LoadPrompts(own fs.FS) (Prompts, error) {
	p := Prompts{templates: make(map[string]*template.Template)}
	for _, name := range PromptNames() {
		text, ok := DefaultPrompt(name)
		if !ok {
			panic("no prompt " + name)
		}
		if own != nil {
			data, err := fs.ReadFile(own, PromptFile(name))
			switch {
			case err == nil && len(data) > maxPromptBytes:
				return p, fmt.Errorf("prompt %s is over %d bytes", name, maxPromptBytes)
			case err == nil:
				text = string(data)
			case !errors.Is(err, fs.ErrNotExist):
				return p, fmt.Errorf("prompt %s: %w", name, err)
			}
		}
		t, err := template.New(name).Option("missingkey=error").Parse(text)
		if err != nil {
			return p, fmt.Errorf("prompt %s: %w", name, err)
		}
		p.templates[name] = t
		if _, err := p.fill(name, sample); err != nil {
			return p, err
		}
	}
	return p, nil
}

// promptData is what the templates can use; README.md names the fields.
type promptData struct {
	Lang, LangTag, To, ToTag string
	Points                   int
	Fence, Titles, Text      string
	Articles                 int
	Title                    string
	Complaints               []promptComplaint
}

type promptComplaint struct{ Text, Translation, Sentences, Reason string }

// sample is what a template is tried with, so that a mistake in a file of the
// user's shows before anything is asked.
var sample = promptData{
	Lang: "Indonesian", LangTag: "id", To: "English", ToTag: "en", Points: 5, Fence: "0123456789abcdef",
	Text: "[1] Hujan turun.", Articles: 1, Title: "Hujan", Complaints: []promptComplaint{{"a", "b", "1", "c"}},
}

// fill writes a prompt.
func (p Prompts) fill(name string, data promptData) (string, error) {
	var b strings.Builder
	if err := p.templates[name].Execute(&b, data); err != nil {
		return "", fmt.Errorf("prompt %s: %w", name, err)
	}
	return strings.TrimSpace(b.String()), nil
}
