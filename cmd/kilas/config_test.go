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
