package main

import (
	"strings"
	"testing"
)

// Two quoted articles go to no service that only helps to pair them, unless the
// user has it so.
func TestAlignWith(t *testing.T) {
	const id, en = "../../testdata/articles/ferry/id.txt", "../../testdata/articles/ferry/en.txt"
	requests := 0
	url := service(t, &requests)
	variables := map[string]string{"DEEPL_API_KEY": secret}
	section := "[deepl]\nurl = \"" + url + "\"\n"
	brief := func(more ...string) []string { return append([]string{"brief", "--no-cache", id, en}, more...) }
	aligned := func(more ...string) []string { return append([]string{"align", "--no-cache", id, en}, more...) }
	for _, tt := range []struct {
		name   string
		config string
		args   []string
		asked  bool
	}{
		{"brief, configured", section, brief(), false},
		{"brief, named", "", brief("--translator", "deepl:"+url), false},
		{"brief, asked for", "", brief("--translator", "deepl:"+url, "--align-with", "all"), true},
		{"brief, configured so", "align_with = \"all\"\n" + section, brief(), true},
		{"brief, not as configured", "align_with = \"all\"\n" + section, brief("--align-with", "local"), false},
		{"brief, a command", "", brief("--translator", "exec:false"), false},
		{"align, configured", section, aligned(), false},
		{"align, named", "", aligned("--translator", "deepl:"+url), true},
		{"align, named for nothing", "", aligned("--translator", "deepl:"+url, "--align-with", "none"), false},
	} {
		requests = 0
		code, stdout, stderr := callWith(t, variables, tt.config, "", tt.args...)
		if code != exitOK || stdout == "" || (requests > 0) != tt.asked {
			t.Errorf("%s: status %d, %d requests, want some: %v; stderr %q", tt.name, code, requests, tt.asked, stderr)
		}
	}
	if code, _, stderr := callWith(t, nil, "", "", brief("--align-with", "deepl")...); code != exitUsage || !strings.Contains(stderr, "local, all, none") {
		t.Errorf("unknown choice: status %d, stderr %q", code, stderr)
	}
}

// A translator that failed is told from one that isn't there.
func TestTranslatorFailed(t *testing.T) {
	const id = "../../testdata/articles/ferry/id.txt"
	requests := 0
	url := service(t, &requests)
	for _, tt := range []struct{ name, key, to, code string }{
		{"failed", "wrong", "fr", `"code":"translator-failed"`},
		{"not there", secret, "luo", `"code":"no-translator"`},
	} {
		code, stdout, stderr := callWith(t, map[string]string{"DEEPL_API_KEY": tt.key}, "", "", "brief", "--no-cache", "-f", "jsonl", "-t", tt.to, "--translator", "deepl:"+url, id)
		if code != exitShort || !strings.Contains(stdout, tt.code) {
			t.Errorf("%s: status %d, want 3 and %s; stdout %.2000s, stderr %q", tt.name, code, tt.code, stdout, stderr)
		}
	}
}
