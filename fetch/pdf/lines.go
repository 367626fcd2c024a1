package pdf

import (
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/unicode/norm"
)

// page is the text of a page in the order that it was set in.
type page struct {
	height float64 // in points
	lines  []line
	runes  int
}

// line is a line of text. Places are in points, from the lower left corner of
// the page; size is the height of its letters with what they may stand above
// and below.
type line struct {
	text   string
	page   int
	x0, x1 float64
	y      float64 // of the baseline
	size   float64
	hyphen bool // it ends in a part of a word
}

// wordBreaks are how PDFium gives a hyphen that parts a word at the end of a
// line, and the end of the line with it.
const wordBreaks = "\u0002\ufffe"

// softHyphen is where a word might have been parted.
const softHyphen = '\u00ad'

// page reads page i, up to maxRunes characters.
func (s *source) page(i, maxRunes int) (page, error) {
	loaded, err := s.engine.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: s.ref, Index: i})
	if err != nil {
		return page{}, err
	}
	defer s.engine.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	by := requests.Page{ByReference: &loaded.Page}
	height, err := s.engine.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: by})
	if err != nil {
		return page{}, err
	}
	text, err := s.engine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: by})
	if err != nil {
		return page{}, err
	}
	defer s.engine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := s.engine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return page{}, err
	}
	p := page{height: float64(height.PageHeight)}
	var runes []rune // of the line that is being read
	first := 0       // its place among the characters
	for k := range min(count.Count, maxRunes) {
		c, err := s.engine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text.TextPage, Index: k})
		if err != nil {
			return page{}, err
		}
		p.runes++
		r := rune(c.Unicode)
		if r != '\n' && r != '\r' {
			runes = append(runes, r)
		}
		if r != '\n' && r != '\r' && !strings.ContainsRune(wordBreaks, r) {
			continue
		}
		p.lines = s.line(p.lines, text.TextPage, i, first, runes)
		runes, first = runes[:0], k+1
	}
	p.lines = s.line(p.lines, text.TextPage, i, first, runes)
	return p, nil
}

// line appends the line of runes, whose first is character number first, if
// there is anything in it.
func (s *source) line(lines []line, text references.FPDF_TEXTPAGE, pageIndex, first int, runes []rune) []line {
	begin, end := 0, len(runes)
	for begin < end && isBlank(runes[begin]) {
		begin++
	}
	for end > begin && isBlank(runes[end-1]) {
		end--
	}
	if begin == end {
		return lines
	}
	l := line{page: pageIndex}
	l.text, l.hyphen = lineText(runes[begin:end])
	from, ok := s.place(text, first+begin)
	last := end - 1
	if l.hyphen && last > begin {
		last-- // the hyphen has no place of its own
	}
	to, ok2 := s.place(text, first+last)
	middle, ok3 := s.place(text, first+(begin+end)/2)
	if l.text == "" || !ok || !ok2 || !ok3 {
		return lines
	}
	l.x0, l.x1, l.y = min(from.x0, to.x0), max(from.x1, to.x1), to.y // the first letter may hang
	sizes := []float64{from.size, middle.size, to.size}
	slices.Sort(sizes)
	l.size = sizes[1]
	return append(lines, l)
}

// place is where a character is.
type place struct{ x0, x1, y, size float64 }

func (s *source) place(text references.FPDF_TEXTPAGE, i int) (place, bool) {
	origin, err := s.engine.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return place{}, false
	}
	box, err := s.engine.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return place{}, false
	}
	r := box.Rect
	return place{float64(r.Left), float64(r.Right), origin.Y, float64(r.Top - r.Bottom)}, true
}

func isBlank(r rune) bool { return r <= ' ' && r != 2 || unicode.IsSpace(r) }

// lineText is the text of a line: without what isn't text, with ligatures and
// other forms of presentation as the letters that they stand for.
func lineText(runes []rune) (text string, hyphen bool) {
	var b strings.Builder
	for i, r := range runes {
		switch {
		case r == softHyphen, strings.ContainsRune(wordBreaks, r):
			hyphen = i == len(runes)-1
		case r < ' ' || r == unicode.ReplacementChar || unicode.Is(unicode.Co, r):
			b.WriteByte(' ')
		case r >= 0xfb00 && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff:
			b.WriteString(norm.NFKC.String(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(b.String()), " "), hyphen
}
