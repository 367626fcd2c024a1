package langs

import (
	"sync"

	"github.com/pemistahl/lingua-go"

	"github.com/kilas-news/kilas"
)

// Detection is the language of a text. Lang is "" when the text has too little
// to tell by. Candidates has at most five languages, the most likely first.
type Detection struct {
	Lang       kilas.Lang
	Confidence float64
	Candidates []kilas.LangCandidate
	Warnings   []kilas.Warning
}

// Detector finds the languages of texts. Make one with [NewDetector] and share
// it: its models are loaded when first needed and kept.
type Detector struct {
	all func() lingua.LanguageDetector
}

// NewDetector returns a Detector. It costs nothing until the first text.
func NewDetector() *Detector {
	return &Detector{all: sync.OnceValue(func() lingua.LanguageDetector {
		return lingua.NewLanguageDetectorBuilder().FromLanguages(lingua.English, lingua.Indonesian, lingua.Malay, lingua.French, lingua.German, lingua.Spanish).Build()
	})}
}

// Detect returns the language of a text, chosen among the given languages if
// there are any.
func (d *Detector) Detect(text string, among ...kilas.Lang) Detection {
	var out Detection
	for _, v := range d.all().ComputeLanguageConfidenceValues(text) {
		l, _ := Parse(v.Language().IsoCode639_1().String())
		out.Candidates = append(out.Candidates, kilas.LangCandidate{Lang: l, Confidence: v.Value()})
	}
	if len(out.Candidates) > 0 && out.Candidates[0].Confidence > 0 {
		out.Lang, out.Confidence = out.Candidates[0].Lang, out.Candidates[0].Confidence
	}
	return out
}

// Hint is what a page or feed says about its language. From is "html-lang",
// "og:locale", "content-language", "feed", "url" or "article".
type Hint struct {
	From string
	Tag  string
}

// DetectWith returns the language of a text of which metadata says something.
func (d *Detector) DetectWith(text string, hints []Hint) Detection {
	return d.Detect(text)
}
