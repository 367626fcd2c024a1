package command

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	t.Parallel()
	self := os.Args[0]
	tests := map[string]struct {
		command string
		words   []string
		err     string
	}{
		"words":         {command: self + " -u  eng-spa", words: []string{self, "-u", "eng-spa"}},
		"quotes":        {command: self + ` 'a b' "c \"d" e\ f ''`, words: []string{self, "a b", `c "d`, "e f", ""}},
		"no globbing":   {command: self + " *.go", words: []string{self, "*.go"}},
		"variable":      {command: self + ` "$KILAS_NOT_SET_HERE"`, words: []string{self, ""}},
		"languages":     {command: self + " {from}-{to}", words: []string{self, "{from}-{to}"}},
		"pipe":          {command: self + " | cat", err: "`|` is not a valid word"},
		"redirection":   {command: self + " > x", err: "`>` is not a valid word"},
		"list":          {command: self + " ; rm", err: "`;` is not a valid word"},
		"substitution":  {command: self + " $(id)", err: "unexpected command substitution"},
		"process":       {command: self + " <(id)", err: "is not a valid word"},
		"open quote":    {command: self + ` "a`, err: "without closing quote"},
		"empty":         {command: " ", err: "command is empty"},
		"empty program": {command: "''", err: "not found"},
		"not there":     {command: "no-such-translator-anywhere", err: "not found"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			words, err := Parse(tt.command)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("Parse(%q) error = %v, want %q", tt.command, err, tt.err)
				}
				return
			}
			if err != nil || !slices.Equal(words, tt.words) {
				t.Errorf("Parse(%q) = %v, %v, want words %q", tt.command, words, err, tt.words)
			}
		})
	}
}

// fakeMode names the environment variable that makes this test's own program
// a command to be run.
const fakeMode = "KILAS_COMMAND_TEST"

func TestMain(m *testing.M) {
	switch os.Getenv(fakeMode) {
	case "echo":
		_, _ = os.Stdout.ReadFrom(os.Stdin)
		_, _ = os.Stdout.WriteString(strings.Join(os.Args[1:], " "))
		os.Exit(0)
	case "fail":
		_, _ = os.Stderr.WriteString("first\nno \x1b[31mluck")
		os.Exit(3)
	case "flood":
		for {
			if _, err := os.Stdout.WriteString(strings.Repeat("x", 1000)); err != nil {
				os.Exit(1)
			}
		}
	case "sleep":
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

func TestRun(t *testing.T) {
	t.Parallel()
	run := func(mode string, timeout time.Duration) (string, error) {
		return Program{
			Words: []string{os.Args[0], "a a", "b"}, Env: []string{fakeMode + "=" + mode}, Timeout: timeout, MaxOutput: 4000,
		}.Run(context.Background(), "in\n")
	}
	if got, err := run("echo", time.Minute); err != nil || got != "in\na a b" {
		t.Errorf("echo printed %q, %v", got, err)
	}
	if _, err := run("fail", time.Minute); err == nil || err.Error() != "exit status 3: first no [31mluck" {
		t.Errorf("fail: %v", err)
	}
	if _, err := run("flood", time.Minute); !errors.Is(err, ErrTooMuch) {
		t.Errorf("flood: %v, want %v", err, ErrTooMuch)
	}
	if _, err := run("sleep", 50*time.Millisecond); err == nil || !strings.Contains(err.Error(), "no answer within 50ms") {
		t.Errorf("sleep: %v", err)
	}
}
