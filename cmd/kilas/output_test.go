package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A file is replaced, what a link leads to is too, and what is no file is
// written to and stays what it is.
func TestOutputFile(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("private"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"link": "private", "dangling": at("made"), "null": os.DevNull} {
		if err := os.Symlink(to, at(name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, tt := range []struct {
		output, written string
		link            bool
		mode            os.FileMode
	}{
		{"private", "private", false, 0o600},
		{"link", "private", true, 0o600},
		{"dangling", "made", true, 0},
		{"null", "", true, 0},
		{"new", "new", false, 0},
	} {
		want := "kilas (devel)\n" + tt.output
		out, err := openOutput(environment{}, at(tt.output))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.WriteString(want); err != nil {
			t.Fatal(err)
		}
		if err := out.Commit(); err != nil {
			t.Errorf("%s: %v", tt.output, err)
		}
		out.Close()
		if info, err := os.Lstat(at(tt.output)); err != nil || (info.Mode()&os.ModeSymlink != 0) != tt.link {
			t.Errorf("%s: %v, %v, want a link: %v", tt.output, info.Mode(), err, tt.link)
		}
		if tt.written == "" {
			continue
		}
		got, err := os.ReadFile(at(tt.written))
		if err != nil || string(got) != want {
			t.Errorf("%s: %s has %q, %v, want %q", tt.output, tt.written, got, err, want)
		}
		if info, err := os.Stat(at(tt.written)); err != nil || tt.mode != 0 && info.Mode() != tt.mode {
			t.Errorf("%s: mode %v, %v, want %v", tt.output, info.Mode(), err, tt.mode)
		}
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Fatalf("%s is a file now: %v", os.DevNull, err)
	}
	left, err := filepath.Glob(at(".*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
