package langs

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
