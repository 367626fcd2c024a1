package langs

import (
	"slices"
	"testing"
)

// TestNgramTables checks that the embedded tables are whole and sorted.
func TestNgramTables(t *testing.T) {
	t.Parallel()
	tables := ngramTables()
	if len(tables) != len(ngramScripts) {
		t.Fatalf("%d tables, want %d", len(tables), len(ngramScripts))
	}
	for sc, name := range ngramScripts {
		table := tables[name]
		if table == nil || len(table.langs) < 2 || len(table.letters) > 255 {
			t.Fatalf("script %d: table %q is missing or too large", sc, name)
		}
		n := len(table.keys) / 4
		if n < 1000 || len(table.rows) != n*len(table.langs) {
			t.Errorf("%s: %d n-grams, %d costs for %d languages", name, n, len(table.rows), len(table.langs))
		}
		for i := 1; i < n; i++ {
			if table.key(i-1) >= table.key(i) {
				t.Fatalf("%s: keys %d and %d are out of order", name, i-1, i)
			}
		}
		for r, k := range table.letters {
			if scriptOf(r) != sc || table.row(k) == "" {
				t.Errorf("%s: letter %q is of another script or has no costs", name, r)
			}
		}
	}
}

// TestAddCosts compares the search for the longest n-gram with one over all
// keys.
func TestAddCosts(t *testing.T) {
	t.Parallel()
	table := ngramTables()["latin"]
	index := map[uint32]string{}
	for i := range len(table.keys) / 4 {
		index[table.key(i)] = table.rows[i*len(table.langs) : (i+1)*len(table.langs)]
	}
	for _, word := range []string{"pemerintah", "the", "straße", "q", "", "xyzzy", "日本", "naïve", "abc日def"} {
		want := make([]int, len(table.langs))
		var context []uint32
		for _, r := range word {
			k, ok := table.letters[r]
			if !ok {
				context = nil
				continue
			}
			context = append(context, k)
			for from := max(0, len(context)-4); from < len(context); from++ {
				key := uint32(0)
				for _, k := range context[from:] {
					key = key<<8 | k
				}
				if row, ok := index[key]; ok {
					for i := range want {
						want[i] += int(row[i])
					}
					break
				}
			}
		}
		got := make([]int, len(table.langs))
		table.addCosts(got, word)
		if !slices.Equal(got, want) {
			t.Errorf("addCosts(%q) = %v, want %v", word, got, want)
		}
	}
}

func TestMalayWords(t *testing.T) {
	t.Parallel()
	m := newMalay()
	tests := []struct {
		word string
		want float64
	}{
		{"bahwa", -1}, {"bahawa", 1}, {"universiti", 1}, {"kualitas", -1}, {"profesionalitas", -1}, {"integriti", 1}, {"televisyen", 1}, {"rumah", 0}, {"identik", 0},
		{"setelah", -malayRatherWeight}, {"selepas", malayRatherWeight},
	}
	for _, tt := range tests {
		if got := m.of(tt.word); got != tt.want {
			t.Errorf("of(%q) = %v, want %v", tt.word, got, tt.want)
		}
	}
	numbers := []struct {
		field string
		want  float64
	}{
		{"1,600", 1}, {"RM1,250,000.50", 1}, {"1.600", -1}, {"Rp1.250.000,", -1}, {"(5,6", -1}, {"10.30", 0}, {"2024", 0}, {"4/8/2025", 0}, {"kata", 0},
	}
	for _, tt := range numbers {
		if got := malayNumber(tt.field); got != tt.want {
			t.Errorf("malayNumber(%q) = %v, want %v", tt.field, got, tt.want)
		}
	}
}

// TestMalayLists checks that no word is in two lists.
func TestMalayLists(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for name, list := range map[string]string{"indonesianOnly": indonesianOnly, "malayOnly": malayOnly, "indonesianRather": indonesianRather, "malayRather": malayRather} {
		for w := range words(list) {
			if other, ok := seen[w]; ok {
				t.Errorf("%q is in %s and %s", w, name, other)
			}
			seen[w] = name
		}
	}
	if len(seen) < 500 {
		t.Errorf("%d words", len(seen))
	}
}
