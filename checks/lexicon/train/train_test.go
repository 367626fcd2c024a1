package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/checks/lexicon"
)

// Words are told apart by the sentences that they don't share.
func TestTrain(t *testing.T) {
	t.Parallel()
	lines := []string{
		"ID\tnote\tEN", // too short to matter
		"dua rumah\t-\ttwo houses", "tiga rumah\t-\tthree houses", "dua mobil\t-\ttwo cars", "tiga mobil\t-\tthree cars",
		"Ia tinggal di Jerman sekarang\t-\tShe lives in Germany now", "Mereka pulang dari Jerman kemarin\t-\tThey came from Germany yesterday",
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "pairs.tsv"), filepath.Join(dir, "id-en.table")
	if err := os.WriteFile(in, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-columns", "1,3", "-o", out, in, in, in}
	if err := run(t.Context(), args, io.Discard); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	table, err := lexicon.Open(string(written))
	if err != nil {
		t.Fatal(err)
	}
	for word, want := range map[string]string{"rumah": "houses", "mobil": "cars", "dua": "two", "tiga": "three", "jerman": "germany"} {
		if got, _ := table.Best(word); got != want {
			t.Errorf("Best(%q) = %q, want %q", word, got, want)
		}
	}
	if n, ok := table.Find("jerman"); !ok || !table.Proper(n) {
		t.Error("jerman is not marked as a name")
	}
	if n, ok := table.Find("rumah"); !ok || table.Proper(n) {
		t.Error("rumah is marked as a name")
	}
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"-o", "x"}, {"-columns", "0,1", "-o", "x", "y"}, {"-columns", "a", "-o", "x", "y"}, {"-o", filepath.Join(t.TempDir(), "x"), "no such file"}} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("run(%q) succeeds", args)
		}
	}
}
