package pipeline

import (
	"errors"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// The embedded models fit what they judge, and a damaged one is refused.
func TestModels(t *testing.T) {
	t.Parallel()
	if len(evidenceLabels) != evidenceCount || len(bondLabels) != bondCount {
		t.Errorf("%d labels of %d values of pairs, %d of %d of clusters", len(evidenceLabels), evidenceCount, len(bondLabels), bondCount)
	}
	if evidenceLabels[evidenceOtherHeads] != "other heads" || evidenceLabels[evidenceLeadNamesLess] != "c lead names less" || evidenceLabels[evidenceSentences] != "c sentences" {
		t.Errorf("the labels of pairs are out of order: %q", evidenceLabels)
	}
	if bondLabels[bondWithin] != "within" || bondLabels[bondPlaced] != "placed" || bondLabels[bondEvidence+evidenceFormula] != "m formula" {
		t.Errorf("the labels of clusters are out of order: %q", bondLabels)
	}
	for _, m := range []struct {
		name   string
		data   []byte
		labels []string
	}{{"likeness", likenessJSON, evidenceLabels}, {"bonds", bondsJSON, bondLabels}} {
		f, err := forest.Parse(m.data, m.labels)
		if err != nil {
			t.Fatalf("%s: %v", m.name, err)
		}
		if len(f.Trees) == 0 || f.Bound <= 0 {
			t.Errorf("%s: %d trees, bound %v", m.name, len(f.Trees), f.Bound)
		}
		for name, damage := range map[string]*strings.Replacer{
			"other evidence":    strings.NewReplacer(`echoes"`, `ohms"`),
			"a value too much":  strings.NewReplacer(`"by":[`, `"by":[99,`),
			"other depth":       strings.NewReplacer(`"depth":4`, `"depth":3`),
			"an unknown value":  strings.NewReplacer(`"by":[0,`, `"by":[99,`, `"by":[1,`, `"by":[99,`, `"by":[2,`, `"by":[-2,`, `"by":[6,`, `"by":[66,`),
			"a tree that is no": strings.NewReplacer(`"leaf":[`, `"leaf":[1,`),
		} {
			if _, err := forest.Parse([]byte(damage.Replace(string(m.data))), m.labels); !errors.Is(err, forest.ErrModel) {
				t.Errorf("%s: %s: %v", m.name, name, err)
			}
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
	if l := embedded().ofPair(&e); l > -sure {
		t.Errorf("likeness %v", l)
	}
}
