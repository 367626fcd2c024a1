// Package newsroom is a simulated world of news for trying the digest: feeds
// of many sites that tell the same events in several languages, with all that
// goes wrong on real ones, served on loopback under a clock of the test's own.
// It knows which articles tell which event, so it can judge what a digest made
// of them.
//
// Make a [World] from a [Corpus] with [NewWorld], serve it with [Serve], let
// kilas read it through that proxy, and [Judge] the digests. Everything but the
// timing of requests follows from the corpus and the seed.
package newsroom

import "github.com/kilas-news/kilas"

// A Fact is one sentence in the languages that it can be told in.
type Fact map[kilas.Lang]string

// A Document is an article as somebody wrote it. Its title may be empty.
type Document struct {
	Lang       kilas.Lang
	Title      string
	Paragraphs []string
}

// A Tale is an event before any newsroom told it. It has either facts, the
// most important first, which each newsroom tells in an order and selection of
// its own, or documents, each of which one newsroom publishes.
//
// Titles are optional; without one a newsroom makes its own of the first fact
// that it tells. Background is what its near twin has too. Twin is the index
// of that tale in the corpus, or -1.
type Tale struct {
	Title      Fact
	Facts      []Fact
	Background []Fact
	Documents  []Document
	Twin       int
}

// Corpus is what the newsrooms of a world can tell. Asides are sentences that
// belong to no event.
type Corpus struct {
	Tales  []Tale
	Asides []Fact
}

// langs returns the languages that a tale can be told in, each as often as it
// has documents in it, in the order of all.
func (t Tale) langs(all []kilas.Lang) []kilas.Lang {
	var out []kilas.Lang
	for _, d := range t.Documents {
		out = append(out, d.Lang)
	}
	if len(t.Facts) > 0 {
		for _, lang := range all {
			if t.Facts[0][lang] != "" {
				out = append(out, lang)
			}
		}
	}
	return out
}
