package trial

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	kilas "github.com/kilas-news/kilas"
)

func readPairs(t *testing.T, file string) []Pair {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lang := strings.Split(filepath.Base(file), ".")[1]
	return Read(string(text), "en", kilas.Lang(lang))
}

// True translations pass: at most three in a hundred fail any one check, six
// any at all.
func TestTruePairs(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../testdata/pairs.*.tsv")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			pairs := readPairs(t, file)
			r := True(pairs)
			for _, name := range r.Names() {
				most := 0.03
				if name == Any {
					most = 0.06
				}
				if r.Rate(name) > most {
					t.Errorf("%s fails on %.1f %% of %d true pairs: %q", name, 100*r.Rate(name), len(pairs), r.wrong[name])
				}
			}
		})
	}
}

// Of altered pairs at least nine in ten are noticed, and of each kind most.
func TestAlteredPairs(t *testing.T) {
	t.Parallel()
	pairs := readPairs(t, "../../testdata/pairs.id.tsv")
	if len(pairs) < 60 {
		t.Fatalf("%d pairs, want 60", len(pairs))
	}
	for seed := range uint64(3) {
		r := Altered(pairs, seed)
		if r.Rate(All) < 0.9 {
			t.Errorf("seed %d: %.1f %% of %d altered pairs noticed, want 90", seed, 100*r.Rate(All), r.Pairs(All))
		}
		for _, kind := range r.Names() {
			if least := 0.8; r.Pairs(kind) >= 5 && r.Rate(kind) < least {
				t.Errorf("seed %d: %s noticed in %.1f %% of %d, want %.0f: %q", seed, kind, 100*r.Rate(kind), r.Pairs(kind), 100*least, r.wrong[kind])
			}
		}
	}
}
