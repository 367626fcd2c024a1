package translate

import (
	"regexp"
	"slices"
	"sort"
	"strings"
)

// untouchable finds what a translation must repeat to the letter: addresses,
// e-mail addresses, code, @names, #tags with a letter, and emoji with their
// modifiers and joiners (UTS #51, the blocks in use).
var untouchable = regexp.MustCompile(strings.Join([]string{
	"`[^`\n]+`",
	`(?:https?|ftp)://[^\s<>"“”«»]+`,
	`\bwww\.[^\s<>"“”«»]+`,
	`[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+`,
	`\b[A-Za-z]\w*(?:_\w+)+(?:\(\))?|\b[A-Za-z]\w*\(\)`,
	`@[\p{L}\p{N}_]+(?:[.\-][\p{L}\p{N}_]+)*`,
	`#[\p{N}_]*\p{L}[\p{L}\p{M}\p{N}_]*`,
	`[\x{1F1E6}-\x{1F1FF}]{2}`,
	emoji + `(?:\x{200D}` + emoji + `)*`,
}, "|"))

const emoji = `[\x{231A}\x{231B}\x{23E9}-\x{23FA}\x{2600}-\x{27BF}\x{2B1B}\x{2B1C}\x{2B50}\x{2B55}\x{1F004}\x{1F0CF}\x{1F170}-\x{1F19A}\x{1F201}-\x{1F251}\x{1F300}-\x{1FAFF}][\x{FE0F}\x{1F3FB}-\x{1F3FF}\x{E0020}-\x{E007F}]*`

// tokens returns the places of the untouchable parts of a sentence. A full
// stop or bracket that closes the sentence is no part of an address.
func tokens(sentence string) [][]int {
	found := untouchable.FindAllStringIndex(sentence, -1)
	for _, t := range found {
		if text := sentence[t[0]:t[1]]; strings.Contains(text, "://") || strings.HasPrefix(text, "www.") {
			t[1] = t[0] + len(trimAddress(text))
		}
	}
	return found
}

func trimAddress(text string) string {
	for {
		short := strings.TrimRight(text, ".,;:!?'’…*")
		if strings.HasSuffix(short, ")") && strings.Count(short, ")") > strings.Count(short, "(") {
			short = strings.TrimSuffix(short, ")")
		}
		if short == text {
			return text
		}
		text = short
	}
}

// lost returns the untouchable parts of sentence that text lacks.
func lost(sentence, text string) []string {
	want := map[string]int{}
	missing := []string{}
	for _, t := range tokens(sentence) {
		token := sentence[t[0]:t[1]]
		want[token]++
		if strings.Count(text, token) < want[token] {
			missing = append(missing, token)
		}
	}
	return missing
}

// protected translates sentences and looks whether their untouchable parts
// came back. Where a backend mangled one, the sentence is translated again
// with placeholders, and if these are mangled too, in pieces around the parts.
// Backends that leave them alone see the sentences as they are. When the first
// translation fails, there may be texts beside the error.
func protected(sentences []string, translate func([]string) ([]string, error)) ([]string, error) {
	texts, err := translate(sentences)
	if err != nil {
		return texts, err
	}
	for _, method := range []func(sentence string) disguise{placeholders, pieces} {
		hurt, batch, disguises := []int{}, []string{}, []disguise{}
		for i, s := range sentences {
			if texts[i] != "" && len(lost(s, texts[i])) > 0 {
				d := method(s)
				hurt, batch, disguises = append(hurt, i), append(batch, d.texts...), append(disguises, d)
			}
		}
		if len(hurt) == 0 {
			break
		}
		again, err := translate(batch)
		if err != nil {
			break // the first translation stands, marked by its caller
		}
		for k, d := range disguises {
			parts := again[:len(d.texts)]
			again = again[len(d.texts):]
			if text := d.undo(parts); !slices.Contains(parts, "") && len(lost(sentences[hurt[k]], text)) == 0 {
				texts[hurt[k]] = text
			}
		}
	}
	return texts, nil
}

// disguise is a sentence in a form that hides its untouchable parts, and the
// way back from the translations of that form.
type disguise struct {
	texts []string
	undo  func(translations []string) string
}

// placeholders writes short capital codes, which most translators copy as
// they copy initialisms, in place of the parts.
func placeholders(sentence string) disguise {
	stem := "XQ"
	for strings.Contains(strings.ToUpper(sentence), stem) {
		stem += "Q"
	}
	originals := map[string]string{}
	masked := replace(sentence, func(token string) string {
		code := stem + string(rune('A'+len(originals)%26)) + strings.Repeat("X", len(originals)/26)
		originals[code] = token
		return code
	})
	codes := make([]string, 0, len(originals))
	for code := range originals {
		codes = append(codes, code)
	}
	sort.Slice(codes, func(i, j int) bool {
		return len(codes[i]) > len(codes[j]) || len(codes[i]) == len(codes[j]) && codes[i] < codes[j]
	})
	return disguise{[]string{masked}, func(t []string) string {
		text := t[0]
		for _, code := range codes {
			text = regexp.MustCompile(`(?i)`+code).ReplaceAllLiteralString(text, originals[code])
		}
		return text
	}}
}

// pieces cuts a sentence at its untouchable parts: no backend sees them, at
// the price of worse grammar around them.
func pieces(sentence string) disguise {
	texts, frame, at := []string{}, []string{}, 0
	cut := func(end int) {
		piece := sentence[at:end]
		core := strings.TrimSpace(piece)
		if !hasLetter(core) {
			frame = append(frame, piece)
			return
		}
		i := strings.Index(piece, core)
		frame = append(frame, piece[:i], "\x00", piece[i+len(core):])
		texts = append(texts, core)
	}
	for _, t := range tokens(sentence) {
		cut(t[0])
		frame = append(frame, sentence[t[0]:t[1]])
		at = t[1]
	}
	cut(len(sentence))
	return disguise{texts, func(translations []string) string {
		var b strings.Builder
		for _, f := range frame {
			if f == "\x00" {
				f, translations = translations[0], translations[1:]
			}
			b.WriteString(f)
		}
		return b.String()
	}}
}

// replace exchanges the untouchable parts of a sentence.
func replace(sentence string, by func(token string) string) string {
	var b strings.Builder
	at := 0
	for _, t := range tokens(sentence) {
		b.WriteString(sentence[at:t[0]])
		b.WriteString(by(sentence[t[0]:t[1]]))
		at = t[1]
	}
	b.WriteString(sentence[at:])
	return b.String()
}
