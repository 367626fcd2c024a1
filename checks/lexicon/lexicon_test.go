package lexicon

import (
	"math"
	"slices"
	"strings"
	"testing"

	kilas "github.com/kilas-news/kilas"
)

func TestEmbeddedTables(t *testing.T) {
	t.Parallel()
	if len(tables) == 0 {
		t.Fatal("no tables")
	}
	for p, load := range tables {
		table := load()
		source, target, links := table.Len()
		if source < 500 || target < 500 || links < source {
			t.Errorf("%v: %d source and %d target units, %d links", p, source, target, links)
		}
		last := ""
		for n := range source {
			unit := table.source.unit(n)
			if unit <= last {
				t.Fatalf("%v: unit %d %q is not after %q", p, n, unit, last)
			}
			last = unit
			table.Links(n, func(l Link) bool {
				if l.Target >= target || l.Forward < 0 || l.Forward > 1 || l.Backward < 0 || l.Backward > 1 {
					t.Errorf("%v: link %+v of %q", p, l, unit)
				}
				return true
			})
		}
	}
}

func TestBest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		lang       kilas.Lang
		word, want string
	}{
		{"id", "pemerintah", "government"}, {"id", "gempa", "earthquake"}, {"id", "jerman", "german"}, {"ms", "polisi", "police"},
	}
	for _, tt := range tests {
		table, backwards, ok := Between(tt.lang, "en")
		if !ok || backwards {
			t.Fatalf("Between(%q, en) = %v, %v", tt.lang, backwards, ok)
		}
		if got, _ := table.Best(tt.word); got != tt.want && !strings.HasPrefix(got, tt.want) {
			t.Errorf("Best(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

func TestBetween(t *testing.T) {
	t.Parallel()
	if _, backwards, ok := Between("en", "id"); !ok || !backwards {
		t.Errorf("Between(en, id): backwards %v, found %v", backwards, ok)
	}
	if _, _, ok := Between("id", "sw"); ok {
		t.Error("Between(id, sw) finds a table")
	}
	if bits, ok := Frequencies("en"); !ok || bits("the") >= bits("earthquake") || bits("zzzzz") != 0 {
		t.Error("Frequencies(en) does not tell rare words from frequent ones")
	}
}

func TestEncodeAndOpen(t *testing.T) {
	t.Parallel()
	source := []Unit{
		{Text: "rumah", Count: 8, Links: []Link{{Target: 1, Forward: 0.5, Backward: 1}, {Target: 0, Forward: 0.25, Backward: 0.125}}},
		{Text: "jerman", Count: 2, Proper: true, Links: []Link{{Target: 2, Forward: 1, Backward: 1}}},
	}
	target := []Unit{{Text: "house", Count: 6}, {Text: "home", Count: 2}, {Text: "germany", Count: 2, Proper: true}}
	encoded, err := Encode(source, target)
	if err != nil {
		t.Fatal(err)
	}
	table, err := Open(string(encoded))
	if err != nil {
		t.Fatal(err)
	}
	n, ok := table.Find("rumah")
	if !ok || table.Proper(n) || math.Abs(table.Bits(n)-0.32) > 0.1 {
		t.Errorf("rumah: found %v, proper %v, %v bits", ok, table.Proper(n), table.Bits(n))
	}
	got := map[string][2]float64{}
	table.Links(n, func(l Link) bool {
		got[table.Target(l.Target)] = [2]float64{l.Forward, l.Backward}
		return true
	})
	if got["home"] != [2]float64{0.5, 1} || got["house"] != [2]float64{0.25, 0.125} || len(got) != 2 {
		t.Errorf("links of rumah = %v", got)
	}
	if n, _ := table.FindTarget("germany"); !table.TargetProper(n) {
		t.Error("germany is not proper")
	}
	for cut := range encoded {
		if _, err := Open(string(encoded[:cut])); err == nil {
			t.Fatalf("Open succeeds on the first %d of %d bytes", cut, len(encoded))
		}
	}
	if _, err := Open(string(encoded) + "x"); err == nil {
		t.Error("Open succeeds with a byte too many")
	}
}

func TestUnits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string
	}{
		{"Rumah-rumah 25 km, Café!", []string{"rumah", "rumah", "km", "cafe"}},
		{"北京市ニュース", []string{"北京", "京市", "ニュース"}},
		{"मंत्री", []string{"मंत्री"}},
		{"กรุงเทพ", []string{"กรุง", "รุงเ", "ุงเท", "งเทพ"}},
		{"12:30 —", nil},
	}
	for _, tt := range tests {
		if got := Units("", tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("Units(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestVariants(t *testing.T) {
	t.Parallel()
	for word, form := range map[string]string{"rumahnya": "rumah", "dibangun": "bangun", "menyapu": "sapu", "dijalankan": "jalan"} {
		if got := Variants("id", word); !slices.Contains(got, form) {
			t.Errorf("Variants(%q) = %q, want %q among them", word, got, form)
		}
	}
	for _, words := range [][2]string{{"houses", "house"}, {"walked", "walking"}, {"cities", "city"}} {
		if a, b := Stem("en", words[0]), Stem("en", words[1]); a != b {
			t.Errorf("Stem: %q and %q of %q", a, b, words)
		}
	}
}

func BenchmarkBetween(b *testing.B) {
	for b.Loop() {
		if _, err := Open(indonesianEnglish); err != nil {
			b.Fatal(err)
		}
	}
}
