package evidence

import (
	"slices"
	"testing"

	kilas "github.com/kilas-news/kilas"
)

func TestPartsOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, lang, line string
		want             []string
	}{
		{"one sentence", "id", "Polisi menutup jalan raya itu.", nil},
		{"two", "id", "Polisi menutup jalan raya itu. Warga mengungsi ke sekolah.", []string{"Polisi menutup jalan raya itu.", " Warga mengungsi ke sekolah."}},
		{"a short one goes with the next", "en", "No. The road to the port is closed. People left for the school.", []string{"No. The road to the port is closed.", " People left for the school."}},
		{"a short last one goes with the one before", "en", "The road to the port is closed. People left for the school. Why?", []string{"The road to the port is closed.", " People left for the school. Why?"}},
		{"too short to part", "en", "Yes. It is.", nil},
		{"Han", "zh", "警察封锁了通往港口的道路。居民撤离到学校。", []string{"警察封锁了通往港口的道路。", "居民撤离到学校。"}},
		{"empty", "en", "", nil},
	}
	for _, test := range tests {
		if got := partsOf(kilas.Lang(test.lang), test.line); !slices.Equal(got, test.want) {
			t.Errorf("%s: parts %q, want %q", test.name, got, test.want)
		}
	}
}

// A part is compared by itself, with its own translation.
func TestCoverOfParts(t *testing.T) {
	t.Parallel()
	source := Text{Lang: "sw", Sentences: []string{"Shule zote zimefungwa wiki hii. Bei ya unga imepanda sana."}}
	target := Text{Lang: "en", Sentences: []string{"The price of flour has gone up.", "A new mayor was elected."}}
	tests := []struct {
		name, translation string
		parts             int
	}{
		{"as many parts", "All schools are closed this week. The price of flour has risen.", 2},
		{"one part", "All schools are closed this week and the price of flour has risen.", 0},
	}
	for _, test := range tests {
		source.Translations = []string{test.translation}
		m := Compare(source, target, Means{})
		views := m.Source.Views(0)
		if len(views) != 1+test.parts {
			t.Errorf("%s: views %v, want the sentence and %d parts", test.name, views, test.parts)
			continue
		}
		for _, n := range views {
			if m.Source.Whole(n) != 0 {
				t.Errorf("%s: part %d is of sentence %d", test.name, n, m.Source.Whole(n))
			}
		}
		if test.parts > 0 {
			if first, second, whole := m.Cover(views[1:2], []int{0}), m.Cover(views[2:3], []int{0}), m.Cover(views[:1], []int{0}); second.Mean() <= whole.Mean() || second.Mean() <= first.Mean() {
				t.Errorf("%s: coverage of flour %.2f, of schools %.2f, of both %.2f", test.name, second.Mean(), first.Mean(), whole.Mean())
			}
		}
	}
	source.Translations = nil
	if m := Compare(source, target, Means{NoParts: true}); len(m.Source.Views(0)) != 1 || m.Source.Len() != 1 {
		t.Error("sentences are taken apart though they should not be")
	}
}

// What a gloss makes of the parts has the numbers of the parts.
func TestGlossOfParts(t *testing.T) {
	t.Parallel()
	m := Compare(
		Text{Lang: "de", Sentences: []string{"Es gibt viele neue Gesetze. Der Fluss ist wegen des Regens gestiegen.", "Die Regierung hat neue Gesetze vorgestellt."}},
		Text{Lang: "en", Sentences: []string{"The river rose because of the rain."}}, Means{})
	if m.translated == nil || m.translated.Source.Len() != m.Source.Len() || m.Source.Len() != 4 {
		t.Fatalf("%d sentences and parts, want 4 in both comparisons", m.Source.Len())
	}
	if river, laws := m.Cover([]int{3}, []int{0}), m.Cover([]int{2}, []int{0}); river.Mean() <= laws.Mean() {
		t.Errorf("coverage of the river %.2f, of laws %.2f", river.Mean(), laws.Mean())
	}
}
