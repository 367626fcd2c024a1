package align

import (
	"slices"
	"strings"
	"testing"

	kilas "github.com/kilas-news/kilas"
)

// A translation carries the comparison where no dictionary helps.
func TestSentencesWithTranslations(t *testing.T) {
	t.Parallel()
	source := Text{Lang: "sw", Sentences: sentences("Mvua kubwa ilinyesha jana.", "Shule zote zimefungwa wiki hii.", "Bei ya unga imepanda sana.")}
	target := Text{Lang: "en", Sentences: sentences("The price of flour has gone up a lot.", "All the schools are closed this week.", "A new mayor was elected.")}
	source.Translations = []string{"Heavy rain fell yesterday.", "All schools are closed this week.", "The price of flour has risen a lot."}
	a := Sentences(source, target, Options{})
	got := map[int]int{}
	for _, p := range a.Pairs {
		got[p.Source[0]] = p.Target[0]
		if !slices.Contains(p.Evidence, "compared by translation") {
			t.Errorf("evidence of %v = %q does not tell of the translation", p.Source, p.Evidence)
		}
	}
	if len(a.Pairs) != 2 || got[1] != 1 || got[2] != 0 {
		t.Errorf("pairs = %+v, want 1 beside 1 and 2 beside 0", a.Pairs)
	}
	target.Translations, source.Translations = nil, []string{"too few"}
	if a := Sentences(source, target, Options{}); slices.ContainsFunc(a.Pairs, func(p kilas.Bead) bool {
		return slices.Contains(p.Evidence, "compared by translation")
	}) {
		t.Error("translations of some sentences only are used")
	}
}

// Where a gloss was compared, the evidence has the words of the texts.
func TestSentencesWithSmallDictionary(t *testing.T) {
	t.Parallel()
	german := Text{Lang: "de", Sentences: sentences("Die Regierung hat am Montag neue Gesetze vorgestellt.", "Der Fluss ist wegen des Regens gestiegen.", "Im Museum gibt es eine Ausstellung.")}
	english := Text{Lang: "en", Sentences: sentences("The river rose because of the rain.", "The team won again.", "On Monday the government presented new laws.")}
	for _, test := range []struct {
		source, target Text
		want           [2]int
		evidence       string
	}{{german, english, [2]int{0, 2}, "regierung = government"}, {english, german, [2]int{2, 0}, "government = regierung"}} {
		a := Sentences(test.source, test.target, Options{MinScore: 0.5})
		k := slices.IndexFunc(a.Pairs, func(p kilas.Bead) bool { return p.Source[0] == test.want[0] && p.Target[0] == test.want[1] })
		if k < 0 {
			t.Errorf("%s: pairs = %+v, want %v among them", test.source.Lang, a.Pairs, test.want)
			continue
		}
		if got := strings.Join(a.Pairs[k].Evidence, "; "); !strings.Contains(got, test.evidence) || strings.Contains(got, "translation") {
			t.Errorf("%s: evidence %q, want %q", test.source.Lang, got, test.evidence)
		}
	}
}

func TestHeadingsAndBoilerplateStayOutside(t *testing.T) {
	t.Parallel()
	text := func(l kilas.Lang, list ...string) Text {
		t := Text{Lang: l, Sentences: sentences(list...)}
		for n := range t.Sentences {
			t.Sentences[n].Block = n
		}
		return t
	}
	source := text("id", "Gempa di Garut", "Gempa mengguncang Garut pada Senin.", "Baca juga: Gempa Garut", "Tiga warga dirawat di rumah sakit.")
	source.Sentences[2].Marks = []kilas.Mark{kilas.MarkReadMore}
	target := text("en", "Earthquake in Garut", "An earthquake shook Garut on Monday.", "Read more: Garut earthquake.", "Three residents were treated in hospital.")
	target.Sentences[2].Marks = []kilas.Mark{kilas.MarkReadMore}
	a := Sentences(source, target, Options{})
	for _, list := range [][]int{a.SourceOnly, a.TargetOnly} {
		if slices.Contains(list, 0) || slices.Contains(list, 2) {
			t.Errorf("headings or boilerplate are left alone: %v", list)
		}
	}
	if len(a.Pairs) != 2 || a.Pairs[0].Source[0] != 1 || a.Pairs[1].Source[0] != 3 {
		t.Errorf("pairs = %+v, want 1 and 3", a.Pairs)
	}
}

// Whatever the texts, every sentence is in one pair, one list, or outside.
func FuzzSentences(f *testing.F) {
	f.Add("id", "Gempa 5,6 di Garut.\nTiga orang luka.", "en", "Three people were hurt.\nA 5.6 quake hit Garut.")
	f.Add("zh", "三人受伤。\n8月4日", "th", "ห้าล้าน\n\n")
	f.Add("", "", "xx", "\n\n")
	f.Fuzz(func(t *testing.T, ls, s, lt, tt string) {
		source := Text{Lang: kilas.Lang(ls), Sentences: sentences(strings.Split(s, "\n")...)}
		target := Text{Lang: kilas.Lang(lt), Sentences: sentences(strings.Split(tt, "\n")...)}
		if len(source.Sentences) > 20 || len(target.Sentences) > 20 {
			return // too many to be quick
		}
		a := Sentences(source, target, Options{})
		seenSource, seenTarget := slices.Clone(a.SourceOnly), slices.Clone(a.TargetOnly)
		for _, p := range a.Pairs {
			if n, m := len(p.Source), len(p.Target); n < 1 || m < 1 || n > 2 || m > 2 {
				t.Errorf("pair of %d and %d sentences", n, m)
			}
			if p.Score < SurfaceMinScore-1e-9 || p.Score > 1 {
				t.Errorf("score %v", p.Score)
			}
			seenSource, seenTarget = append(seenSource, p.Source...), append(seenTarget, p.Target...)
		}
		for _, seen := range [][]int{seenSource, seenTarget} {
			slices.Sort(seen)
			if len(slices.Compact(slices.Clone(seen))) != len(seen) {
				t.Errorf("a sentence is twice in %v", seen)
			}
		}
		if len(seenSource) != len(source.Sentences) || len(seenTarget) != len(target.Sentences) {
			t.Errorf("%d of %d and %d of %d sentences", len(seenSource), len(source.Sentences), len(seenTarget), len(target.Sentences))
		}
	})
}
