package main

import (
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestStrangers(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "id.tsv")
	text := "The ship sank.\tKapal itu tenggelam.\nRice is dear.\tHarga beras  naik.\tnote\nAll schools are closed this week.\tSemua sekolah tutup pekan ini.\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	pairs, err := readPairs(file)
	if err != nil {
		t.Fatal(err)
	}
	d := texts{
		source: []string{"Kapal itu tenggelam.", "Harga beras naik.", "Semua sekolah tutup"},
		target: []string{"All schools are closed this week. It rains.", "The ship sank.", "Rice is dear."},
		gold:   map[[2]int]bool{{0, 1}: true},
	}
	if got, want := pairs.strangers(d), (map[[2]int]bool{{1, 2}: true, {2, 0}: true}); !maps.Equal(got, want) {
		t.Errorf("strangers = %v, want %v", got, want)
	}
	if got := translatedPairs(nil).strangers(d); len(got) != 0 {
		t.Errorf("strangers without pairs = %v", got)
	}
	if _, err := readPairs(file + ".no"); err == nil {
		t.Error("a missing file is read")
	}
}
