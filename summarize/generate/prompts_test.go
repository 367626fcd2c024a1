package generate

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoadPrompts(t *testing.T) {
	t.Parallel()
	p, err := LoadPrompts(fstest.MapFS{"system.tmpl": {Data: []byte("Mine, about {{.Lang}}.")}})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := p.fill(promptSystem, sample); err != nil || got != "Mine, about Indonesian." {
		t.Errorf("system is %q, %v", got, err)
	}
	if got, err := p.fill(promptPairs, sample); err != nil || !strings.Contains(got, "Choose the 5 pairs") {
		t.Errorf("pairs is %q, %v", got, err)
	}
	for name, text := range map[string]string{"syntax": "{{.Lang", "field": "{{.Langs}}", "endless": strings.Repeat("x", maxPromptBytes+1)} {
		if _, err := LoadPrompts(fstest.MapFS{"points.tmpl": {Data: []byte(text)}}); err == nil || !strings.Contains(err.Error(), "prompt points") {
			t.Errorf("%s: LoadPrompts = %v, want an error of the prompt points", name, err)
		}
	}
}

// The help names all that the templates use.
func TestPromptHelp(t *testing.T) {
	t.Parallel()
	for _, name := range PromptNames() {
		if _, ok := DefaultPrompt(name); !ok || !strings.Contains(PromptHelp(), "\n"+name+" ") {
			t.Errorf("prompt %s is not there or not in the help", name)
		}
	}
	if _, ok := DefaultPrompt("README"); ok {
		t.Error("README is no prompt")
	}
}
