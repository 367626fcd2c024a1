package metadata

import (
	"encoding/json"
	"strings"

	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// LinkedData is what JSON-LD (schema.org) says about the article.
type LinkedData struct {
	// Rank is how surely the object is the article's: 4 a kind of news article,
	// 1 a web page, 0 none found.
	Rank                          int
	Headline, Description, Body   string
	Published, Modified, Language string
	Section, Publisher, URL       string
	Image                         string
	Authors, Keywords             []string
	authorIDs                     []string          // of authors that are named elsewhere
	people                        map[string]string // names by @id
	Free                          *bool             // isAccessibleForFree, nil if not said
	Live                          bool              // a live blog
}

// maxPeople is how many persons and organizations a page may introduce.
const maxPeople = 200

// typeRanks orders the schema.org types that may describe the article.
var typeRanks = map[string]int{
	"newsarticle": 4, "reportagenewsarticle": 4, "analysisnewsarticle": 4, "opinionnewsarticle": 4, "backgroundnewsarticle": 4,
	"reviewnewsarticle": 4, "askpublicnewsarticle": 4, "liveblogposting": 4, "report": 3, "article": 4, "blogposting": 4, "techarticle": 4, "scholarlyarticle": 4,
	"socialmediaposting": 2, "creativework": 2, "videoobject": 1, "webpage": 1, "itempage": 1,
}

// read adds one script's statements. Broken JSON is repaired where it is
// broken in the usual ways, else ignored.
func (l *LinkedData) read(script string) {
	script = strings.TrimSpace(script)
	for _, wrap := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}} {
		script = strings.TrimSuffix(strings.TrimPrefix(script, wrap[0]), wrap[1])
	}
	script = strings.TrimSuffix(strings.TrimSpace(script), ";")
	var v any
	if json.Unmarshal([]byte(script), &v) != nil && json.Unmarshal(repairJSON(script), &v) != nil {
		return
	}
	if l.people == nil {
		l.people = map[string]string{}
	}
	l.visit(v, 0)
}

// repairJSON makes raw line breaks and tabs in strings spaces and drops commas
// before a closing bracket.
func repairJSON(s string) []byte {
	out := make([]byte, 0, len(s))
	inString := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < ' ':
			c = ' '
		case inString && c == '\\' && i+1 < len(s):
			out = append(out, c)
			i++
			c = s[i]
		case c == '"':
			inString = !inString
		case !inString && (c == '}' || c == ']'):
			end := len(out)
			for end > 0 && out[end-1] == ' ' {
				end--
			}
			if end > 0 && out[end-1] == ',' {
				out = out[:end-1]
			}
		}
		out = append(out, c)
	}
	return out
}

// visit looks through arrays, graphs and nested objects for the article.
func (l *LinkedData) visit(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			l.visit(item, depth+1)
		}
	case map[string]any:
		rank := 0
		for _, t := range list(v["@type"]) {
			t = strings.ToLower(t[strings.LastIndexAny(t, "/#:")+1:])
			rank = max(rank, typeRanks[t])
			l.Live = l.Live || t == "liveblogposting"
			if id := str(v["@id"]); id != "" && (t == "person" || t == "organization") && len(l.people) < maxPeople {
				l.people[id] = str(v["name"])
			}
		}
		if rank > l.Rank || rank > 0 && rank == l.Rank && l.Headline == "" {
			l.take(v, rank)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"} {
			l.part(v[key], depth)
		}
	}
}

func (l *LinkedData) part(v any, depth int) {
	switch v.(type) {
	case []any, map[string]any:
		l.visit(v, depth+1)
	}
}

// take reads the article's object.
func (l *LinkedData) take(v map[string]any, rank int) {
	*l = LinkedData{
		Rank: rank, Live: l.Live, Free: l.Free, people: l.people,
		Headline: str(first(str(v["headline"]), str(v["name"]))), Description: str(v["description"]), Body: str(v["articleBody"]),
		Published: str(v["datePublished"]), Modified: str(v["dateModified"]), Language: named(v["inLanguage"], "alternateName"),
		Publisher: named(v["publisher"], "name"), URL: named(v["mainEntityOfPage"], "@id"), Image: named(v["image"], "url"),
		Authors: names(v["author"]), authorIDs: ids(v["author"]),
	}
	if s := list(v["articleSection"]); len(s) > 0 {
		l.Section = clean.Line(s[0])
	}
	for _, k := range list(v["keywords"]) {
		l.Keywords = append(l.Keywords, strings.Split(k, ",")...)
	}
	switch f := v["isAccessibleForFree"].(type) {
	case bool:
		l.Free = &f
	case string:
		yes := strings.EqualFold(f, "true")
		l.Free = &yes
	}
}

// authors returns the names of the authors, also of those that the article only
// refers to.
func (l *LinkedData) authors() []string {
	all := l.Authors
	for _, id := range l.authorIDs {
		all = append(all, l.people[id])
	}
	return all
}

// str returns v as a line if it is a string.
func str(v any) string {
	s, _ := v.(string)
	return clean.Line(unescape(s))
}

// list returns v's strings, be it one or an array.
func list(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, item := range v {
			if s, ok := item.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// named returns v if it is a string, else the key of its (first) object.
func named(v any, key string) string {
	switch v := v.(type) {
	case string:
		return str(v)
	case map[string]any:
		return first(str(v[key]), str(v["name"]))
	case []any:
		if len(v) > 0 {
			return named(v[0], key)
		}
	}
	return ""
}

// names returns the names of persons or organisations.
func names(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{str(v)}
	case map[string]any:
		if inner, ok := v["name"].([]any); ok {
			return names(inner)
		}
		return []string{str(v["name"])}
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, names(item)...)
		}
		return all
	}
	return nil
}

// ids returns the identifiers of objects that have no name here.
func ids(v any) []string {
	switch v := v.(type) {
	case map[string]any:
		if id := str(v["@id"]); id != "" && v["name"] == nil {
			return []string{id}
		}
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, ids(item)...)
		}
		return all
	}
	return nil
}
