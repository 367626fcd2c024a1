package align

import (
	"slices"
	"testing"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/evidence"
)

func sentences(texts ...string) []kilas.Sentence {
	list := make([]kilas.Sentence, len(texts))
	at := 0
	for n, text := range texts {
		list[n] = kilas.Sentence{Text: text, Start: at, End: at + len(text)}
		at += len(text) + 1
	}
	return list
}

func TestSentencesCrossAndStayAlone(t *testing.T) {
	t.Parallel()
	source := Text{Lang: "id", Sentences: sentences(
		"Gempa berkekuatan 5,6 mengguncang Cianjur pada Senin pagi.",
		"Sedikitnya 12 orang dirawat di rumah sakit setempat.",
		"Harga beras di pasar tradisional naik.",
	)}
	target := Text{Lang: "en", Sentences: sentences(
		"At least 12 people are being treated at the local hospital.",
		"The festival opens next week with a concert.",
		"A magnitude 5.6 earthquake shook Cianjur on Monday morning.",
	)}
	a := Sentences(source, target, Options{})
	want := [][2]int{{0, 2}, {1, 0}}
	if len(a.Pairs) != len(want) {
		t.Fatalf("pairs = %+v, want %v", a.Pairs, want)
	}
	for k, p := range a.Pairs {
		if p.Source[0] != want[k][0] || p.Target[0] != want[k][1] || len(p.Source) != 1 || len(p.Target) != 1 {
			t.Errorf("pair %d = %v beside %v, want %v", k, p.Source, p.Target, want[k])
		}
		if p.Score <= DefaultMinScore || p.Score > 1 || len(p.Evidence) == 0 {
			t.Errorf("pair %d: score %v, evidence %q", k, p.Score, p.Evidence)
		}
	}
	if len(a.SourceOnly) != 1 || a.SourceOnly[0] != 2 || len(a.TargetOnly) != 1 || a.TargetOnly[0] != 1 {
		t.Errorf("source only %v, target only %v, want [2] and [1]", a.SourceOnly, a.TargetOnly)
	}
}

// Two newsrooms tell a fact each in a sentence of its own, or in one with
// another: the sentence that alone has the other fact is joined, whichever text
// is called the source.
func TestSentencesJoinedByAFact(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name             string
		source, target   []string
		wantSource, want []int
	}{
		{
			"a rate", []string{
				"Bank sentral Orlanda menaikkan suku bunga acuan menjadi 6,25 persen pada Selasa, kenaikan ketiga tahun ini.",
				"Gubernur bank Tama Wijaya mengatakan harga pangan terus naik.",
				"Nilai tukar orlan menguat setelah pengumuman itu.",
				"Para petani mengeluhkan mahalnya pupuk.",
				"Rapat berikutnya digelar pada 9 September.",
			}, []string{
				"Orlanda’s central bank raised interest rates on Tuesday for the third time this year, to the dismay of builders.",
				"The benchmark now stands at 6.25%.",
				"Food prices keep rising, said Tama Wijaya, the governor.",
				"Shops in the capital were empty.",
				"The next meeting is on September 9th.",
			}, []int{0}, []int{0, 1},
		},
		{
			"a fine", []string{
				"Pengadilan Kota Merawan menghukum perusahaan tambang Sinar Batu membayar denda Rp96 miliar karena mencemari sungai.",
				"Hakim Endah Larasati membacakan putusan selama dua jam.",
				"Perusahaan akan mengajukan banding.",
				"Warga menyambut putusan itu dengan tangis.",
			}, []string{
				"A court in Merawan has punished Sinar Batu, a mining company, for polluting a river.",
				"The fine is 96 billion rupiah.",
				"The company said it would appeal.",
				"A school nearby has no clean water.",
			}, []int{0}, []int{0, 1},
		},
	}
	for _, test := range tests {
		source, target := Text{Lang: "id", Sentences: sentences(test.source...)}, Text{Lang: "en", Sentences: sentences(test.target...)}
		a := Sentences(source, target, Options{})
		if len(a.Pairs) == 0 || !slices.Equal(a.Pairs[0].Source, test.wantSource) || !slices.Equal(a.Pairs[0].Target, test.want) {
			t.Errorf("%s: pairs %+v, want %v beside %v first", test.name, a.Pairs, test.wantSource, test.want)
		}
		if err := mirrored(a, Sentences(target, source, Options{})); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

// What counts as a pair by default depends on what the languages have.
func TestMinScore(t *testing.T) {
	t.Parallel()
	text := func(l kilas.Lang) evidence.Text { return evidence.Text{Lang: l, Sentences: []string{"5"}} }
	translated := text("sw")
	translated.Translations = []string{"5"}
	tests := []struct {
		name           string
		source, target evidence.Text
		noLexicon      bool
		want           float64
	}{
		{"no dictionary", text("sw"), text("en"), false, SurfaceMinScore},
		{"none wanted", text("id"), text("en"), true, SurfaceMinScore},
		{"dictionary", text("id"), text("en"), false, DefaultMinScore},
		{"small dictionary", text("de"), text("en"), false, DefaultMinScore},
		{"translation", translated, text("en"), false, DefaultMinScore},
		{"one language", text("sw"), text("sw"), false, DefaultMinScore},
	}
	for _, test := range tests {
		if got := minScore(evidence.Compare(test.source, test.target, evidence.Means{NoLexicon: test.noLexicon})); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
