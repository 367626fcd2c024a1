package align

import (
	"fmt"
	"strings"

	"github.com/kilas-news/kilas/align/internal/beads"
	"github.com/kilas-news/kilas/align/internal/evidence"
)

// mostWords is how many words of evidence are shown.
const mostWords = 6

// explain says for people what the score of a bead rests on. When the texts
// were compared with their sides changed, it changes them back.
func explain(m *evidence.Matrix, b *beads.Bead, turned bool) []string {
	var reasons []string
	shared := m.Shared(b.Source, b.Target)
	for _, kind := range []evidence.Kind{evidence.Numbers, evidence.Dates, evidence.Names, evidence.Words} {
		var found []string
		for _, link := range shared {
			if link.Kind == kind && len(found) < mostWords {
				if turned {
					link.Source, link.Target = link.Target, link.Source
				}
				found = append(found, link.String())
			}
		}
		if len(found) > 0 {
			reasons = append(reasons, fmt.Sprintf("%s: %s", kind, strings.Join(found, ", ")))
		}
	}
	if m.Basis == evidence.Translation {
		reasons = append(reasons, "compared by translation")
	}
	cover := m.Cover(b.Source, b.Target)
	if turned {
		cover.Source, cover.Target = cover.Target, cover.Source
	}
	return append(reasons, fmt.Sprintf("found in the other: %.0f %% of the source, %.0f %% of the target", 100*cover.Source, 100*cover.Target))
}
