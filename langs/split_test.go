package langs

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// leastCases is the number of hard cases that a language must have.
func leastCases(l kilas.Lang) int {
	if l == "id" || l == "en" {
		return 40
	}
	return 12
}

// TestSplitCases runs the hard cases of testdata/sentences, written for this
// project: ¦ stands for a boundary, {mark} for the mark of a sentence.
func TestSplitCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/sentences/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, f := range files {
		l := kilas.Lang(strings.TrimSuffix(filepath.Base(f), ".txtar"))
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			cases, err := readCases(f)
			if err != nil {
				t.Fatal(err)
			}
			if len(cases) < leastCases(l) {
				t.Errorf("%d cases, want at least %d", len(cases), leastCases(l))
			}
			for _, c := range cases {
				text, want := c.parse()
				checkSplit(t, l, text)
				if got := show(Split(l, text)); got != want {
					t.Errorf("%s\n got %s\nwant %s", c.rule, got, want)
				}
			}
		})
	}
}

// splitCase is one file of a txtar archive: the rule and the marked text.
type splitCase struct{ rule, marked string }

// readCases reads a txtar archive (golang.org/x/tools/txtar has the format).
func readCases(path string) ([]splitCase, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var cases []splitCase
	for _, part := range strings.Split(string(raw), "\n-- ")[1:] {
		rule, marked, ok := strings.Cut(part, " --\n")
		if !ok {
			return nil, fmt.Errorf("%s: no content: %q", path, part)
		}
		cases = append(cases, splitCase{rule, strings.TrimRight(marked, "\n")})
	}
	return cases, nil
}

// parse returns the bare text and what show must print for it. Lines of a case
// are blocks; their sentences are joined by the boundary sign.
func (c splitCase) parse() (text, want string) {
	want = strings.Join(strings.Split(c.marked, "\n"), "¦")
	want = strings.Join(splitTrim(want), " ¦ ")
	text = c.marked
	for _, m := range []kilas.Mark{kilas.MarkDateline, kilas.MarkReadMore, kilas.MarkCredit, kilas.MarkByline, kilas.MarkPromo} {
		text = strings.ReplaceAll(text, " {"+string(m)+"}", "")
	}
	text = strings.ReplaceAll(text, " ¦ ", " ")
	return strings.ReplaceAll(text, "¦", ""), want
}

func splitTrim(s string) []string {
	parts := strings.Split(s, "¦")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func show(sentences []kilas.Sentence) string {
	parts := make([]string, len(sentences))
	for i, s := range sentences {
		parts[i] = s.Text
		for _, m := range s.Marks {
			parts[i] += " {" + string(m) + "}"
		}
	}
	return strings.Join(parts, " ¦ ")
}
