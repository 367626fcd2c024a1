// Package lingua asks the models of lingua-go about texts of a few words that
// the first stage of package langs is not sure of. Pass [Opinion] to
// [langs.Detector.WithOpinion].
//
// The first stage is made from the same models. Their n-grams of five letters,
// which it leaves out, decide 2 of 100 pairs of words better, and nothing in
// titles and sentences; they cost 30 MB and 0.2 s for each language that is
// asked about. lingua-go embeds all of them, 124 MB: this is a package of its
// own so that only a command that wants them links them.
package lingua

import (
	"slices"
	"strings"
	"sync"

	"github.com/pemistahl/lingua-go"

	"github.com/kilas-news/kilas"
)

// languages are those of lingua-go by their tags.
var languages = sync.OnceValue(func() map[kilas.Lang]lingua.Language {
	byTag := map[kilas.Lang]lingua.Language{}
	for _, l := range lingua.AllLanguages() {
		byTag[tag(l)] = l
	}
	return byTag
})

// tag returns the canonical tag of a language, whose code lingua-go prints in
// capitals.
func tag(l lingua.Language) kilas.Lang {
	return kilas.Lang(strings.ToLower(l.IsoCode639_1().String()))
}

// detectors remembers the detector of each set of languages.
var detectors sync.Map

// Opinion returns the probabilities that lingua gives to the languages of
// among that it knows, the likeliest first; none when these are fewer than two. It is safe for concurrent use.
func Opinion(text string, among []kilas.Lang) []kilas.LangCandidate {
	var known []kilas.Lang
	for _, l := range among {
		if _, ok := languages()[l]; ok && !slices.Contains(known, l) {
			known = append(known, l)
		}
	}
	if len(known) < 2 {
		return nil
	}
	slices.Sort(known)
	var out []kilas.LangCandidate
	for _, v := range detectorOf(known).ComputeLanguageConfidenceValues(text) {
		out = append(out, kilas.LangCandidate{Lang: tag(v.Language()), Confidence: v.Value()})
	}
	return out
}

// detectorOf returns the detector of at least two sorted languages. Building
// one is cheap; its models are loaded by the first text and shared.
func detectorOf(known []kilas.Lang) lingua.LanguageDetector {
	var key strings.Builder
	chosen := make([]lingua.Language, len(known))
	for i, l := range known {
		key.WriteString(string(l) + " ")
		chosen[i] = languages()[l]
	}
	if d, ok := detectors.Load(key.String()); ok {
		return d.(lingua.LanguageDetector)
	}
	d, _ := detectors.LoadOrStore(key.String(), lingua.NewLanguageDetectorBuilder().FromLanguages(chosen...).Build())
	return d.(lingua.LanguageDetector)
}
