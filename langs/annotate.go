package langs

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
)

const (
	minForeignWords   = 4    // of a sentence in another language than its article
	minForeignLetters = 20   // the same, in letters
	minGrammar        = 2    // function words that show a language: a list of names has none
	foreignSure       = 0.95 // probability from which such a sentence is told
	minBlockLetters   = 30   // of a block that has a say in the article's language
	mixedShare        = 0.2  // share of letters in another language worth a warning
)

// Annotate returns a copy of an article with its language, blocks and
// sentences filled in. What is already there is kept: a given language is not
// doubted and gets its usual tag ("id" for "id-ID"), given blocks and sentences
// stay as they are. What is no language counts as not given. The language of most
// of the text is the article's; sentences in another language carry their own.
// Sentences of headings are kept with the others; their block says what they
// are.
func (d *Detector) Annotate(a kilas.Article, hints []Hint) kilas.Article {
	if len(a.Blocks) == 0 {
		a.Blocks = blocksOf(a.Text)
	}
	if given := a.Lang; given != "" {
		if a.Lang, _ = Parse(string(given)); a.Lang == "" && given != "und" {
			a.Warnings = append(slices.Clone(a.Warnings), kilas.Warning{Code: WarnTag,
				Message: fmt.Sprintf("%q is no language tag, so the language was found by looking", given)})
		}
	}
	if a.Lang == "" {
		found := d.detectArticle(a, hints)
		a.Lang, a.LangConfidence, a.LangCandidates = found.Lang, found.Confidence, found.Candidates
		a.Warnings = append(slices.Clone(a.Warnings), found.Warnings...)
	}
	if len(a.Sentences) == 0 {
		a.Sentences = d.sentencesOf(a)
	}
	return a
}

// detectArticle finds the language that most letters of an article are in, so
// that neither a quotation nor a second version below the first misleads it.
func (d *Detector) detectArticle(a kilas.Article, hints []Hint) Detection {
	letters := map[kilas.Lang]int{}
	langOf := make([]kilas.Lang, len(a.Blocks))
	total := 0
	for i, b := range a.Blocks {
		s := newSample(a.Text[b.Start:b.End])
		if n := s.count(); n >= minBlockLetters {
			langOf[i] = d.sureLang(s, "", sureProbability)
			letters[langOf[i]] += n
			total += n
		}
	}
	delete(letters, "")
	main := mostLetters(letters)
	var parts []string
	other := 0
	for i, b := range a.Blocks {
		if langOf[i] == "" || langOf[i] == main || related(langOf[i], main) {
			parts = append(parts, a.Text[b.Start:b.End])
			continue
		}
		other += letters[langOf[i]]
		letters[langOf[i]] = 0
	}
	if len(a.Text) < maxSampleBytes/4 {
		parts = append(parts, a.Title)
	}
	found := d.DetectWith(strings.Join(parts, "\n"), hints)
	if total > 0 && float64(other) >= mixedShare*float64(total) {
		found.Warnings = append(found.Warnings, kilas.Warning{Code: WarnMixed,
			Message: fmt.Sprintf("%d %% of the text is not in %s", 100*other/total, Name(found.Lang))})
	}
	return found
}

// mostLetters returns the language with most letters, ties by tag.
func mostLetters(letters map[kilas.Lang]int) kilas.Lang {
	best := kilas.Lang("")
	for l, n := range letters {
		if n > letters[best] || n == letters[best] && l < best {
			best = l
		}
	}
	return best
}

// sentencesOf splits the blocks of an article, and says which sentences are in
// another language than the article.
func (d *Detector) sentencesOf(a kilas.Article) []kilas.Sentence {
	var out []kilas.Sentence
	for i, b := range a.Blocks {
		in := a.Text[b.Start:b.End]
		l := a.Lang
		if foreign := d.foreign(in, a.Lang); foreign != "" {
			l = foreign
		}
		for _, s := range Split(l, in) {
			s.Start += b.Start
			s.End += b.Start
			s.Block = i
			if b.Kind != kilas.BlockHeading {
				s.Lang = d.foreign(s.Text, a.Lang)
			}
			out = append(out, s)
		}
	}
	return out
}

// foreign returns the language of a text that is surely not in language l, or
// "". Close relatives are never told apart by a sentence.
func (d *Detector) foreign(text string, l kilas.Lang) kilas.Lang {
	s := newSample(text)
	if l == "" || s.count() < minForeignLetters || len(s.words) < minForeignWords && !s.spaceless() {
		return ""
	}
	found := d.sureLang(s, l, foreignSure)
	if found == "" || sameBase(found, l) || related(found, l) {
		return ""
	}
	return found
}

// sureLang returns the language of a text that is at least as probable as
// least and shows in its grammar, beside that of language l: lists of names
// look like any language. It returns "" when the text does not tell, which the
// function words say at little cost.
func (d *Detector) sureLang(s *sample, l kilas.Lang, least float64) kilas.Lang {
	sc, _ := s.script()
	a, ok := alphabets()[sc]
	needed := 0
	var grammar []int
	if ok {
		grammar = a.grammar(s.of(sc))
		needed = minGrammar
		if ours := a.index(l); ours >= 0 {
			needed = max(needed, 2*grammar[ours])
		}
		if slices.Max(grammar) < needed {
			return ""
		}
	}
	c, genuine := d.candidates(s, nil)
	if !genuine || len(c) == 0 || c[0].Confidence < least || ok && grammar[a.index(c[0].Lang)] < needed {
		return ""
	}
	return c[0].Lang
}
