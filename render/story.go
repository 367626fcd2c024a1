package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
)

// story is a brief in the words that readers see. All of its texts are clean.
// Marks says what a digest knows of it: that it was updated, its topics.
type story struct {
	layout
	N         int    // number on the page, 0 where it is the only one
	rank      int    // place in the digest, which is by importance, from 0
	ID        string // of the element that holds it, "" where it is the only one
	Marks     []mark
	Picture   *picture // nil without one, and when none are wanted
	Bilingual bool
	Languages []language // source first
	Title     pair
	Sources   []source
	Points    []point
	Only      []onlyList
	Because   string // why articles were merged
	Warnings  []string
	Colophon  []string // how the brief was made
}

// mark is a short label of a story. Alert marks what is new in it.
type mark struct {
	Text  string
	Alert bool
}

// picture is the first image of the story's first article that has one.
type picture struct {
	Address string
	Alt     passage
}

// language is one of the brief's languages.
type language struct {
	Tag         kilas.Lang
	Name        string
	RightToLeft bool
}

// Dir is the value of the HTML attribute dir.
func (l language) Dir() string {
	if l.RightToLeft {
		return "rtl"
	}
	return "ltr"
}

// passage is a text in one language. Article is its article's number where the
// brief has several in that language, else 0.
type passage struct {
	language
	Text    string
	Origin  string
	Article int
}

// pair holds two corresponding passages. Target is nil in a monolingual brief
// and for a title that nothing could translate.
type pair struct {
	Source passage
	Target *passage
}

// Passages returns those that exist, source first.
func (p pair) Passages() []passage {
	if p.Target == nil {
		return []passage{p.Source}
	}
	return []passage{p.Source, *p.Target}
}

type source struct {
	N        int
	Site     string
	Date     string
	Time     string // machine-readable, empty when the date is not
	Language language
	Address  string
	Link     string // empty when the address is no web address
	Shortage string
}

// line is the source without its address.
func (s source) line() string {
	parts := []string{settled(s.Site)}
	for _, p := range []string{s.Date, s.Language.Name, s.Shortage} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

type point struct {
	N int
	pair
	Problems []string
	Details  []string // score, evidence and passed checks, when verbose
}

// onlyList is what only the articles of one language say.
type onlyList struct {
	language
	Heading string
	Items   []passage
	Target  bool // of the target language
}

// newStory describes a brief. It copes with briefs that Validate rejects.
func newStory(b kilas.Brief, opt Options) story {
	n := narrator{brief: b, verbose: opt.Verbose, in: map[kilas.Lang]int{}}
	for _, a := range b.Articles {
		n.in[a.Lang]++
	}
	s := story{
		Bilingual: b.Bilingual(),
		Languages: []language{newLanguage(b.SourceLang)},
		Title:     n.title(b.Title),
		Colophon:  n.colophon(opt),
		Warnings:  n.warnings(),
	}
	if because := clean(b.MergedBecause); because != "" {
		s.Because = "Told as one story: " + because
	}
	if b.Bilingual() {
		s.Languages = append(s.Languages, newLanguage(b.TargetLang))
	}
	for i, a := range b.Articles {
		s.Sources = append(s.Sources, newSource(i+1, a))
		if s.Picture == nil && opt.Images {
			s.Picture = newPicture(a)
		}
	}
	for i, p := range b.Points {
		s.Points = append(s.Points, n.point(i+1, p))
	}
	s.Only = append(s.Only, n.only(b.SourceLang, b.SourceOnly)...)
	for _, list := range n.only(b.TargetLang, b.TargetOnly) {
		list.Target = true
		s.Only = append(s.Only, list)
	}
	return s
}

// newPicture returns nil when the article has no picture on the web.
func newPicture(a kilas.Article) *picture {
	for _, img := range a.Images {
		if at := link(img.URL); at != "" {
			return &picture{Address: at, Alt: passage{language: newLanguage(a.Lang), Text: clean(img.Alt)}}
		}
	}
	return nil
}

func newStories(briefs []kilas.Brief, opt Options) []story {
	list := make([]story, len(briefs))
	for i, b := range briefs {
		list[i] = newStory(b, opt)
		if len(briefs) > 1 {
			list[i].N, list[i].ID = i+1, storyID(i+1)
		}
	}
	return list
}

func storyID(n int) string { return fmt.Sprintf("story-%d", n) }

// Summary is what a table of contents says of a story besides its title: who
// reported it, its marks, and whether checks failed. Its parts are in scripts of
// either direction.
func (s story) Summary() []string {
	var sites []string
	for _, src := range s.Sources {
		if !slices.Contains(sites, src.Site) {
			sites = append(sites, src.Site)
		}
	}
	parts := []string{settled(enumerate(sites, 3))}
	for _, m := range s.Marks {
		parts = append(parts, settled(m.Text))
	}
	failed := 0
	for _, p := range s.Points {
		failed += len(p.Problems)
	}
	if failed > 0 {
		parts = append(parts, counted(failed, "check failed", "checks failed"))
	}
	return parts
}

// enumerate joins the first names and counts the others.
func enumerate(names []string, most int) string {
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), len(names)-most)
}
