package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestReadme runs the commands of the README's sh blocks in a copy of
// testdata. A command that the README can't keep its promise with fails here.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	commands := 0
	for _, block := range shellBlocks(string(readme)) {
		for line := range strings.Lines(block) {
			line = strings.TrimSpace(strings.Replace(line, "go run ./cmd/kilas", "kilas", 1))
			if line == "" || line == "go test ./..." { // which is what is running here
				continue
			}
			commands++
			fmt.Fprintf(&script, "exec sh -c '%s'\n", strings.ReplaceAll(line, "'", "''"))
		}
	}
	if commands < 10 {
		t.Fatalf("the README has %d commands, want at least 10", commands)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "readme.txtar"), []byte(script.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: dir,
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
			env.Setenv("LANG", "C.UTF-8")
			return os.CopyFS(filepath.Join(env.WorkDir, "testdata"), os.DirFS("../../testdata"))
		},
	})
}

// shellBlocks returns what stands in the ```sh blocks of Markdown.
func shellBlocks(markdown string) []string {
	var out []string
	for {
		_, rest, ok := strings.Cut(markdown, "```sh\n")
		if !ok {
			return out
		}
		block, after, ok := strings.Cut(rest, "```")
		if !ok {
			return out
		}
		out = append(out, block)
		markdown = after
	}
}
