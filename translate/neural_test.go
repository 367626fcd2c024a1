package translate

import (
	"context"
	"strings"
	"testing"
)

// pairs are plain sentences, written for this test, that a reader expects the
// built-in models to get across.
var pairs = []struct{ id, en string }{
	{"Pemerintah menaikkan harga beras pada hari Senin.", "The government raised the price of rice on Monday."},
	{"Hujan deras menyebabkan banjir di Jakarta.", "Heavy rain caused floods in Jakarta."},
	{"Presiden mengatakan bahwa pemilihan akan berlangsung pada bulan Februari.", "The president said that the election would take place in February."},
	{"Sedikitnya 12 orang tewas dalam kecelakaan itu.", "At least 12 people were killed in the accident."},
	{"Bank sentral menurunkan suku bunga menjadi 4,75 persen.", "The central bank cut interest rates to 4.75 percent."},
	{"Polisi menangkap dua orang di bandara.", "Police arrested two people at the airport."},
	{"Perusahaan itu tidak memberikan komentar.", "The company did not comment."},
	{"Gempa bumi mengguncang pulau itu pada Sabtu pagi.", "An earthquake shook the island on Saturday morning."},
	{"Tim nasional menang 3-1 melawan Thailand.", "The national team won 3-1 against Thailand."},
	{"Menteri kesehatan meminta warga untuk tetap tenang.", "The health minister asked residents to remain calm."},
}

// Floors of the built-in models on the pairs, in chrF: what they reached when
// they were embedded, less a tenth. A broken or exchanged model falls far below.
var builtinFloors = map[string]float64{
	BuiltinPrefix + "id-en": 72,
	BuiltinPrefix + "en-id": 70,
}

func TestBuiltin(t *testing.T) {
	t.Parallel()
	backends := Builtin()
	if len(backends) != len(builtinFloors) {
		t.Fatalf("%d built-in models, want %d", len(backends), len(builtinFloors))
	}
	for _, b := range backends {
		t.Run(b.Name(), func(t *testing.T) {
			t.Parallel()
			var source, reference []string
			for _, p := range pairs {
				if b.from == "id" {
					source, reference = append(source, p.id), append(reference, p.en)
				} else {
					source, reference = append(source, p.en), append(reference, p.id)
				}
			}
			got, err := b.Translate(context.Background(), b.from, b.to, source)
			if err != nil {
				t.Fatal(err)
			}
			for i := range got {
				t.Logf("%s -> %s", source[i], got[i])
			}
			if score := chrF(got, reference); score < builtinFloors[b.Name()] {
				t.Errorf("chrF %.1f, the floor is %.0f", score, builtinFloors[b.Name()])
			} else {
				t.Logf("chrF %.1f", score)
			}
			if _, err := b.Translate(context.Background(), b.to, b.from, source); err == nil {
				t.Error("the model translates in the other direction too")
			}
		})
	}
}

// chrF is the score of Popović, chrF: character n-gram F-score for automatic
// MT evaluation (2015), with n up to 6 and beta 2, in [0,100].
func chrF(hypotheses, references []string) float64 {
	const order, beta2 = 6, 4.0
	var precision, recall float64
	for n := 1; n <= order; n++ {
		var hit, made, wanted float64
		for i := range hypotheses {
			h, r := grams(hypotheses[i], n), grams(references[i], n)
			for g, k := range h {
				hit += float64(min(k, r[g]))
				made += float64(k)
			}
			for _, k := range r {
				wanted += float64(k)
			}
		}
		precision += hit / made / order
		recall += hit / wanted / order
	}
	return 100 * (1 + beta2) * precision * recall / (beta2*precision + recall)
}

func grams(s string, n int) map[string]int {
	runes := []rune(strings.Join(strings.Fields(s), ""))
	out := make(map[string]int)
	for i := 0; i+n <= len(runes); i++ {
		out[string(runes[i:i+n])]++
	}
	return out
}

// A headline is translated as the sentence that it is, without its full stop.
func TestBuiltinHeadline(t *testing.T) {
	t.Parallel()
	for _, b := range Builtin() {
		headline := map[string]string{"id": "Polisi menangkap dua orang di bandara", "en": "Police arrested two people at the airport"}[string(b.from)]
		got, err := b.Translate(t.Context(), b.from, b.to, []string{headline, headline + ".", "Rina Wati"})
		if err != nil {
			t.Fatal(err)
		}
		if got[0]+"." != got[1] {
			t.Errorf("%s: %q for the headline, %q for the sentence", b.Name(), got[0], got[1])
		}
		if strings.HasSuffix(got[2], ".") {
			t.Errorf("%s: %q for a name", b.Name(), got[2])
		}
	}
}
