package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
)

// Every key that 'kilas config init' explains is one that kilas knows, where
// the file has it.
func TestConfigTemplate(t *testing.T) {
	t.Parallel()
	setting := regexp.MustCompile(`(?m)^# (\[[a-z.]+\]|[a-z_]+ = .*)$`)
	text := setting.ReplaceAllString(configTemplate, "$1")
	var cfg config
	meta, err := toml.Decode(text, &cfg)
	if err != nil {
		t.Fatalf("the file with all keys set: %v\n%s", err, text)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		t.Errorf("unknown keys %q", unknown)
	}
	if cfg.DeepL == nil || len(cfg.DeepL.Variants) != 2 || cfg.Azure == nil || cfg.Azure.Region == "" || cfg.Google == nil || cfg.Google.KeyCommand == "" {
		t.Errorf("services = %+v", cfg.services)
	}
	if _, err := time.ParseDuration(cfg.Timeout); err != nil {
		t.Error(err)
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "#") && strings.Contains(line, " = ") {
			t.Errorf("a key that stays a comment: %s", line)
		}
	}
}

// Mistakes are told in words of the file, and a list may be one text alone.
func TestReadConfig(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{`translator = "exec:cat"`, `translator = ["exec:cat"]`},
		{"[digest]\noutput = \"x.html\"", `output = ["x.html"]`},
		{`translator = 5`, "line 1: translator has to be a text in quotes, or a list of such"},
		{"\nglossary = [\"a\", 5]", "line 2: glossary has to be a text in quotes, or a list of such"},
		{`jobs = "x"`, "line 1: jobs has to be a whole number"},
		{`timeout = 5`, "line 1: timeout has to be a text in quotes"},
		{`to = ["x"]`, "line 1: to has to be a text in quotes"},
		{`offline = "yes"`, "line 1: offline has to be true or false"},
		{"[digest]\nmax_stories = \"x\"", "line 2: digest.max_stories has to be a whole number"},
		{`digest = 5`, "line 1: digest has to be a section, [digest]"},
		{"to = \"es\"\nto = \"en\"", "line 2: Key 'to' has already been defined."},
		{"[deepl]\nkey = \"x\"", `unknown key "deepl.key"`},
	} {
		code, out, errs := callWith(t, nil, tt.file, "", "config", "show")
		if !strings.Contains(out+errs, tt.want) || (code == exitOK) != (errs == "") || code != exitOK && code != exitUsage {
			t.Errorf("%s: status %d, %q, %q, want %s", tt.file, code, out, errs, tt.want)
		}
	}
}
