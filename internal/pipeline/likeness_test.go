package pipeline

import (
	"errors"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

func TestLikenessModel(t *testing.T) {
	t.Parallel()
	f, err := forest.Parse(likenessJSON, evidenceLabels)
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
		if _, err := forest.Parse([]byte(damage.Replace(string(likenessJSON))), evidenceLabels); !errors.Is(err, forest.ErrModel) {
			t.Errorf("%s: %v", name, err)
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
	if l := e.likeness(); l > -sure {
		t.Errorf("likeness %v", l)
	}
}
