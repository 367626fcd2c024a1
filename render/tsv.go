package render

import (
	"fmt"
	"io"
	"strings"

	"github.com/kilas-news/kilas"
)

// AlignmentTSV writes a line for every pair of an alignment: source, target and
// score, separated by tabs. Sentences of one side are joined by a space, and
// have no line breaks or control characters.
func AlignmentTSV(w io.Writer, a kilas.Alignment, _ Options) error {
	var b strings.Builder
	for _, p := range a.Pairs {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", joined(a.SourceSentences, p.Source), joined(a.TargetSentences, p.Target), score(p.Score))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
