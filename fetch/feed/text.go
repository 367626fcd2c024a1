package feed

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// Bounds of an entry's fields.
const (
	maxTitleRunes   = 500
	maxSummaryRunes = 2000
	maxNameRunes    = 300 // a byline, a feed's title
	maxTagRunes     = 100
	maxTags         = 50
	maxGUIDBytes    = 2048
	maxURLBytes     = 4096
	maxContentBytes = 1 << 20
	maxMarkupBytes  = 64 << 10 // of a field that becomes a line
)

// lineOf returns the text of a field that may hold HTML, once or twice
// escaped, as one line of at most maxRunes characters.
func lineOf(s string, maxRunes int) string {
	s = cutBytes(s, maxMarkupBytes)
	for range 3 {
		if !strings.ContainsAny(s, "<&") {
			break
		}
		text := plain(s)
		if text == s {
			break
		}
		s = text
	}
	return cutRunes(clean.Line(s), maxRunes)
}

// plain returns the text of HTML. Blocks are parted by spaces; what no reader
// sees is left out.
func plain(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			hidden += hiding(atom.Lookup(name))
			space(&b, atom.Lookup(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			hidden = max(hidden-hiding(atom.Lookup(name)), 0)
			space(&b, atom.Lookup(name))
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			space(&b, atom.Lookup(name))
		}
	}
}

// hiding is 1 for elements whose content no reader sees.
func hiding(a atom.Atom) int {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Iframe, atom.Noframes, atom.Object, atom.Svg:
		return 1
	}
	return 0
}

// space parts the words on both sides of a tag, unless it is one of those that
// stand inside of words.
func space(b *strings.Builder, a atom.Atom) {
	switch a {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Em, atom.Font, atom.I, atom.Ins, atom.Mark,
		atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.U, atom.Wbr:
	default:
		b.WriteByte(' ')
	}
}

// cutRunes returns at most n characters of s, cut between words where there is
// a space in the last fifth.
func cutRunes(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	at, last := 0, 0
	for i, r := range s {
		if at == n {
			s = s[:i]
			break
		}
		if r == ' ' && at > n*4/5 {
			last = i
		}
		at++
	}
	if last > 0 {
		s = s[:last]
	}
	return strings.TrimSpace(s)
}

// cutBytes returns at most n bytes of s, whole characters.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// tagsOf cleans tags, each once, whatever the case of its letters.
func tagsOf(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		tag := lineOf(s, maxTagRunes)
		if key := strings.ToLower(tag); tag != "" && !seen[key] && len(out) < maxTags {
			seen[key] = true
			out = append(out, tag)
		}
	}
	return out
}

// bylineOf joins the names of persons. Mail addresses are no names.
func bylineOf(names []string) string {
	var out []string
	seen := map[string]bool{}
	for _, s := range names {
		name := personOf(lineOf(s, maxNameRunes))
		if name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	return cutRunes(strings.Join(out, ", "), maxNameRunes)
}

// mailAndName is the form of RSS: "mail@example.com (Name)".
var (
	mailAndName = regexp.MustCompile(`^\S+@\S+\s*\((.+)\)$`)
	mailAround  = regexp.MustCompile(`\s*[<(]?\S+@\S+[>)]?\s*`)
)

func personOf(s string) string {
	if m := mailAndName.FindStringSubmatch(s); m != nil {
		return strings.TrimSpace(m[1])
	}
	s = strings.TrimSpace(mailAround.ReplaceAllString(s, " "))
	if strings.IndexFunc(s, unicode.IsLetter) < 0 {
		return ""
	}
	return s
}

// contentOf bounds a field that holds an article as HTML. What has no text of
// its own is none.
func contentOf(s string) string {
	s = strings.TrimSpace(cutBytes(s, maxContentBytes))
	if s == "" || strings.IndexFunc(lineOf(s, 200), unicode.IsLetter) < 0 {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}

// textContent makes HTML of plain text: its paragraphs.
func textContent(s string) string {
	var b strings.Builder
	for p := range strings.SplitSeq(clean.Text(s), "\n") {
		if p != "" {
			b.WriteString("<p>" + html.EscapeString(p) + "</p>\n")
		}
	}
	return b.String()
}

// langTag is the form of a language tag (RFC 5646, section 2.1).
var langTag = regexp.MustCompile(`^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}$`)

// langOf cleans a language tag; what is none, such as the name of a language,
// is left out.
func langOf(s string) string {
	s = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "_", "-")
	if !langTag.MatchString(s) || s == "und" || s == "mul" || s == "zxx" {
		return ""
	}
	return s
}
