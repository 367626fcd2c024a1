package render

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// digest is a kilas.Digest in the words that readers see. All of its texts are
// clean.
type digest struct {
	ID       string
	Title    string
	Date     string // with the day of the week
	Time     string // machine-readable, empty when the date is not
	Lede     string // how much there is to read
	Sections []section
	LeftOut  string
	Problems []string
	Warnings []string
	Colophon []string
	Minor    int // level of the headings after the stories, in HTML
}

// section is a part of the contents. A digest without sections has one that
// has no name.
type section struct {
	Name    string
	ID      string
	Stories []story
}

// Told reports whether a story of the section is told, and not only listed.
func (s section) Told() bool {
	return slices.ContainsFunc(s.Stories, func(s story) bool { return !s.Listed })
}

// Sectioned reports whether the stories stand under headings of sections.
func (d digest) Sectioned() bool {
	return len(d.Sections) > 1 || len(d.Sections) == 1 && d.Sections[0].Name != ""
}

// Stories returns the stories in the order in which they are shown.
func (d digest) Stories() []story {
	var list []story
	for _, s := range d.Sections {
		list = append(list, s.Stories...)
	}
	return list
}

// Notes reports whether there is something to say after the stories.
func (d digest) Notes() bool {
	return d.LeftOut != "" || len(d.Problems)+len(d.Warnings) > 0
}

// newDigest describes a digest. Sections stand in the order of their first
// stories; stories without one come last when others have one. It numbers the
// stories as they are shown.
func newDigest(d kilas.Digest, opt Options) digest {
	out := digest{
		ID: clean(d.ID), Title: digestTitle(d), Date: longDate(d.Created), Time: machineDate(d.Created),
		Lede: lede(d), Sections: newSections(d.Stories, opt),
	}
	if d.LeftOut > 0 {
		out.LeftOut = counted(d.LeftOut, "more story was", "more stories were") + " new and left out."
	}
	for _, e := range d.Problems {
		out.Problems = append(out.Problems, sourceProblem(e))
	}
	for _, w := range d.Warnings {
		out.Warnings = append(out.Warnings, warning(w))
	}
	if opt.Generator != "" {
		out.Colophon = append(out.Colophon, "made by "+clean(opt.Generator))
	}
	return out
}

// problemsHeading stands over the sources of a digest that gave nothing.
const problemsHeading = "Sources that gave nothing"

func digestTitle(d kilas.Digest) string {
	if t := clean(d.Title); t != "" {
		return t
	}
	return "News digest"
}

func newSections(stories []kilas.Story, opt Options) []section {
	var names []string
	in := map[string][]int{}
	for i, s := range stories {
		name := clean(s.Section)
		if in[name] == nil && name != "" {
			names = append(names, name)
		}
		in[name] = append(in[name], i)
	}
	rest := len(in[""]) > 0
	if rest {
		names = append(names, "")
	}
	var list []section
	n := 0
	for i, name := range names {
		s := section{Name: name, ID: fmt.Sprintf("section-%d", i+1)}
		if name == "" && len(names) > 1 {
			s.Name = "More stories"
		}
		for _, rank := range in[name] {
			n++
			shown := newDigestStory(n, stories[rank], opt)
			shown.rank = rank
			s.Stories = append(s.Stories, shown)
		}
		list = append(list, s)
	}
	return list
}

// newDigestStory is the brief's story with what the digest knows of it. The
// digest says once how it was made.
func newDigestStory(n int, s kilas.Story, opt Options) story {
	out := newStory(s.Brief, opt)
	out.N, out.ID = n, storyID(n)
	if s.Updated {
		out.Marks = append(out.Marks, mark{Text: "updated", Alert: true})
	}
	for _, t := range s.Topics {
		if t = clean(t); t != "" {
			out.Marks = append(out.Marks, mark{Text: t})
		}
	}
	if opt.Verbose {
		out.Marks = append(out.Marks, mark{Text: "importance " + score(s.Score)})
	} else {
		out.Colophon = nil
	}
	return out
}

// lede counts what is in a digest, and says since when.
func lede(d kilas.Digest) string {
	if len(d.Stories) == 0 {
		return "Nothing new" + since(" since ", d.Since) + "."
	}
	sites, languages := map[string]bool{}, map[kilas.Lang]bool{}
	articles, updated, failed := 0, 0, 0
	for _, s := range d.Stories {
		articles += len(s.Brief.Articles)
		failed += s.Brief.Failed()
		if s.Updated {
			updated++
		}
		for _, a := range s.Brief.Articles {
			sites[siteName(a)] = true
			languages[a.Lang] = true
		}
	}
	var b strings.Builder
	b.WriteString(counted(len(d.Stories), "story", "stories"))
	if updated > 0 {
		fmt.Fprintf(&b, " (%d updated)", updated)
	}
	fmt.Fprintf(&b, " from %s of %s", counted(articles, "article", "articles"), counted(len(sites), "publisher", "publishers"))
	if len(languages) > 1 {
		fmt.Fprintf(&b, " in %d languages", len(languages))
	}
	b.WriteString(since(", new since ", d.Since) + ".")
	if failed > 0 {
		fmt.Fprintf(&b, " %s: read both sides there.", counted(failed, "check failed", "checks failed"))
	}
	return b.String()
}

func since(words, s string) string {
	if d := date(s); d != "" {
		return words + d
	}
	return ""
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// sourceProblem says which source gave nothing, and why.
func sourceProblem(e kilas.SourceError) string {
	source, message, hint := clean(e.Source), clean(e.Err), clean(e.Hint)
	if message == "" {
		message = clean(e.Code)
	}
	if source != "" && !strings.Contains(message, source) {
		message = source + ": " + message
	}
	if hint != "" {
		message += " (" + hint + ")"
	}
	return message
}

// longDate is date with the day of the week.
func longDate(s string) string {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format("Monday, ") + date(s)
		}
	}
	return date(s)
}
