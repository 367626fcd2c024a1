package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A line that is part of the texts, or that one of theirs is part of, is left
// out with its neighbours.
func TestWithout(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	text := "Kapal itu tenggelam. Semua penumpang selamat.\nHarga beras naik di pasar utama\n"
	if err := os.WriteFile(filepath.Join(dir, "01.src"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var w without
	if err := w.add(filepath.Join(dir, "*.src")); err != nil {
		t.Fatal(err)
	}
	if err := w.add(filepath.Join(dir, "*.tgt")); err == nil {
		t.Error("a pattern that matches nothing is accepted")
	}
	pairs := make([][2]string, 12)
	for n := range pairs {
		pairs[n] = [2]string{"Tidak ada di sini.", "It is not here."}
	}
	tests := map[string][2]string{
		"merged in the text": {"Semua penumpang selamat.", "All passengers are safe."},
		"cut in the text":    {"Harga beras naik di pasar utama, kata pedagang.", "Rice is dearer."},
		"other side":         {"The ship sank.", "Kapal itu tenggelam."},
	}
	for name, pair := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			list := slices.Clone(pairs)
			list[5] = pair
			for n, out := range w.outside(list) {
				if want := n >= 3 && n <= 7; out != want {
					t.Errorf("line %d left out: %v, want %v", n, out, want)
				}
			}
		})
	}
	if slices.Contains((&without{}).outside(pairs), true) {
		t.Error("lines are left out without texts")
	}
}
