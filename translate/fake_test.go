package translate

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
)

// fakeFlag as its first argument makes the test binary a translator command.
const fakeFlag = "-fake-translator"

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == fakeFlag {
		os.Exit(fakes[os.Args[2]](os.Args[3:]))
	}
	// Else every fake waits a second at its end under the race detector.
	if err := os.Setenv("GORACE", "atexit_sleep_ms=0"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// fakes are commands that behave as translators do, well or badly. They turn
// words into capitals.
var fakes = map[string]func(args []string) int{
	"lines": func([]string) int { return eachLine(strings.ToUpper) },
	// Like Apertium: one text; a full stop or an empty line ends a sentence,
	// else the first word of a line is moved before the last of the line above.
	"stream": func([]string) int { return stream(true) },
	// The same, but empty lines are only white space to it.
	"stream-without-paragraphs": func([]string) int { return stream(false) },
	"drops-empty": func([]string) int {
		return eachLine(func(s string) string {
			if s == "" {
				return "\x00"
			}
			return strings.ToUpper(s)
		})
	},
	"table": func([]string) int { // knows whole lines only
		table := map[string]string{"judul berita": "headline", "Hujan turun.": "It rained."}
		return eachLine(func(s string) string { return table[s] })
	},
	"banner":      func([]string) int { fmt.Println("welcome"); return eachLine(strings.ToUpper) },
	"joins-pairs": func([]string) int { return joinsPairs() },
	"fails": func([]string) int {
		fmt.Fprintln(os.Stderr, "loading\nno model for\tthis pair\x1b[0m")
		return 3
	},
	"apertium": apertiumFake,
	"hangs":    func([]string) int { time.Sleep(time.Hour); return 0 },
	"children": func(args []string) int { return children(args[0]) },
	"floods": func([]string) int {
		for {
			if _, err := fmt.Println(strings.Repeat("all work and no play ", 100)); err != nil {
				return 1
			}
		}
	},
	"args": func(args []string) int {
		return eachLine(func(string) string {
			return strings.Join(append(args, os.Getenv("KILAS_FROM"), os.Getenv("KILAS_TO")), "|")
		})
	},
}

func eachLine(do func(string) string) int {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		if s := do(in.Text()); s != "\x00" {
			fmt.Println(s)
		}
	}
	return 0
}

func stream(paragraphs bool) int {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return 1
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	for i, line := range lines {
		next := i + 1
		for !paragraphs && next < len(lines) && lines[next] == "" {
			next++
		}
		words := strings.Fields(line)
		if next < len(lines) && lines[next] != "" && len(words) > 0 && !strings.HasSuffix(line, ".") {
			first, rest, _ := strings.Cut(lines[next], " ")
			words = append(words[:len(words)-1:len(words)-1], first, words[len(words)-1])
			lines[next] = rest
		}
		lines[i] = strings.ToUpper(strings.Join(words, " "))
	}
	fmt.Println(strings.Join(lines, "\n"))
	return 0
}

// joinsPairs prints two lines as one when it gets several.
func joinsPairs() int {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		line := in.Text()
		if in.Scan() {
			line += " " + in.Text()
		}
		fmt.Println(strings.ToUpper(line))
	}
	return 0
}

// children writes its id to a file and waits for a child that holds its pipes.
func children(pidFile string) int {
	child := exec.Command(os.Args[0], fakeFlag, "hangs")
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	if err := child.Start(); err != nil {
		return 1
	}
	if err := os.WriteFile(pidFile+".part", fmt.Append(nil, child.Process.Pid), 0o600); err != nil {
		return 1
	}
	if err := os.Rename(pidFile+".part", pidFile); err != nil {
		return 1
	}
	if err := child.Wait(); err != nil {
		return 1
	}
	return 0
}

func fakeExec(t *testing.T, args ...string) *Exec {
	t.Helper()
	e, err := NewExec("'" + os.Args[0] + "' " + fakeFlag + " " + strings.Join(args, " "))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// scripted is a backend inside the test.
type scripted struct {
	name  string
	only  kilas.Lang // target that it supports, empty for all
	do    func(call int, sentence string) string
	fail  error
	calls [][]string
}

var errDown = errors.New("service is down")

func (s *scripted) Name() string { return s.name }

func (s *scripted) Supports(from, to kilas.Lang) bool { return s.only == "" || s.only == to }

func (s *scripted) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	s.calls = append(s.calls, append([]string(nil), sentences...))
	if s.fail != nil {
		return nil, s.fail
	}
	out := make([]string, len(sentences))
	for i, sentence := range sentences {
		out[i] = s.do(len(s.calls), sentence)
	}
	return out, ctx.Err()
}
