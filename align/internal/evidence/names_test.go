package evidence

import (
	"testing"

	kilas "github.com/kilas-news/kilas"
)

// Names are found in other scripts, by their sound and countries by what they
// are called, where there is no dictionary.
func TestNamesInOtherScripts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		lang            kilas.Lang
		source          string
		target, another string
	}{
		{"ar", "وقال أوباما إن المحادثات بدأت.", "Talks have begun, said Obama.", "Talks have begun, said Merkel."},
		{"ar", "سافر الوزير إلى ألمانيا.", "The minister went to Germany.", "The minister went to Brazil."},
		{"zh", "奥巴马说谈判已经开始。", "Talks have begun, said Obama.", "Talks have begun, said Merkel."},
		{"zh", "部长访问了德国。", "The minister went to Germany.", "The minister went to Brazil."},
		{"th", "รัฐมนตรีเดินทางไปสแตนฟอร์ด", "The minister went to Stanford.", "The minister went to Harvard."},
		{"th", "รัฐมนตรีเดินทางไปเยอรมนี", "The minister went to Germany.", "The minister went to Brazil."},
		{"tr", "Bakan Almanya'ya gitti.", "The minister went to Germany.", "The minister went to Brazil."},
		{"vi", "Bộ trưởng đã đến Đức.", "The minister went to Germany.", "The minister went to Brazil."},
	}
	for _, test := range tests {
		// The other sentences make that words are rarer than the text is long.
		m := Compare(
			Text{Lang: test.lang, Sentences: []string{test.source, "5.", "6.", "7."}},
			Text{Lang: "en", Sentences: []string{test.target, test.another, "It rained.", "It snowed."}}, Means{NoLexicon: true})
		right, wrong := m.Cover([]int{0}, []int{0}), m.Cover([]int{0}, []int{1})
		if right.Target < wrong.Target+0.1 {
			t.Errorf("%s %q: %.2f of %q is found, %.2f of %q", test.lang, test.source, right.Target, test.target, wrong.Target, test.another)
		}
	}
}

// In a language with a dictionary, countries are words like others.
func TestNoPlacesBesideADictionary(t *testing.T) {
	t.Parallel()
	m := Compare(Text{Lang: "id", Sentences: []string{"Menteri ke Jerman."}}, Text{Lang: "en", Sentences: []string{"The minister went to Germany."}}, Means{})
	for _, side := range []*Side{m.Source, m.Target} {
		for _, u := range side.Units {
			if u.place {
				t.Errorf("%s: a place %q", side.Lang, u.Text)
			}
		}
	}
}

// A name that sounds like many sentences is heard in none.
func TestMentionsByChance(t *testing.T) {
	t.Parallel()
	thai := []string{"รัฐมนตรีเดินทางไปสแตนฟอร์ด", "สแตนฟอร์ด", "สแตนฟอร์ดอีก", "ที่สแตนฟอร์ด"}
	english := []string{"The minister went to Stanford.", "It rained.", "It snowed."}
	for n, want := range map[int]bool{3: true, 4: false} {
		m := Compare(Text{Lang: "th", Sentences: thai[:n]}, Text{Lang: "en", Sentences: english}, Means{NoLexicon: true})
		if got := m.mentioned([]int{0}, m.Target.number["stanford"]); got != want {
			t.Errorf("heard in %d sentences: mentioned %v, want %v", n, got, want)
		}
	}
}
