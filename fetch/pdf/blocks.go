package pdf

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// Measures of the layout, all parts of the size of a line's letters or of the
// common width of lines. They hold for the typesetting of browsers, of word
// processors and of newspapers alike.
const (
	sameSize     = 0.12 // sizes that differ by less are the same
	headingSize  = 1.15 // of the text's size makes a heading
	looseLeading = 1.3  // of the common leading parts paragraphs
	indent       = 0.6  // of the size is an indented line
	shortLine    = 0.75 // of the common width ends a paragraph
	edge         = 0.1  // of the page's height, where what isn't the story stands
	maxHeading   = 200  // characters
)

// block is a run of lines that belong together.
type block struct {
	lines []line
	text  string
	size  float64
	kind  kilas.BlockKind
}

// layOut makes blocks of the lines of all pages.
func layOut(pages []page) []block {
	lines := withoutFurniture(pages)
	if len(lines) == 0 {
		return nil
	}
	m := measure(lines)
	var blocks []block
	for _, l := range lines {
		if n := len(blocks); n > 0 && m.continues(blocks[n-1], l) {
			b := &blocks[n-1]
			b.text = joined(*b, l)
			b.lines = append(b.lines, l)
			continue
		}
		blocks = append(blocks, block{lines: []line{l}, text: l.text, size: l.size})
	}
	for i := range blocks {
		b := &blocks[i]
		b.kind = kilas.BlockParagraph
		if b.size > headingSize*m.size && utf8.RuneCountInString(b.text) <= maxHeading {
			b.kind = kilas.BlockHeading
		} else if rest, ok := listItem(b.text); ok {
			b.kind, b.text = kilas.BlockList, rest
		}
	}
	return blocks
}

// metrics are what is common in a document.
type metrics struct {
	size    float64             // of the text's letters
	width   map[float64]float64 // of full lines, by size
	leading map[float64]float64 // between baselines, by size
}

// rounded makes sizes that are nearly the same one.
func rounded(size float64) float64 { return math.Round(2*size) / 2 }

func measure(lines []line) metrics {
	runes := map[float64]int{}
	widths, leadings := map[float64][]float64{}, map[float64][]float64{}
	for i, l := range lines {
		s := rounded(l.size)
		runes[s] += utf8.RuneCountInString(l.text)
		widths[s] = append(widths[s], l.x1-l.x0)
		if i == 0 || lines[i-1].page != l.page || rounded(lines[i-1].size) != s {
			continue
		}
		if d := lines[i-1].y - l.y; d > 0.5*l.size && d < 3*l.size {
			leadings[s] = append(leadings[s], d)
		}
	}
	m := metrics{width: map[float64]float64{}, leading: map[float64]float64{}}
	most := 0
	for s, n := range runes {
		if n > most || n == most && s < m.size {
			m.size, most = s, n
		}
		m.width[s] = quantile(widths[s], 0.9)
		m.leading[s] = quantile(leadings[s], 0.3)
	}
	return m
}

func quantile(values []float64, part float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	return values[int(part*float64(len(values)-1))]
}

// continues reports whether a line belongs to the block before it.
func (m metrics) continues(b block, l line) bool {
	last := b.lines[len(b.lines)-1]
	if math.Abs(l.size-last.size) > sameSize*last.size {
		return false
	}
	if _, ok := listItem(l.text); ok {
		return false
	}
	s := rounded(last.size)
	short := last.x1-last.x0 < shortLine*m.width[s]
	ended := endsSentence(last.text)
	down := last.y - l.y
	switch {
	case l.page != last.page || down < -0.5*l.size:
		// The next column or page goes on where no paragraph has ended.
		return !ended && !short && b.size <= headingSize*m.size
	case down < 0.5*l.size:
		return l.x0-last.x1 < 3*l.size // the same line
	case m.leading[s] > 0 && down > looseLeading*m.leading[s], m.leading[s] == 0 && down > 1.6*l.size:
		return false
	case b.size > headingSize*m.size:
		return true
	}
	left := last.x0
	if len(b.lines) == 1 && last.x0-l.x0 > indent*l.size {
		left = l.x0 // the first line was indented, this one isn't
	}
	if l.x0-left > indent*l.size {
		return !ended
	}
	return !ended || !short
}

// joined is the text of a block with one more line.
func joined(b block, l line) string {
	last := b.lines[len(b.lines)-1]
	before, _ := utf8.DecodeLastRuneInString(b.text)
	after, _ := utf8.DecodeRuneInString(l.text)
	switch {
	case last.hyphen && unicode.IsLetter(after):
		return b.text + l.text
	case (before == '-' || before == '\u2010') && unicode.IsLower(after) && partsWord(b.text):
		_, n := utf8.DecodeLastRuneInString(b.text)
		return b.text[:len(b.text)-n] + l.text
	case unspaced(before) && unspaced(after):
		return b.text + l.text
	}
	return b.text + " " + l.text
}

// partsWord reports whether the hyphen at the end of a text stands after a
// letter, as one that parts a word does.
func partsWord(text string) bool {
	_, n := utf8.DecodeLastRuneInString(text)
	r, _ := utf8.DecodeLastRuneInString(text[:len(text)-n])
	return unicode.IsLetter(r)
}

// unspaced reports whether r is of a script without spaces between words, or
// its punctuation.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}

// endsSentence reports whether a line ends as sentences do, perhaps in quotes.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)]）」』")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:。！？：…।", r)
}

var bullet = regexp.MustCompile(`^[•‣◦▪●–—]\s+(\S.*)$`)

func listItem(text string) (rest string, ok bool) {
	if m := bullet.FindStringSubmatch(text); m != nil {
		return m[1], true
	}
	return "", false
}

var (
	pageNumber = regexp.MustCompile(`(?i)^\W*(?:page|seite|halaman|página|pagina|strona)?\s*\d{1,4}(?:\s*(?:/|\||of|von|dari|de|di|van|z)\s*\d{1,4})?\W*$`)
	printed    = regexp.MustCompile(`^(?:https?://\S+|file:\S+)(?:\s+\d+/\d+)?$`)
	digits     = regexp.MustCompile(`\d+`)
)

// withoutFurniture returns the lines of the pages without page numbers, the
// addresses that browsers print, and what stands at the top or the bottom of
// page after page.
func withoutFurniture(pages []page) []line {
	at := map[string]int{}
	same := func(l line) string { return digits.ReplaceAllString(l.text, "#") }
	for _, p := range pages {
		seen := map[string]bool{}
		for _, l := range p.lines {
			if key := same(l); atEdge(p, l) && !seen[key] {
				seen[key] = true
				at[key]++
			}
		}
	}
	var out []line
	for _, p := range pages {
		for _, l := range p.lines {
			n := at[same(l)]
			if atEdge(p, l) && (n > 1 && 2*n >= len(pages) || pageNumber.MatchString(l.text) || printed.MatchString(l.text)) {
				continue
			}
			out = append(out, l)
		}
	}
	return out
}

func atEdge(p page, l line) bool { return l.y < edge*p.height || l.y > (1-edge)*p.height }
