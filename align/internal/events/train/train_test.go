package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Stories are told from their twins after fitting, and what a file says is the
// same event is no example against.
func TestTrain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	set, same, out := filepath.Join(dir, "set.jsonl"), filepath.Join(dir, "same.tsv"), filepath.Join(dir, "model.json")
	records := `{"id":"a","lang":"en","text":"A ferry sank off Lombok on Monday and eight people are missing."}
{"id":"b","lang":"en","text":"Eight people are missing off Lombok after a ferry sank on Monday."}
{"id":"c","lang":"en","text":"Rice prices rose in Jakarta, the ministry of trade said."}
`
	for file, text := range map[string]string{set: records, same: "a b\n"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var log strings.Builder
	if err := run([]string{"-nearest", "1", "-same", same, "-o", out, "../../../testdata/near.txt", set}, &log); err != nil {
		t.Fatal(err)
	}
	if report := log.String(); !strings.Contains(report, "0 of 0 found and 0 of 2 others taken") {
		t.Errorf("report of the set, want two examples against:\n%s", report)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var weights []float64
	if err := json.Unmarshal(text, &weights); err != nil || len(weights) != size {
		t.Errorf("%d weights, %v, want %d", len(weights), err, size)
	}
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"no such file.txt"}, {"no such file.jsonl"}, {"-same", "no such file", "x.txt"}} {
		if err := run(args, &strings.Builder{}); err == nil {
			t.Errorf("run(%q) succeeds", args)
		}
	}
}
