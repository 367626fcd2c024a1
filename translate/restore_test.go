package translate

import (
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/translate/nmt"
)

// inPieces cuts the target tokens of a result into pieces of two bytes, as
// models write words that they don't know.
func inPieces(r nmt.Result) nmt.Result {
	out := nmt.Result{Text: r.Text, Source: r.Source}
	for i, t := range r.Target {
		for at := t.Start; at < t.End; at += 2 {
			out.Target = append(out.Target, nmt.Token{ID: t.ID, Start: at, End: min(at+2, t.End)})
			out.Alignment = append(out.Alignment, r.Alignment[i])
		}
	}
	return out
}

func TestRestore(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		from           kilas.Lang
		sentence, text string
		order          []int
		want           string
	}{
		"name":               {"id", "Nakoula Basseley tiba.", "Nakoula Nasseley arrived.", []int{0, 1, 2}, "Nakoula Basseley arrived."},
		"with punctuation":   {"id", "Kata Wahyu (Rembangsari).", "Wahyu (Rembagsar) said.", []int{1, 2, 0}, "Wahyu (Rembangsari) said."},
		"two glued":          {"id", "Gerard Depardieu didakwa.", "Gerpardieu was charged.", []int{1, 2, 2}, "Depardieu was charged."},
		"cut short":          {"id", "Wali kota Oedipoetra meninjau.", "Mayor Oedipoe reviewed.", []int{0, 2, 3}, "Mayor Oedipoetra reviewed."},
		"in parts":           {"en", "Anthropic accused OpenAI yesterday.", "Anthropic menuduh BukaAI kemarin.", []int{0, 1, 2, 3}, "Anthropic menuduh OpenAI kemarin."},
		"grown":              {"id", "Alat Zlaudet dipakai.", "The Zlaudetary tool is used.", []int{1, 1, 0, 2, 2}, "The Zlaudet tool is used."},
		"clitic":             {"en", "The Zlaudet tool is used.", "Zlaudetnya dipakai.", []int{1, 4}, "Zlaudetnya dipakai."},
		"compound":           {"id", "Kota Zlaudet maju.", "The pro-Zlaudet town grew.", []int{1, 1, 0, 2}, "The pro-Zlaudet town grew."},
		"plural":             {"en", "The Brakenholts left.", "Keluarga Brakenholt pergi.", []int{0, 1, 2}, "Keluarga Brakenholt pergi."},
		"genitive":           {"en", "Brakenholt's mayor resigned.", "Walikota Brakkenhol mundur.", []int{1, 0, 2}, "Walikota Brakenholt mundur."},
		"country":            {"id", "Warga Kolombia pulang.", "Colombia residents returned.", []int{1, 0, 2}, "Colombia residents returned."},
		"word spelled alike": {"id", "Program Revitalisasi dimulai.", "The Revitalization program began.", []int{1, 1, 0, 2}, "The Revitalization program began."},
		"people":             {"en", "The Cameroonian goalkeeper fell.", "Penjaga gawang Kamerunia jatuh.", []int{2, 2, 1, 3}, "Penjaga gawang Kamerunia jatuh."},
		"elsewhere":          {"id", "Nakoula Basseley tiba.", "Nakoula Nasseley arrived.", []int{0, 2, 2}, "Nakoula Nasseley arrived."},
		"not alike":          {"id", "Nakoula Basseley tiba.", "Nakoula Torquint arrived.", []int{0, 1, 2}, "Nakoula Torquint arrived."},
		"said already":       {"id", "Basseley Nasseley tiba.", "Nasseley Basseley arrived.", []int{0, 1, 2}, "Nasseley Basseley arrived."},

		"copied":          {"id", "Tanah longsor menimbun rumah.", "A longsor buried houses.", []int{0, 1, 2, 3}, "A landslide buried houses."},
		"copied article":  {"id", "Kemarin duta pergi.", "A duta left.", []int{1, 1, 2}, "An ambassador left."},
		"copied at start": {"id", "Banjir merendam desa.", "Banjir hit a village.", []int{0, 1, 2, 2}, "Flood hit a village."},
		"copied name":     {"id", "Kata Gunung Jati kemarin.", "Said Gunung Jati yesterday.", []int{0, 1, 2, 3}, "Said Gunung Jati yesterday."},
		"no translation":  {"id", "Warung soto tutup.", "The soto stall closed.", []int{1, 1, 0, 2}, "The soto stall closed."},
		"not in sentence": {"id", "Warga pergi.", "The longsor left.", []int{0, 0, 1}, "The longsor left."},

		"figure":      {"id", "Sebanyak 70 persen setuju.", "Some 700 percent agreed.", []int{0, 1, 2, 3}, "Some 70 percent agreed."},
		"thousands":   {"id", "Ada 1.373 pedagang.", "There are 1,73 traders.", []int{0, 0, 1, 2}, "There are 1,373 traders."},
		"scaled":      {"id", "Ada 1.500.000 warga.", "There are 1.5 million residents.", []int{0, 0, 1, 1, 2}, "There are 1.5 million residents."},
		"other hours": {"id", "Pukul 13.00 rapat mulai.", "At 1 p.m. the meeting began.", []int{0, 1, 1, 2, 2, 3}, "At 1 p.m. the meeting began."},
		"new figure":  {"id", "Ada 52 warga.", "There were 8 residents.", []int{0, 0, 1, 2}, "There were 8 residents."},
		"no figure":   {"id", "Ada 52 warga.", "There were fifty residents.", []int{0, 0, 1, 2}, "There were fifty residents."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			to := kilas.Lang("en")
			if tt.from == "en" {
				to = "id"
			}
			r := inPieces(aligned1(tt.sentence, tt.text, tt.order...))
			if got := apply(to, r.Text, restore(tt.from, to, tt.sentence, r)); got != tt.want {
				t.Errorf("restored %q, want %q", got, tt.want)
			}
			if edits := restore("de", to, tt.sentence, r); len(edits) > 0 {
				t.Errorf("%d edits without a large dictionary of the language", len(edits))
			}
		})
	}
}

// A word that the model has whole is no misspelled name.
func TestRestoreKnownPieces(t *testing.T) {
	t.Parallel()
	sentence, text := "Kongresman Vossgaard tiba.", "Congressman Vosgaard arrived."
	if edits := restore("id", "en", sentence, aligned1(sentence, text, 0, 1, 2)); len(edits) > 0 {
		t.Errorf("%v", edits)
	}
}

// The built-in model cuts the name of this kampong short.
func TestBuiltinRestores(t *testing.T) {
	t.Parallel()
	const name = "Karanggedanglor"
	sentence := "Banjir menggenangi Kampung " + name + " sejak Senin malam."
	i := slices.IndexFunc(Builtin(), func(n *Neural) bool { return n.Supports("id", "en") })
	b := Builtin()[i]
	raw, err := b.results(t.Context(), []string{sentence})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(raw[0].Text, name) {
		t.Fatalf("%q has the name: the test needs another", raw[0].Text)
	}
	got, err := b.Translate(t.Context(), "id", "en", []string{sentence})
	if err != nil || !strings.Contains(got[0], name) {
		t.Errorf("translated %q, %v; the name is %s", got, err, name)
	}
}
