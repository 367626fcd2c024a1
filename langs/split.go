package langs

import (
	"strings"
	"unicode"
	"unicode/utf8"

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
	ends := uaxEnds(block)
	keep := r.keptTogether(block)
	var out []int
	for at := 0; at < len(block); {
		b, ok := r.nextStop(block, at)
		if !ok {
			out = append(out, uaxBetween(ends, at, len(block))...)
			break
		}
		out = append(out, uaxBetween(ends, at, b.at)...)
		if n := len(out); n > 0 {
			b.from = min(out[n-1], b.at)
		}
		next := b.next()
		if next >= len(block) {
			break
		}
		opened := next + len(prefixFunc(block[next:], isOpener))
		if !keep.inside(next) && r.ends(b, contains(ends, next) || contains(ends, opened)) {
			out = append(out, next)
		}
		at = opened
	}
	return out
}

// uaxEnds returns the sentence boundaries of UAX #29 inside a block.
func uaxEnds(block string) []int {
	var ends []int
	for it := sentences.FromString(block); it.Next(); {
		if it.End() < len(block) && !endsInComma(it.Value()) {
			ends = append(ends, it.End())
		}
	}
	return ends
}

// endsInComma reports the marks that UAX #29 counts as ends and that only
// part clauses.
func endsInComma(s string) bool {
	return strings.HasSuffix(strings.TrimRightFunc(s, isBlank), "၊")
}

// uaxBetween returns the boundaries of UAX #29 that are at no end mark that
// the rules know, such as after "‽".
func uaxBetween(ends []int, from, to int) []int {
	lo := 0
	for lo < len(ends) && ends[lo] <= from {
		lo++
	}
	hi := lo
	for hi < len(ends) && ends[hi] < to {
		hi++
	}
	return ends[lo:hi]
}

func contains(sorted []int, x int) bool {
	for _, y := range sorted {
		if y >= x {
			return y == x
		}
	}
	return false
}

func isOpener(r rune) bool { return strings.ContainsRune("“\"‘„«»「『(（[【¿¡", r) }

// stop is a run of end marks in a block, with what stands around it.
type stop struct {
	block string
	from  int    // where the sentence begins
	at    int    // where the end marks begin
	stop  string // the end marks: ".", "?!", "…"
	close string // closing quotation marks and brackets after them
	gap   string // white space after those
}

func (b stop) left() string  { return b.block[:b.at] }
func (b stop) right() string { return b.block[b.next():] }
func (b stop) next() int     { return b.at + len(b.stop) + len(b.close) + len(b.gap) }

// nextStop finds the first run of end marks at or after from.
func (r *rules) nextStop(block string, from int) (stop, bool) {
	for i := from; i < len(block); {
		c, n := utf8.DecodeRuneInString(block[i:])
		if !r.isEndMark(c) {
			i += n
			continue
		}
		b := stop{block: block, at: i}
		b.stop = prefixFunc(block[i:], r.isEndMark)
		rest := block[i+len(b.stop):]
		b.close = closers(block, i+len(b.stop))
		b.gap = prefixFunc(rest[len(b.close):], isBlank)
		if stray := b.strayStop(r); stray > 0 {
			b.close = rest[:len(b.close)+stray]
			b.gap = prefixFunc(rest[len(b.close):], isBlank)
		}
		return b, true
	}
	return stop{}, false
}

// strayStop returns the length of white space and a lone end mark that follow
// closing marks, as in "“Did I win?” . That was all".
func (b stop) strayStop(r *rules) int {
	c, n := utf8.DecodeRuneInString(b.right())
	after := b.right()[n:]
	if b.close == "" || n == 0 || !r.isEndMark(c) || after != "" && !isBlank(rune(after[0])) {
		return 0
	}
	return len(b.gap) + n
}

// closers returns the closing quotation marks, brackets and note numbers
// ("[1]") at the beginning of block[from:]. White space may stand before a
// guillemet, as in French, and before a straight mark that closes a quotation.
func closers(block string, from int) string {
	i := from
	for i < len(block) {
		if note := noteNumber(block[i:]); note > 0 {
			i += note
			continue
		}
		gap := len(prefixFunc(block[i:], isBlank))
		c, n := utf8.DecodeRuneInString(block[i+gap:])
		if n == 0 || !closesAt(c, block[:i+gap], block[i+gap+n:], gap > 0) {
			break
		}
		i += gap + n
	}
	return block[from:i]
}

// closesAt reports whether the mark c between two parts of a block closes
// something. Spaced says that white space stands before it.
func closesAt(c rune, before, after string, spaced bool) bool {
	open := startsWord(after)
	switch c {
	case '»':
		return !open
	case '”':
		return !spaced || !open
	case '"':
		return !open && (!spaced || (after == "" || isBlank(rune(after[0]))) && strings.Count(before, "\"")%2 == 1)
	case '“', '«':
		return !spaced && !open
	}
	return !spaced && strings.ContainsRune("’')]}）】」』›》〉］", c)
}

func startsWord(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return s != "" && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

// noteNumber returns the length of a note number such as "[12]".
func noteNumber(s string) int {
	if len(s) < 3 || s[0] != '[' {
		return 0
	}
	i := 1
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	if i > 1 && i < len(s) && s[i] == ']' {
		return i + 1
	}
	return 0
}

// prefixFunc returns the longest prefix of s whose runes all satisfy f.
func prefixFunc(s string, f func(rune) bool) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !f(r) }); i >= 0 {
		return s[:i]
	}
	return s
}
