package evidence

import (
	"testing"

	kilas "github.com/kilas-news/kilas"

	"github.com/kilas-news/kilas/checks/lexicon"
)

// What a comparison rests on decides which model judges it.
func TestBasisName(t *testing.T) {
	t.Parallel()
	text := func(l string, sentences ...string) Text { return Text{Lang: kilas.Lang(l), Sentences: sentences} }
	translated := text("sw", "Mvua kubwa ilinyesha jana.")
	translated.Translations = []string{"Heavy rain fell yesterday."}
	indonesian := text("id", "Hujan deras.")
	indonesian.Translations = []string{"It rains hard."}
	into := text("de", "Es regnete stark.")
	tests := []struct {
		source, target Text
		means          Means
		want           string
	}{
		{text("id", "Hujan deras."), text("en", "Heavy rain."), Means{}, "lexicon-meaning"},
		{text("en", "Heavy rain."), text("ms", "Hujan lebat."), Means{}, "lexicon-meaning"},
		{text("id", "Hujan deras."), text("en", "Heavy rain."), Means{NoMeaning: true}, "lexicon"},
		{text("id", "Hujan deras."), text("en", "Heavy rain."), Means{NoMeaning: true, NoLexicon: true}, "surface"},
		{text("de", "Es regnet."), text("en", "It rains."), Means{}, "gloss-meaning"},
		{text("en", "It rains."), text("de", "Es regnet."), Means{}, "gloss-meaning"},
		{text("de", "Es regnet."), text("en", "It rains."), Means{NoGloss: true}, "lexicon"},
		{text("zh", "下雨了。"), text("en", "It rains."), Means{}, "lexicon-spaceless"},
		{text("sw", "Mvua."), text("en", "Rain."), Means{}, "surface"},
		{text("en", "Rain."), text("en", "Rain."), Means{}, "same-language-meaning"},
		{text("fr", "Pluie."), text("fr", "Pluie."), Means{}, "same-language"},
		{translated, text("en", "It rained."), Means{}, "translation-meaning"},
		{translated, into, Means{}, "translation"},
		{indonesian, text("en", "It rains."), Means{}, "translation-lexicon-meaning"},
		{indonesian, text("en", "It rains."), Means{NoLexicon: true}, "translation-meaning"},
	}
	for _, test := range tests {
		if got := Compare(test.source, test.target, test.means).BasisName(); got != test.want {
			t.Errorf("%s beside %s, %+v: %s, want %s", test.source.Lang, test.target.Lang, test.means, got, test.want)
		}
	}
}

// A gloss puts what the dictionary knows into English and leaves names and
// numbers as they are.
func TestGlossOf(t *testing.T) {
	t.Parallel()
	table, _, ok := lexicon.Between("de", "en")
	if !ok {
		t.Fatal("no German table")
	}
	if got, want := GlossOf("de", "Die Regierung von Quvnxland hat 3.000 Soldaten.", table), "the government from Quvnxland has 3.000 soldiers"; got != want {
		t.Errorf("GlossOf = %q, want %q", got, want)
	}
}

// Sentences that share no word of the dictionary are told by their meaning.
func TestMeaning(t *testing.T) {
	t.Parallel()
	m := Compare(
		Text{Lang: "id", Sentences: []string{"Polisi menangkap dua orang di rumah itu.", "Harga minyak turun tajam pekan ini."}},
		Text{Lang: "en", Sentences: []string{"Oil became much cheaper.", "Officers took two men from the house."}},
		Means{})
	if right, wrong := m.Meaning([]int{0}, []int{1}), m.Meaning([]int{0}, []int{0}); right < wrong+0.1 {
		t.Errorf("police beside officers %.2f, beside oil %.2f", right, wrong)
	}
	if right, wrong := m.Meaning([]int{1}, []int{0}), m.Meaning([]int{1}, []int{1}); right < wrong+0.1 {
		t.Errorf("minyak beside oil %.2f, beside officers %.2f", right, wrong)
	}
}
