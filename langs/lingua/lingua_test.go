package lingua

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pemistahl/lingua-go"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

func TestOpinion(t *testing.T) {
	t.Parallel()
	const text = "le prix du riz"
	got := Opinion(text, []kilas.Lang{"es", "fr", "km", "fr"})
	if len(got) != 2 || got[0].Lang != "fr" || got[0].Confidence <= got[1].Confidence {
		t.Errorf("Opinion(%q) = %v, want fr before es", text, got)
	}
	for _, among := range [][]kilas.Lang{nil, {"fr"}, {"fr", "km", "am"}} {
		if got := Opinion(text, among); got != nil {
			t.Errorf("Opinion(%q, %v) = %v, want none", text, among, got)
		}
	}
}

func TestEveryTagIsCanonical(t *testing.T) {
	t.Parallel()
	for l := range languages() {
		if again, ok := langs.Parse(string(l)); !ok || again != l {
			t.Errorf("Parse(%q) = %q, %v", l, again, ok)
		}
	}
}

// TestDetectorAgainstLingua compares the first stage with lingua-go over the
// languages that both tell apart by letters, on the starts of sentences
// written for this project: it must not be worse.
func TestDetectorAgainstLingua(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../testdata/detect/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	peers := []lingua.Language{
		lingua.English, lingua.Indonesian, lingua.Malay, lingua.French, lingua.German, lingua.Spanish, lingua.Portuguese, lingua.Italian,
		lingua.Dutch, lingua.Swedish, lingua.Danish, lingua.Tagalog, lingua.Turkish, lingua.Vietnamese, lingua.Polish,
	}
	model := lingua.NewLanguageDetectorBuilder().FromLanguages(peers...).WithLowAccuracyMode().Build()
	var among []kilas.Lang
	for _, p := range peers {
		among = append(among, tag(p))
	}
	ours, theirs, total := 0, 0, 0
	d := langs.NewDetector()
	for line := range strings.Lines(string(raw)) {
		want, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if !slices.Contains(among, kilas.Lang(want)) {
			continue
		}
		words := strings.Fields(text)
		for n := 3; n <= len(words); n++ {
			start := strings.Join(words[:n], " ")
			total++
			if d.Detect(start, among...).Lang == kilas.Lang(want) {
				ours++
			}
			if l, _ := model.DetectLanguageOf(start); tag(l) == kilas.Lang(want) {
				theirs++
			}
		}
	}
	if total < 100 || ours < theirs {
		t.Errorf("%d of %d right, lingua-go %d", ours, total, theirs)
	}
	t.Logf("%d of %d right, lingua-go %d", ours, total, theirs)
}
