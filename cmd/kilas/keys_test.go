package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestKeys(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, two, bad := file("good", "\uFEFF of-file \n"), file("two", "of-first\nof-second\n"), file("bad", "secret \x00 thing")
	tests := []struct {
		name   string
		env    map[string]string
		config keyConfig
		key    string
		where  string
		err    string
	}{
		{name: "nowhere"},
		{name: "our variable before all", env: map[string]string{"KILAS_A": "of-a", "B": "of-b"}, config: keyConfig{KeyFile: good}, key: "of-a", where: "KILAS_A"},
		{name: "configuration before the variables of all programs", env: map[string]string{"B": "of-b", "B_FILE": good}, config: keyConfig{KeyFile: good}, key: "of-file", where: "key_file"},
		{name: "variable before its file", env: map[string]string{"B": "of-b", "B_FILE": good}, key: "of-b", where: "B"},
		{name: "first name first", env: map[string]string{"KILAS_A_FILE": good, "B": "of-b"}, key: "of-file", where: "KILAS_A_FILE"},
		{name: "file", config: keyConfig{KeyFile: good, KeyCommand: "false"}, key: "of-file", where: "key_file"},
		{name: "command", config: keyConfig{KeyCommand: "cat '" + two + "'"}, key: "of-first", where: "key_command"},
		{name: "no such file", config: keyConfig{KeyFile: filepath.Join(dir, "none")}, where: "key_file", err: "no such file"},
		{name: "unprintable", env: map[string]string{"KILAS_A_FILE": bad}, where: "KILAS_A_FILE", err: "key of KILAS_A_FILE: it has characters that no key has"},
		{name: "two lines in a variable", env: map[string]string{"KILAS_A": "secret\nX-Header: thing"}, where: "KILAS_A", err: "characters that no key has"},
		{name: "empty", config: keyConfig{KeyCommand: "true"}, where: "key_command", err: "it is empty"},
		{name: "failing command", config: keyConfig{KeyCommand: "false"}, where: "key_command", err: "exit status 1"},
		{name: "pipe", config: keyConfig{KeyCommand: "cat x | head"}, where: "key_command", err: "not a valid word"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			env := environment{getenv: func(name string) string { return tt.env[name] }}
			key, where, err := keySource{[]string{"KILAS_A", "B"}, tt.config}.find(t.Context(), env)
			if tt.err == "" && err != nil || tt.err != "" && (err == nil || !strings.Contains(err.Error(), tt.err)) {
				t.Fatalf("find error = %v, want %q", err, tt.err)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("the error tells the key: %v", err)
			}
			if err == nil && key != tt.key || where != tt.where {
				t.Errorf("find = %q of %q, want %q of %q", key, where, tt.key, tt.where)
			}
		})
	}
}
