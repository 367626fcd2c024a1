package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// Block is a run of text between two block-level borders, as one line.
type Block struct {
	Element   int // innermost element that holds all of it
	Kind      kilas.BlockKind
	Text      string
	Runes     int
	LinkRunes int // in links
	BoldRunes int
	Links     int
	Words     int // runs of letters and digits; in scripts without spaces, two letters
	Stops     int // ends of sentences
	Commas    int
	Digits    int
	Uppers    int
	dense     int // letters of scripts without spaces
	syllables int // of Korean
}

// LinkDensity is the share of the text that is in links.
func (b *Block) LinkDensity() float64 {
	if b.Runes == 0 {
		return 0
	}
	return min(1, float64(b.LinkRunes)/float64(b.Runes))
}

// Size is the length of the text in letters of alphabetic scripts: a letter of
// a script without spaces says about as much as three, a Korean syllable as two.
func (b *Block) Size() int { return b.Runes + 2*b.dense + b.syllables }

// count fills in what the text of the block says about itself.
func (b *Block) count() {
	inWord := false
	for _, r := range b.Text {
		b.Runes++
		switch {
		case isDense(r):
			b.dense++
			inWord = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				b.Words++
			}
			if r >= 0xac00 && r < 0xd7b0 {
				b.syllables++
			}
			inWord = true
			if unicode.IsDigit(r) {
				b.Digits++
			} else if unicode.IsUpper(r) {
				b.Uppers++
			}
		default:
			inWord = inWord && unicode.IsMark(r)
			if strings.ContainsRune(stops, r) {
				b.Stops++
			} else if strings.ContainsRune(commas, r) {
				b.Commas++
			}
		}
	}
	b.Words += (b.dense + 1) / 2
}

const (
	stops  = ".!?。！？…।؟۔።။។"
	commas = ",，、،;；፣၊"
)

// isDense reports whether r belongs to a script written without spaces.
func isDense(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r < 0x1100:
		return r <= 0x0eff || r >= 0x1000 && r < 0x10a0
	}
	return r >= 0x1780 && r < 0x1800 || r >= 0x3040 && r < 0x3100 || r >= 0x3400 && r < 0xa000 || r >= 0x20000 && r < 0x32000
}

// EndsSentence reports whether text ends as sentences do, perhaps in quotes.
func EndsSentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]）」』 ")
	r, n := utf8.DecodeLastRuneInString(text)
	return n > 0 && (r == ':' || r == '：' || strings.ContainsRune(stops, r))
}
