package metadata

import (
	"regexp"
	"strings"

	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
)

// bylineMeta are the names and properties of meta elements that hold authors,
// the likeliest first.
var bylineMeta = []string{
	"author", "article:author", "parsely-author", "sailthru.author", "content_author", "dc.creator", "dcterms.creator", "citation_author",
	"article:author_name", "cxenseparse:author", "authors", "byl",
}

// labelled finds a name behind its label in a line of other things.
var labelled = regexp.MustCompile(`(?:作者|撰文|記者|记者|文)\s*[:：/／]\s*(\p{Han}{2,4})(?:\P{Han}|$)|(?:^|[|•·])\s*(?:[Bb]y|Oleh|Penulis|Von|Par|Por|Door|Автор|Текст)\s*:?\s+(\p{Lu}[\p{L}'’.-]+(?:\s+\p{Lu}[\p{L}'’.-]+){1,3})\s*(?:$|[|•·,(])`)

// label is a line that says no more than that a name follows.
var label = regexp.MustCompile(`(?i)^(?:(?:article |story |words )?(?:written |reported )?by|author|oleh|ditulis oleh|penulis|autor(?:in)?|von|verfasst von|auteur|écrit par|par|escrito? por|por|scritto da|автор|текст|yazan|作者|撰文|記者|记者)\s*[:：]?$`)

// fullName is a line that could be no more than a person's name.
var fullName = regexp.MustCompile(`^\p{Lu}[\p{L}\p{M}'’.-]*(?:\s+\p{L}[\p{L}\p{M}'’.-]*){0,3}\s+\p{Lu}[\p{L}\p{M}'’-]+$|^\p{Han}{2,4}$`)

// findByline returns the names of the authors, joined by ", ": those of the
// first source that names somebody. The name of the house and the names of
// accounts stand back for better ones. near holds the texts beside the story.
func (m *Metadata) findByline(near []string) string {
	second := ""
	for _, names := range m.bylineSources(near) {
		s := m.joinNames(names)
		switch {
		case s == "":
		case !m.isHouse(s) && !isAccount(s):
			return s
		case second == "":
			second = s
		}
	}
	return second
}

// bylineSources are what may name the authors, the most trusted first.
func (m *Metadata) bylineSources(near []string) [][]string {
	sources := [][]string{m.LD.authors()}
	for _, k := range bylineMeta {
		sources = append(sources, m.meta[k])
	}
	sources = append(sources, m.cardAuthor(), m.props["author"])
	for i, b := range m.bylines {
		if i == 0 || bylinePrefix.MatchString(b) {
			sources = append(sources, []string{b})
		}
	}
	for _, a := range m.anchors {
		if isAuthorPage(a.href) && fullName.MatchString(a.text) {
			sources = append(sources, []string{a.text})
			break
		}
	}
	for i, t := range near {
		if g := labelled.FindStringSubmatch(t); len(t) < 300 && g != nil {
			sources = append(sources, []string{first(g[1], g[2])})
		}
		for _, j := range []int{i - 1, i + 1} { // what is above the story comes in reverse
			if j >= 0 && j < len(near) && label.MatchString(t) && fullName.MatchString(near[j]) {
				sources = append(sources, []string{near[j]})
			}
		}
	}
	return sources
}

// cardAuthor is the author on the card that is shown where the page is shared
// (twitter:label1 "Written by", twitter:data1 the name).
func (m *Metadata) cardAuthor() []string {
	for _, n := range []string{"1", "2"} {
		if label.MatchString(m.one("twitter:label" + n)) {
			return m.meta["twitter:data"+n]
		}
	}
	return nil
}

// isAuthorPage reports whether a link leads to what an author wrote.
func isAuthorPage(href string) bool {
	path, _, _ := strings.Cut(strings.ToLower(href), "?")
	for _, part := range []string{"/author/", "/authors/", "/autor/", "/autoren/", "/auteur/", "/auteurs/", "/penulis/", "/autore/", "/autores/"} {
		if i := strings.Index(path, part); i >= 0 && len(strings.Trim(path[i+len(part):], "/")) > 2 {
			return true
		}
	}
	return false
}

// isHouse reports whether all names of a byline are the site's: part of its name
// or of its host, or the other way round.
func (m *Metadata) isHouse(byline string) bool {
	site := " " + layout.Fold(m.site()) + " "
	for part := range strings.SplitSeq(byline, ", ") {
		name := " " + layout.Fold(part) + " "
		if !strings.Contains(name, site) && !strings.Contains(site, name) && !m.isHost(part) {
			return false
		}
	}
	return true
}

// isHost reports whether a name is a domain, or a label of the page's host.
func (m *Metadata) isHost(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(name, " ", ""))
	for part := range strings.SplitSeq(strings.ToLower(m.base.Hostname()), ".") {
		if len(part) > 1 && (name == part || strings.Contains(name, part+".")) {
			return true
		}
	}
	return false
}

// isAccount reports whether a byline is the name of an account rather than of
// a person, such as "a.sleegers".
func isAccount(byline string) bool {
	return strings.ToLower(byline) == byline && strings.ToUpper(byline) != byline && !strings.Contains(byline, " ")
}

// IsByline reports whether a line says no more than who wrote the article.
func IsByline(line, byline string) bool {
	if byline == "" || len(line) > 2*len(byline)+40 {
		return false
	}
	rest := bylinePrefix.ReplaceAllString(line, "")
	for name := range strings.SplitSeq(byline, ", ") {
		rest = strings.ReplaceAll(rest, name, "")
	}
	rest = layout.Fold(rest)
	return rest == "" || len(rest) < 5 && len(rest) < len(line)/2
}
