package translate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas/internal/command"
)

func upper(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.ToUpper(l)
	}
	return out
}

// Borders between lines hold for commands that see a text and not lines, for
// few sentences and for many.
func TestExecKeepsSentencesApart(t *testing.T) {
	t.Parallel()
	few := []string{"the company is big", "red houses", "it rained.", "", "he works for Acme Inc.", "red houses"}
	many := slices.Repeat(few, 5)
	for _, fake := range []string{"lines", "stream", "stream-without-paragraphs", "drops-empty", "joins-pairs"} {
		for name, in := range map[string][]string{"few": few, "many": many} {
			t.Run(fake+"/"+name, func(t *testing.T) {
				t.Parallel()
				got, err := fakeExec(t, fake).Translate(t.Context(), "en", "es", in)
				if err != nil {
					t.Fatal(err)
				}
				if want := upper(in); !slices.Equal(got, want) {
					t.Errorf("Translate(%q) =\n%q, want\n%q", in, got, want)
				}
			})
		}
	}
}

// The fake of the test above must be one that mixes lines when it can.
func TestStreamFakeMixesLines(t *testing.T) {
	t.Parallel()
	got, err := fakeExec(t, "stream").run(t.Context(), "en", "es", "the company is big\nred houses\n")
	if want := "THE COMPANY IS RED BIG\nHOUSES\n"; err != nil || got != want {
		t.Errorf("run = %q, %v, want %q", got, err, want)
	}
}

// A command that knows whole lines gets them as they are, also when it must
// be asked for each alone.
func TestExecSendsSentencesAsTheyAre(t *testing.T) {
	t.Parallel()
	in := slices.Repeat([]string{"judul berita", "Hujan turun."}, 10)
	got, err := fakeExec(t, "table").Translate(t.Context(), "id", "en", in)
	if want := slices.Repeat([]string{"headline", "It rained."}, 10); err != nil || !slices.Equal(got, want) {
		t.Errorf("Translate = %q, %v, want %q", got, err, want)
	}
}

func TestExecWhiteSpace(t *testing.T) {
	t.Parallel()
	in := []string{"two\nlines\r\nhere.", "  tab\tand\u2028separator ", "\n", "nul\x00 byte."}
	want := []string{"TWO LINES HERE.", "TAB AND SEPARATOR", "", "NUL BYTE."}
	got, err := fakeExec(t, "lines").Translate(t.Context(), "en", "es", in)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("Translate(%q) = %q, %v, want %q", in, got, err, want)
	}
}

func TestExecErrors(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		fake, want string
		is         error
	}{
		"status and stderr": {fake: "fails", want: "exit status 3: loading no model for this pair [0m"},
		"too many lines":    {fake: "banner", want: "2 lines for 1 sentences", is: errLineCount},
		"flood":             {fake: "floods", is: command.ErrTooMuch},
		"hang":              {fake: "hangs", want: "no answer within 200ms"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := fakeExec(t, tt.fake)
			if tt.fake == "hangs" {
				e.Timeout = 200 * time.Millisecond
			}
			got, err := e.Translate(t.Context(), "en", "es", []string{"it rained.", "it snowed."})
			if err == nil || !strings.Contains(err.Error(), tt.want) || tt.is != nil && !errors.Is(err, tt.is) {
				t.Errorf("Translate = %q, %v, want error %q", got, err, tt.want)
			}
		})
	}
}

func TestExecCancelKillsChildren(t *testing.T) {
	t.Parallel()
	if os.PathSeparator != '/' {
		return // killing a group is for Unix; see killWithChildren
	}
	ctx, cancel := context.WithCancel(t.Context())
	pidFile := filepath.Join(t.TempDir(), "pid")
	done := make(chan error, 1)
	go func() {
		_, err := fakeExec(t, "children", pidFile).Translate(ctx, "en", "es", []string{"it rained."})
		done <- err
	}()
	pid := ""
	for pid == "" {
		if b, err := os.ReadFile(pidFile); err == nil {
			pid = string(b)
		}
		runtimeYield(t)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Translate = %v, want %v", err, context.Canceled)
	}
	for range 200 {
		if !alive(pid) {
			return
		}
		runtimeYield(t)
	}
	t.Errorf("child %s lives on", pid)
}

// alive reports whether a process exists and is no zombie.
func alive(pid string) bool {
	state, err := exec.Command("ps", "-o", "stat=", "-p", pid).Output()
	return err == nil && !strings.HasPrefix(string(state), "Z")
}

// runtimeYield waits a moment for another process.
func runtimeYield(t *testing.T) {
	t.Helper()
	select {
	case <-time.After(10 * time.Millisecond):
	case <-t.Context().Done():
		t.Fatal("test ended")
	}
}

func TestExecLanguages(t *testing.T) {
	t.Parallel()
	e := fakeExec(t, "args", "{from}:{to}", "x")
	got, err := e.Translate(t.Context(), "id", "en", []string{"hujan."})
	if want := []string{"id:en|x|id|en"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Translate = %q, %v, want %q", got, err, want)
	}
	if want := fmt.Sprintf("exec:'%s' %s args {from}:{to} x", os.Args[0], fakeFlag); e.Name() != want {
		t.Errorf("Name() = %q, want %q", e.Name(), want)
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		printed string
		n       int
		want    []string
	}{
		{"a\nb\n", 2, []string{"a", "b"}},
		{"a\nb", 2, []string{"a", "b"}},
		{"a\r\nb\r\n", 2, []string{"a", "b"}},
		{"a\n\n", 2, []string{"a", ""}},
		{"\nb\n", 2, []string{"", "b"}},
		{"a\n", 2, nil},
		{"a\nb\nc\n", 2, nil},
		{"", 1, nil},
		{"\n", 1, []string{""}},
		{"\xff\n", 1, []string{"\uFFFD"}},
	}
	for _, tt := range tests {
		got, err := match(tt.printed, tt.n)
		if (err != nil) != (tt.want == nil) || !slices.Equal(got, tt.want) {
			t.Errorf("match(%q, %d) = %q, %v, want %q", tt.printed, tt.n, got, err, tt.want)
		}
	}
}
