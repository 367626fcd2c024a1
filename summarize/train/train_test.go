package main

import (
	"bytes"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/summarize"
)

const fixtures = "../testdata/articles.jsonl"

func TestTokens(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"Don't pay 3.5m!":  "don t pay 3 5m",
		"東京2020年、AI":       "東 京 2020 年 ai",
		"ข่าวไทย":          "ข่ า ว ไ ท ย",
		"ধর্মীয় অনুভূতি।": "ধর্মীয় অনুভূতি",
		"":    "",
		" … ": "",
	}
	for text, want := range tests {
		if got := strings.Join(tokens(text), " "); got != want {
			t.Errorf("tokens(%q) = %q, want %q", text, got, want)
		}
	}
}

// Values worked out by hand.
func TestF1(t *testing.T) {
	t.Parallel()
	words := strings.Fields
	tests := []struct {
		references []string
		summary    string
		n          int
		want       float64
	}{
		{[]string{"testing one two"}, "testing", 1, 50},
		{[]string{"the cat was under the bed"}, "the cat was found under the bed", 1, 1200.0 / 13},
		{[]string{"the cat was under the bed"}, "the cat was found under the bed", 2, 800.0 / 11},
		{[]string{"a b"}, "a a a", 1, 40},
		{[]string{"x y z", "a b"}, "a b c", 1, 80},
		{[]string{"a"}, "", 1, 0},
		{[]string{"a"}, "a", 2, 0},
	}
	for _, tt := range tests {
		var refs [][]string
		for _, r := range tt.references {
			refs = append(refs, words(r))
		}
		if got := f1(refs, words(tt.summary), tt.n); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("f1(%q, %q, %d) = %v, want %v", tt.references, tt.summary, tt.n, got, tt.want)
		}
	}
}

// A forest learns a step and an interaction, and ignores noise.
func TestBoostLearns(t *testing.T) {
	t.Parallel()
	var rows []row
	truth := func(x, y float64) float64 {
		if x > 0.3 && y > 0.6 {
			return 2
		}
		return -1
	}
	for i := range 2000 {
		x, y, noise := float64(i%37)/37, float64(i%53)/53, float64(i%11)
		rows = append(rows, row{[]float64{noise, x, y}, truth(x, y), 1})
	}
	f := boost([]string{"noise", "x", "y"}, rows, parameters{rounds: 100, rate: 0.1, leaves: 4, leastRows: 20, ridge: 1})
	worst := 0.0
	for _, r := range rows {
		worst = max(worst, math.Abs(f.Predict(r.features)-r.target))
	}
	if worst > 0.05 {
		t.Errorf("worst error = %v, want at most 0.05", worst)
	}
	for _, tree := range f.Trees[:10] {
		if tree.Left[0] != 0 && tree.Feature[0] == 0 {
			t.Errorf("a tree splits by noise first")
		}
	}
}

func TestRidge(t *testing.T) {
	t.Parallel()
	var rows []row
	for i := range 100 {
		x, y := float64(i%10)-4.5, float64(i/10)-4.5
		rows = append(rows, row{[]float64{x, y}, 2*x - 3*y, 1})
	}
	got := ridge([]string{"x", "y"}, rows, 1e-6).Weights
	if math.Abs(got[0]-2) > 1e-6 || math.Abs(got[1]+3) > 1e-6 {
		t.Errorf("ridge = %v, want [2 -3]", got)
	}
	if got := ridge([]string{"merit", "other"}, nil, 1).Weights; !slices.Equal(got, []float64{1, 0}) {
		t.Errorf("ridge of nothing = %v, want the merit alone", got)
	}
}

func TestLead(t *testing.T) {
	t.Parallel()
	s, err := readSet(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	cluster := s.items[len(s.items)-1]
	var got []string
	for _, words := range lead(cluster.articles)[:4] {
		got = append(got, words[0])
	}
	if want := []string{"the", "halden", "halden", "eighty"}; !slices.Equal(got, want) {
		t.Errorf("lead of a cluster begins its sentences with %q, want %q", got, want)
	}
}

// The program writes a ranker that the package reads.
func TestRun(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "ranker.json")
	if err := run([]string{"-out", out, fixtures}, io.Discard); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := summarize.ReadModel(bytes.NewReader(content)); err != nil {
		t.Errorf("ReadModel = %v", err)
	}
	for _, args := range [][]string{{}, {fixtures}, {"-report"}, {"-report", fixtures}, {"-report", "-out", out, fixtures}, {"-out", out, "missing.jsonl"}} {
		if err := run(args, io.Discard); err == nil {
			t.Errorf("run(%q) succeeded", args)
		}
	}
}

// The report has a line for each set, way of training and bound.
func TestReport(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(fixtures)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(strings.TrimSpace(string(content)), "\n")
	args := []string{"-report"}
	for name, part := range map[string][]string{"first": lines[:3], "second": lines[3:6], "clusters": lines[6:]} {
		path := filepath.Join(t.TempDir(), name+".dev.jsonl")
		if err := os.WriteFile(path, []byte(strings.Join(part, "")), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	var printed bytes.Buffer
	if err := run(args, &printed); err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]int{"\n": 11, "left out": 5, "cross-validated": 5, "first ": 4, "clusters ": 2, "3 sentences": 4, "60 words": 4, "200 words": 2, "NaN": 0} {
		if got := strings.Count(printed.String(), word); got != want {
			t.Errorf("%q comes %d times, want %d:\n%s", word, got, want, printed.String())
		}
	}
}
