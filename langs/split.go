package langs

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/sentences"

	"github.com/kilas-news/kilas"
)

// Split returns the sentences of a text in language l, in order and disjoint,
// each with its span and the number of its block. A newline always ends a
// block; empty lines count for none. White space around sentences belongs to
// none of them. Datelines are sentences of their own, and what is outside of
// the story carries its mark.
//
// The base is UAX #29 (Unicode Text Segmentation, section 5). The rules of
// [rules] are asked first at every end mark; where they have no opinion, UAX
// #29 decides. Thai, which writes no end marks, is cut at spaces; see thai.go.
func Split(l kilas.Lang, text string) []kilas.Sentence {
	s := splitter{rules: rulesOf(l), text: text}
	block := 0
	for start := 0; start < len(text); {
		end := start + lineLen(text[start:])
		if from, to := trimSpan(text, start, end); from < to {
			s.block(from, to, block)
			block++
		}
		start = end
		for start < len(text) && isLineBreak(text[start:]) > 0 {
			start += isLineBreak(text[start:])
		}
	}
	return s.out
}

// lineLen returns the number of bytes before the first line break.
func lineLen(s string) int {
	for i := 0; i < len(s); i++ {
		if isLineBreak(s[i:]) > 0 {
			return i
		}
	}
	return len(s)
}

// isLineBreak returns the length of the line break that s starts with, or 0.
func isLineBreak(s string) int {
	switch {
	case s[0] == '\n' || s[0] == '\r' || s[0] == '\v' || s[0] == '\f':
		return 1
	case strings.HasPrefix(s, "\u2028"), strings.HasPrefix(s, "\u2029"):
		return 3
	case strings.HasPrefix(s, "\u0085"):
		return 2
	}
	return 0
}

// trimSpan narrows a span of text to what is not white space.
func trimSpan(text string, start, end int) (int, int) {
	in := text[start:end]
	end -= len(in) - len(strings.TrimRightFunc(in, isBlank))
	in = text[start:end]
	start += len(in) - len(strings.TrimLeftFunc(in, isBlank))
	return start, end
}

// isBlank reports white space, and the invisible characters that editors
// leave at the ends of paragraphs.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

type splitter struct {
	rules *rules
	text  string
	out   []kilas.Sentence
}

// block appends the sentences of one block.
func (s *splitter) block(start, end, block int) {
	line := s.text[start:end]
	mark := lineMark(line)
	if mark == kilas.MarkReadMore {
		s.add(start, end, block, mark)
		return
	}
	if n, in := bracketedMark(line); n > 0 {
		s.add(start, start+n, block, in)
		mark = ""
		start, end = trimSpan(s.text, start+n, end)
		line = s.text[start:end]
	}
	if n := datelineLen(line); n > 0 {
		s.add(start, start+n, block, kilas.MarkDateline)
		start, end = trimSpan(s.text, start+n, end)
		if start == end {
			return
		}
	}
	from := start
	for _, at := range s.rules.breaks(s.text[start:end]) {
		s.add(from, start+at, block, mark)
		from = start + at
	}
	s.add(from, end, block, mark)
}

// add appends a sentence without the white space around it.
func (s *splitter) add(start, end, block int, mark kilas.Mark) {
	start, end = trimSpan(s.text, start, end)
	if start == end {
		return
	}
	sentence := kilas.Sentence{Text: s.text[start:end], Start: start, End: end, Block: block}
	if mark == "" {
		mark = sentenceMark(sentence.Text)
	}
	if mark != "" {
		sentence.Marks = []kilas.Mark{mark}
	}
	s.out = append(s.out, sentence)
}

// breaks returns where sentences begin inside a block, except the first.
func (r *rules) breaks(block string) []int {
	if r.bySpaces != nil {
		return r.bySpaces(block)
	}
	uax := uaxEnds(block)
	keep := r.keptTogether(block)
	var out []int
	for at := 0; at < len(block); {
		b, ok := r.nextStop(block, at)
		if !ok {
			return append(out, uax.between(at, len(block))...)
		}
		out = append(out, uax.between(at, b.at)...)
		if n := len(out); n > 0 {
			b.from = min(out[n-1], b.at)
		}
		next := b.next()
		if next >= len(block) {
			return out
		}
		opened := next + len(prefixFunc(block[next:], isOpener))
		if !keep.inside(next) && r.ends(b, uax.has(next) || uax.has(opened)) {
			out = append(out, next)
		}
		at = opened
	}
	return out
}

// boundaries are places in a block, in order. They are asked for from left to
// right.
type boundaries struct {
	at   []int
	seen int // how many are behind
}

// uaxEnds returns the sentence boundaries of UAX #29 inside a block.
func uaxEnds(block string) *boundaries {
	var ends boundaries
	for it := sentences.FromString(block); it.Next(); {
		if it.End() < len(block) && !endsInComma(it.Value()) {
			ends.at = append(ends.at, it.End())
		}
	}
	return &ends
}

// endsInComma reports the marks that UAX #29 counts as ends and that only
// part clauses.
func endsInComma(s string) bool {
	return strings.HasSuffix(strings.TrimRightFunc(s, isBlank), "၊")
}

// between returns the boundaries after from and before to: those at no end
// mark that the rules know, such as after "‽".
func (b *boundaries) between(from, to int) []int {
	for b.seen < len(b.at) && b.at[b.seen] <= from {
		b.seen++
	}
	first := b.seen
	for b.seen < len(b.at) && b.at[b.seen] < to {
		b.seen++
	}
	return b.at[first:b.seen]
}

// has reports whether x, which is not behind, is a boundary.
func (b *boundaries) has(x int) bool {
	for i := b.seen; i < len(b.at) && b.at[i] <= x; i++ {
		if b.at[i] == x {
			return true
		}
	}
	return false
}
