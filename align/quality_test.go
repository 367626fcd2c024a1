package align

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// Two newsrooms' articles on five invented events, with links drawn by hand
// before this aligner ran on them (testdata/README.md): precision counts links
// that every reader would draw and those that are fine either way, recall only
// the former.
func TestNewsroomPairs(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../testdata/align/*.gold.json")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d gold files: %v", len(files), err)
	}
	right, wrong, found, wanted := 0, 0, 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Source, Target []string
			Must, May      [][2]int
		}
		if err := json.Unmarshal(text, &gold); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		must, may := set(gold.Must), set(gold.May)
		a := Sentences(Text{Lang: "id", Sentences: sentences(gold.Source...)}, Text{Lang: "en", Sentences: sentences(gold.Target...)}, Options{})
		for _, p := range a.Pairs {
			for _, i := range p.Source {
				for _, j := range p.Target {
					switch link := [2]int{i, j}; {
					case must[link]:
						found++
						right++
					case may[link]:
						right++
					default:
						wrong++
					}
				}
			}
		}
		wanted += len(must)
	}
	precision, recall := float64(right)/float64(right+wrong), float64(found)/float64(wanted)
	t.Logf("precision %.3f, recall %.3f of %d links", precision, recall, wanted)
	if precision < 0.93 || recall < 0.74 {
		t.Errorf("precision %.3f, recall %.3f, want at least 0.93 and 0.74", precision, recall)
	}
}

func set(links [][2]int) map[[2]int]bool {
	m := make(map[[2]int]bool, len(links))
	for _, l := range links {
		m[l] = true
	}
	return m
}
