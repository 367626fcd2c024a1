package render

import (
	"fmt"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// narrator turns the parts of a brief into parts of a story.
type narrator struct {
	brief   kilas.Brief
	verbose bool
	in      map[kilas.Lang]int // number of articles in a language
}

func newLanguage(l kilas.Lang) language {
	return language{Tag: kilas.Lang(clean(string(l))), Name: languageName(l), RightToLeft: langs.RightToLeft(l)}
}

func (n narrator) passage(s kilas.Side) passage {
	p := passage{language: newLanguage(s.Lang), Text: clean(s.Text), Origin: origin(s)}
	if n.in[s.Lang] > 1 {
		p.Article = s.Article
	}
	return p
}

func (n narrator) pair(source kilas.Side, target *kilas.Side) pair {
	p := pair{Source: n.passage(source)}
	if target != nil {
		t := n.passage(*target)
		p.Target = &t
	}
	return p
}

// title needs no numbers of articles: the sources follow. There is always
// something to see and to link from a table of contents.
func (n narrator) title(t kilas.Title) pair {
	p := n.pair(t.Source, t.Target)
	p.Source.Article = 0
	if p.Source.Text == "" {
		p.Source.Text = "(no title)"
	}
	if p.Target != nil {
		p.Target.Article = 0
	}
	return p
}

func (n narrator) point(number int, p kilas.Point) point {
	out := point{N: number, pair: n.pair(p.Source, p.Target)}
	for _, c := range p.Checks {
		if !c.OK {
			out.Problems = append(out.Problems, problem(c))
		}
	}
	if !n.verbose {
		return out
	}
	out.Details = append(out.Details, "score "+score(p.Score))
	if len(p.Evidence) > 0 {
		out.Details = append(out.Details, "evidence: "+clean(strings.Join(p.Evidence, "; ")))
	}
	if names := passed(p.Checks); names != "" {
		out.Details = append(out.Details, "checks passed: "+names)
	}
	return out
}

func newSource(number int, a kilas.Article) source {
	site, at := siteName(a), address(a)
	if at == site { // a file, whose name is all that is known of it
		at = ""
	}
	return source{
		N: number, Site: site, Date: date(a.Published), Time: machineDate(a.Published),
		Language: newLanguage(a.Lang), Address: clean(at), Link: link(at), Shortage: shortage(a.Status),
	}
}

// only returns no list when there is nothing that one side alone says.
func (n narrator) only(l kilas.Lang, sentences []kilas.Only) []onlyList {
	if len(sentences) == 0 {
		return nil
	}
	list := onlyList{language: newLanguage(l)}
	sites := map[string]bool{}
	for _, o := range sentences {
		p := passage{language: list.language, Text: clean(o.Text)}
		if n.in[l] > 1 {
			p.Article = o.Article
		}
		if o.Article >= 1 && o.Article <= len(n.brief.Articles) {
			list.Heading = siteName(n.brief.Articles[o.Article-1])
			sites[list.Heading] = true
		}
		list.Items = append(list.Items, p)
	}
	if len(sites) == 1 && list.Heading != "" {
		list.Heading = fmt.Sprintf("Only in %s (%s)", list.Name, list.Heading)
	} else {
		list.Heading = "Only in " + list.Name
	}
	return []onlyList{list}
}

func (n narrator) warnings() []string {
	var list []string
	for _, w := range n.brief.Warnings {
		list = append(list, warning(w))
	}
	if n.verbose {
		for i, a := range n.brief.Articles {
			for _, w := range a.Warnings {
				list = append(list, fmt.Sprintf("article %d: %s", i+1, warning(w)))
			}
		}
	}
	return list
}

func warning(w kilas.Warning) string {
	message, code := clean(w.Message), clean(w.Code)
	switch {
	case message == "":
		return code
	case code == "":
		return message
	}
	return message + " (" + code + ")"
}

// chosenOrWritten says what the summarizer did.
func (n narrator) chosenOrWritten() string {
	for _, p := range n.brief.Points {
		if p.Source.Origin == kilas.OriginGenerated {
			return "points written"
		}
	}
	return "sentences chosen"
}

func (n narrator) colophon(opt Options) []string {
	var list []string
	if made := date(n.brief.Created); made != "" {
		list = append(list, "made "+made)
	}
	if opt.Generator != "" {
		list = append(list, "by "+clean(opt.Generator))
	}
	if s := clean(n.brief.Summarizer); s != "" {
		list = append(list, n.chosenOrWritten()+" by "+s)
	}
	if t := clean(n.brief.Translator); t != "" {
		list = append(list, "translated by "+t)
	}
	return list
}
