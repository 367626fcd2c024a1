package render

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// wrap breaks clean text into lines of at most width columns of a terminal, at
// the opportunities of UAX #14, and where a line has none between the grapheme
// clusters of UAX #29 (Thai, a long address). A number keeps the sign after it,
// as in "5 %". Widths are those of UAX #11. A width of 0 leaves the text on one
// line.
func wrap(text string, width int) []string {
	if width <= 0 {
		return []string{text}
	}
	var w wrapper
	for state := -1; text != ""; {
		var cluster string
		var boundaries int
		cluster, text, boundaries, state = uniseg.StepString(text, state)
		w.add(cluster, boundaries>>uniseg.ShiftWidth, width)
		if boundaries&uniseg.MaskLine != uniseg.LineDontBreak && !signNext(text) {
			w.endWord()
		}
	}
	w.endWord()
	w.endLine()
	return w.lines
}

// signNext reports whether text begins with a sign that belongs to the number
// before it.
func signNext(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("%‰€°", r)
}

// wrapper gathers clusters into words, and words into lines.
type wrapper struct {
	lines     []string
	line      strings.Builder
	word      strings.Builder
	lineWidth int
	wordWidth int // with its spaces
}

func (w *wrapper) add(cluster string, columns, width int) {
	if cluster == " " {
		w.word.WriteString(cluster)
		w.wordWidth += columns
		return
	}
	if w.lineWidth > 0 && w.lineWidth+w.wordWidth+columns > width {
		w.endLine()
	}
	if w.wordWidth > 0 && w.wordWidth+columns > width { // a word longer than a line
		w.endWord()
		w.endLine()
	}
	w.word.WriteString(cluster)
	w.wordWidth += columns
}

func (w *wrapper) endWord() {
	w.line.WriteString(w.word.String())
	w.lineWidth += w.wordWidth
	w.word.Reset()
	w.wordWidth = 0
}

func (w *wrapper) endLine() {
	if s := strings.TrimRight(w.line.String(), " "); s != "" {
		w.lines = append(w.lines, s)
	}
	w.line.Reset()
	w.lineWidth = 0
}

// columns is the width of s on a terminal.
func columns(s string) int { return uniseg.StringWidth(s) }
