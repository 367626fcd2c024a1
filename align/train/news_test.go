package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReadNews(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := readNews([]string{dir}); err == nil {
		t.Error("an empty folder is read")
	}
	file := filepath.Join(dir, "x.gold.json")
	for _, test := range []struct {
		text string
		ok   bool
	}{
		{`{"source": ["Satu.", "Dua."], "target": ["One."], "must": [[0, 0]], "may": [[1, 0]]}`, true},
		{`{"source": [`, false},
	} {
		if err := os.WriteFile(file, []byte(test.text), 0o644); err != nil {
			t.Fatal(err)
		}
		docs, err := readNews([]string{dir})
		if !test.ok {
			if err == nil {
				t.Errorf("%s is read", test.text)
			}
			continue
		}
		if err != nil || len(docs) != 1 {
			t.Fatalf("%d documents: %v", len(docs), err)
		}
		d := docs[0]
		if !d.news || len(d.source) != 2 || len(d.target) != 1 || !d.gold[[2]int{0, 0}] || !d.may[[2]int{1, 0}] || len(d.gold) != 1 {
			t.Errorf("%+v", d)
		}
	}
}
