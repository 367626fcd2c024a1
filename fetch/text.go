package fetch

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// maxTitleRunes is the longest first line of a plain text that is its title.
const maxTitleRunes = 120

// readText reads a plain text: a title if it has one, then its blocks.
func readText(in content) Item {
	lines := strings.Split(clean.Text(string(in.body)), "\n")
	var w writer
	if title, ok := titleOf(lines); ok {
		w.title = title
		lines = lines[2:]
	}
	for _, l := range paragraphs(lines) {
		w.add(l.kind, l.text)
	}
	return w.item(in)
}

// titleOf returns the first line if it is a title: at most 120 characters, no
// final full stop, and a blank line after it.
func titleOf(lines []string) (string, bool) {
	if len(lines) < 3 || lines[1] != "" || utf8.RuneCountInString(lines[0]) > maxTitleRunes {
		return "", false
	}
	r, _ := utf8.DecodeLastRuneInString(lines[0])
	return lines[0], !strings.ContainsRune(".。．｡।។။።", r)
}

// line is a block of a plain text.
type line struct {
	kind kilas.BlockKind
	text string
}

var bullet = regexp.MustCompile(`^(?:[-*•‣◦▪●–—·]\s+)(\S.*)$`)

// paragraphs makes blocks of lines. A line is a block; where a text is wrapped
// at a fixed width, the lines between two blank ones are.
func paragraphs(lines []string) []line {
	wrapped := isWrapped(lines)
	var out []line
	open := false // the last block may be continued by the next line
	for i, l := range lines {
		if l == "" {
			open = false
			continue
		}
		if m := bullet.FindStringSubmatch(l); m != nil {
			out = append(out, line{kilas.BlockList, m[1]})
			open = wrapped
			continue
		}
		if open {
			out[len(out)-1].text += " " + l
			continue
		}
		kind := kilas.BlockParagraph
		if isHeading(lines, i) && !(wrapped && i+1 < len(lines) && lines[i+1] != "") {
			kind = kilas.BlockHeading
		}
		out = append(out, line{kind, l})
		open = wrapped && kind != kilas.BlockHeading
	}
	return out
}

// isWrapped reports whether the text's lines are broken at a fixed width, as
// in mails: lines follow each other without blanks, are about as long as each
// other, and mostly end in the middle of a sentence.
func isWrapped(lines []string) bool {
	inner, middle, longest := 0, 0, 0
	blank := false
	for i, l := range lines {
		longest = max(longest, utf8.RuneCountInString(l))
		blank = blank || l == ""
		if l == "" || i+1 == len(lines) || lines[i+1] == "" {
			continue
		}
		inner++
		if !endsSentence(l) && utf8.RuneCountInString(l) > 35 {
			middle++
		}
	}
	return longest <= 100 && inner >= 3 && middle*10 >= inner*7
}

// isHeading reports whether line i is a section heading: short, without a
// sentence's end, and followed by a longer line.
func isHeading(lines []string, i int) bool {
	l := lines[i]
	if utf8.RuneCountInString(l) > 80 || endsSentence(l) || strings.HasSuffix(l, ",") || strings.HasSuffix(l, ";") || !hasLetter(l) {
		return false
	}
	for _, next := range lines[i+1:] {
		if next != "" {
			return utf8.RuneCountInString(next) > utf8.RuneCountInString(l)
		}
	}
	return false
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// endsSentence reports whether a line ends as sentences do, perhaps in quotes.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]）」』")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:。！？：…।؟۔።။។", r)
}

// writer builds an article's text from blocks.
type writer struct {
	title, byline, published string
	text                     strings.Builder
	blocks                   []kilas.Block
	hints                    []LangHint
}

// add appends a block; empty ones are left out.
func (w *writer) add(kind kilas.BlockKind, text string) {
	if text = clean.Line(text); text == "" {
		return
	}
	if w.text.Len() > 0 {
		w.text.WriteByte('\n')
	}
	start := w.text.Len()
	w.text.WriteString(text)
	w.blocks = append(w.blocks, kilas.Block{Kind: kind, Start: start, End: w.text.Len()})
}

// item returns the article that was written.
func (w *writer) item(in content) Item {
	if w.text.Len() == 0 {
		return failed(in.source, &codeError{"no-article", "has no text but a title", "give the text of the article"})[0]
	}
	a := &kilas.Article{
		Source: in.source, URL: in.address(), Title: w.title, Byline: w.byline, Published: w.published,
		Status: kilas.StatusFull, Text: w.text.String(), Blocks: w.blocks,
	}
	finish(a)
	return Item{Article: a, Hints: w.hints}
}

// finish fills in what every article has.
func finish(a *kilas.Article) {
	a.Schema = kilas.SchemaArticle
	if a.Status == "" {
		a.Status = kilas.StatusFull
	}
	if a.Title == "" && !warned(a, "no-title") {
		a.Warnings = append(a.Warnings, kilas.Warning{Code: "no-title", Message: "the source has no title"})
	}
	if a.ID == "" {
		a.ID = stableID(a)
	}
	a.LangCandidates = orEmpty(a.LangCandidates)
	a.Tags = orEmpty(a.Tags)
	a.Blocks = orEmpty(a.Blocks)
	a.Images = orEmpty(a.Images)
	a.Warnings = orEmpty(a.Warnings)
}

// orEmpty makes a missing list an empty one, which JSON writes as [].
func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func warned(a *kilas.Article, code string) bool {
	for _, w := range a.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}
