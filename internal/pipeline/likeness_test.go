package pipeline

import (
	"errors"
	"strings"
	"testing"
)

func TestLikenessModel(t *testing.T) {
	t.Parallel()
	f, err := parse(likenessJSON)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Trees) == 0 || f.Bound <= 0 || len(evidenceLabels) != evidenceCount {
		t.Errorf("%d trees, bound %v, %d labels of %d values", len(f.Trees), f.Bound, len(evidenceLabels), evidenceCount)
	}
	if evidenceLabels[evidenceOtherHeads] != "other heads" || evidenceLabels[evidenceLeadNamesLess] != "c lead names less" {
		t.Errorf("the labels are out of order: %q", evidenceLabels)
	}
	for name, damage := range map[string]*strings.Replacer{
		"other evidence":    strings.NewReplacer(`"echoes"`, `"ohms"`),
		"a value too much":  strings.NewReplacer(`"by":[`, `"by":[99,`),
		"other depth":       strings.NewReplacer(`"depth":4`, `"depth":3`),
		"an unknown value":  strings.NewReplacer(`"by":[1,`, `"by":[99,`, `"by":[2,`, `"by":[-2,`, `"by":[6,`, `"by":[66,`),
		"a tree that is no": strings.NewReplacer(`"leaf":[`, `"leaf":[1,`),
	} {
		if _, err := parse([]byte(damage.Replace(string(likenessJSON)))); !errors.Is(err, errModel) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTree(t *testing.T) {
	t.Parallel()
	tree := tree{By: []int{0, 1, 1}, At: []float64{0.5, 1, 2}, Leaf: []float64{10, 11, 12, 13}}
	for _, tt := range []struct{ a, b, want float64 }{{0.5, 1, 10}, {0.5, 1.1, 11}, {0.6, 2, 12}, {0.6, 3, 13}} {
		if got := tree.of(&evidence{tt.a, tt.b}); got != tt.want {
			t.Errorf("of(%v, %v) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
	}
}

// Whatever else two reports in one language share, names in title and lead
// that have nothing in common speak against one event.
func TestLikenessOfOtherNames(t *testing.T) {
	t.Parallel()
	var e evidence
	for k := range e {
		e[k] = 0.9
	}
	e[evidenceOne], e[evidenceOtherHeads], e[evidenceLeadNamesLess] = 1, 1, 0
	if l := likeness().likeness(&e); l > -sure {
		t.Errorf("likeness %v", l)
	}
}
