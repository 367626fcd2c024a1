package concepts

import (
	"slices"
	"strings"
	"testing"

	kilas "github.com/kilas-news/kilas"
)

func TestCompare(t *testing.T) {
	t.Parallel()
	quake := New("id", []string{"Gempa Garut rusak 40 rumah", "Gempa bermagnitudo 5,8 mengguncang Garut pada Selasa pagi.", "Tiga warga dirawat di rumah sakit."})
	tests := []struct {
		name string
		l    kilas.Lang
		text []string
		same bool
	}{
		{"told in English", "en", []string{"Quake damages 40 houses in Garut", "A 5.8 earthquake shook Garut on Tuesday morning.", "Three people were treated in hospital."}, true},
		{"told again", "id", []string{"40 rumah di Garut rusak akibat gempa", "Selasa pagi, gempa 5,8 terasa di Garut.", "Ada tiga warga yang dirawat."}, true},
		{"market", "en", []string{"New market opens in Garut", "The regent opened a market with 220 stalls on Thursday.", "Traders said it was too small."}, false},
	}
	for _, test := range tests {
		l := Compare(quake, New(test.l, test.text))
		if same := l.Sentences > 0.4 && l.Words > 0.4 && l.Numbers > 0.9; same != test.same {
			t.Errorf("%s: %+v", test.name, l)
		}
		if (l.OtherDay == 1) == test.same {
			t.Errorf("%s: other day %v", test.name, l.OtherDay)
		}
		if l.Conflict == 1 && test.same {
			t.Errorf("%s: numbers in conflict", test.name)
		}
	}
	if l := Compare(quake, New("id", nil)); l.Sentences != 0 || l.Best != 0 || l.Words != 0.5 {
		t.Errorf("with nothing: %+v", l)
	}
}

func TestShared(t *testing.T) {
	t.Parallel()
	x := New("id", []string{"Gempa bermagnitudo 5,8 mengguncang Garut pada Selasa pagi."})
	y := New("en", []string{"A 5.8 earthquake shook Garut on Tuesday."})
	got := Shared(x, y, 10)
	for _, want := range []string{"Garut", "gempa = earthquake", "5,8 = 5.8", "Selasa = Tuesday"} {
		if !slices.Contains(got, want) {
			t.Errorf("Shared = %q, want %q among them", got, want)
		}
	}
	if got := Shared(x, y, 2); len(got) != 2 {
		t.Errorf("Shared of at most 2 = %q", got)
	}
	two := Shared(New("id", []string{"Turun Dua Kali di Garut", "Bunga turun dua kali di Garut."}), New("en", []string{"Cut two times in Garut", "Rates fell two times in Garut."}), 10)
	for i, s := range two {
		if slices.ContainsFunc(two[:i], func(o string) bool { return strings.EqualFold(o, s) }) {
			t.Errorf("%q comes twice in %q", s, two)
		}
	}
}

// Every embedded file is read, and common words tell less than rare ones.
func TestNews(t *testing.T) {
	t.Parallel()
	for l, common := range map[kilas.Lang]string{"en": "year", "id": "jakarta", "fr": "ans", "vi": "viet", "ms": "jakarta"} {
		f := frequenciesOf(l)
		if f == nil || f.articles < 100 || len(f.words) < 1000 {
			t.Errorf("news of %s: %v articles, %d words", l, f.articles, len(f.words))
			continue
		}
		if all, rare := f.informativeness(common), f.informativeness("xylofon"); all > 0.4 || rare != 1 {
			t.Errorf("%s: %s has %.2f, an unknown word %.2f", l, common, all, rare)
		}
	}
	if frequenciesOf("sw") != nil {
		t.Error("there are news of Swahili")
	}
	if len(news) != 4 {
		t.Errorf("%d embedded files, want 4", len(news))
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		l    kilas.Lang
		text string
		want []string
	}{
		{"en", "The ship sank.", []string{"ship", "sank"}},
		{"vi", "Nhà máy chip", []string{"nha", "may", "nha may", "chip", "may chip"}},
	} {
		got := Words(test.l, test.text)
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("Words(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
