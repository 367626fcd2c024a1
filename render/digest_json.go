package render

import (
	"io"

	"github.com/kilas-news/kilas"
)

// DigestJSON writes a digest as an object.
func DigestJSON(w io.Writer, d kilas.Digest, _ Options) error {
	stories := make([]kilas.Story, len(d.Stories))
	briefs := withoutTexts(d.Briefs())
	for i, s := range d.Stories {
		s.Brief = briefs[i]
		stories[i] = s
	}
	d.Stories = stories
	return encode(w, d, "  ")
}

// DigestJSONL writes the briefs of a digest as [JSONL] does, and after them its
// problems as error lines.
func DigestJSONL(w io.Writer, d kilas.Digest, opt Options) error {
	if err := JSONL(w, d.Briefs(), opt); err != nil {
		return err
	}
	for _, e := range d.Problems {
		if err := encode(w, e, ""); err != nil {
			return err
		}
	}
	return nil
}
