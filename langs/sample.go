package langs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxSampleBytes bounds what of a text is looked at; sampleParts is the number
// of pieces, spread over the text, that a longer one is looked at in.
const (
	maxSampleBytes = 4000
	sampleParts    = 4
)

// sample is what the choice of a language looks at: the words of a text in
// small letters, and its letters by script.
type sample struct {
	words   []string
	letters [scriptCount]int
	malay   float64 // what its numbers say for Malay against Indonesian
	odd     int     // points of oddness
}

// newSample reads a text. Addresses, handles and numbers are no words.
func newSample(text string) *sample {
	s := &sample{}
	for _, part := range pieces(text) {
		for field := range strings.FieldsSeq(part) {
			if !isAddress(field) {
				s.add(norm.NFC.String(field))
				s.malay += malayNumber(field)
			}
		}
	}
	return s
}

// pieces cuts a long text down to parts of it that begin and end at a space.
func pieces(text string) []string {
	if len(text) <= maxSampleBytes {
		return []string{text}
	}
	parts := make([]string, 0, sampleParts)
	size := maxSampleBytes / sampleParts
	step := (len(text) - size) / (sampleParts - 1)
	for i := range sampleParts {
		part := text[i*step : i*step+size]
		parts = append(parts, trimPartial(part))
	}
	return parts
}

// trimPartial drops what may be a cut word or letter at both ends.
func trimPartial(s string) string {
	if i := strings.IndexByte(s, ' '); i >= 0 && i < 60 {
		s = s[i+1:]
	}
	if i := strings.LastIndexByte(s, ' '); i > len(s)-60 && i >= 0 {
		s = s[:i]
	}
	return strings.ToValidUTF8(s, "")
}

func isAddress(field string) bool {
	return strings.HasPrefix(field, "@") || strings.HasPrefix(field, "#") || strings.Contains(field, "://") ||
		strings.HasPrefix(field, "www.") || strings.Contains(field, "@") && strings.Contains(field, ".")
}

// add takes the words of a field: runs of letters and marks of one script,
// with apostrophes inside.
func (s *sample) add(field string) {
	start, current := -1, noScript
	last := ' '
	end := func(i int) {
		if start >= 0 {
			word := strings.ReplaceAll(strings.ToLower(field[start:i]), "’", "'")
			s.words = append(s.words, strings.Trim(word, "'"))
		}
		start, current = -1, noScript
	}
	for i, r := range field {
		sc := scriptOf(r)
		s.odd += oddness(last, r)
		last = r
		switch {
		case sc == noScript && start >= 0 && (r == '\'' || r == '’' || r == '\u200c' || unicode.IsMark(r)):
			continue
		case sc == noScript:
			end(i)
			continue
		case start >= 0 && sc != current:
			end(i)
		}
		if start < 0 {
			start, current = i, sc
		}
		if !unicode.IsMark(r) || sc != latin {
			s.letters[sc]++
		}
	}
	end(len(field))
}

// foreignShare is the share of the letters that makes a script the script of a
// text beside Latin ones: names and products are written in Latin everywhere.
const foreignShare = 0.3

// script returns the script of the text and its share of the letters, or
// noScript for a text without letters. Kana beside Chinese characters are
// counted with them.
func (s *sample) script() (script, float64) {
	total, best := 0.0, noScript
	var weight [scriptCount]float64
	for i := range weight {
		weight[i] = float64(s.letters[i]) * script(i).weight()
		total += weight[i]
	}
	if s.letters[kana] > 0 && float64(s.letters[kana]) >= 0.06*float64(s.letters[han]) {
		weight[kana] += weight[han]
		weight[han] = 0
	}
	for i := range weight {
		if weight[i] > weight[best] && script(i) != latin {
			best = script(i)
		}
	}
	if total == 0 {
		return noScript, 0
	}
	if share := weight[best] / total; best != noScript && (share >= foreignShare || weight[best] >= weight[latin]) {
		return best, share
	}
	return latin, weight[latin] / total
}

// of returns the words of one script.
func (s *sample) of(sc script) []string {
	if sc == han || sc == kana {
		return s.words
	}
	out := make([]string, 0, len(s.words))
	for _, w := range s.words {
		r, _ := utf8.DecodeRuneInString(w)
		if scriptOf(r) == sc {
			out = append(out, w)
		}
	}
	return out
}

// count returns the number of letters of the text.
func (s *sample) count() int {
	n := 0
	for _, k := range s.letters {
		n += k
	}
	return n
}

// spaceless reports a text in a script that is written without spaces.
func (s *sample) spaceless() bool {
	sc, _ := s.script()
	return sc == han || sc == kana || sc == thai || sc == khmer || sc == myanmar || sc == lao || sc == tibetan
}
