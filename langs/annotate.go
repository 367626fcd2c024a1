package langs

import (
	"slices"

	"github.com/kilas-news/kilas"
)

// Annotate returns a copy of an article with its language, blocks and
// sentences filled in. What is already there is kept: a given language is not
// doubted here, given blocks and sentences stay as they are. Sentences of
// headings are kept with the others; their block says what they are.
func (d *Detector) Annotate(a kilas.Article, hints []Hint) kilas.Article {
	if a.Lang == "" {
		found := d.DetectWith(a.Text, hints)
		a.Lang, a.LangConfidence, a.LangCandidates = found.Lang, found.Confidence, found.Candidates
		a.Warnings = append(slices.Clone(a.Warnings), found.Warnings...)
	}
	if len(a.Blocks) == 0 {
		a.Blocks = blocksOf(a.Text)
	}
	if len(a.Sentences) == 0 {
		a.Sentences = d.sentencesOf(a)
	}
	return a
}

func (d *Detector) sentencesOf(a kilas.Article) []kilas.Sentence {
	var out []kilas.Sentence
	for i, b := range a.Blocks {
		for _, s := range Split(a.Lang, a.Text[b.Start:b.End]) {
			s.Start += b.Start
			s.End += b.Start
			s.Block = i
			out = append(out, s)
		}
	}
	return out
}
