package checks

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"
)

func (c comparison) negation() string {
	source, target := c.source.facts.Negation, c.target.facts.Negation
	switch {
	case c.source.vocabulary.unsure || c.target.vocabulary.unsure:
		return ""
	case source > 0 && target == 0 && !c.target.mayDeny():
		return "only the source denies"
	case target > 0 && source == 0 && !c.source.mayDeny():
		return "only the target denies"
	}
	return ""
}

const maxLengthRatio = 2.2

func (c comparison) length() string {
	source, target := Width(c.source.Text.Text), Width(c.target.Text.Text)
	if source == 0 || target == 0 || math.Abs(math.Log(target/source)) <= math.Log(maxLengthRatio) {
		return ""
	}
	return fmt.Sprintf("the target is %.1f times as long", target/source)
}

// Width is the length of a text in letters of an alphabet; a Han character
// stands for about three, a Kana for two.
func Width(text string) float64 {
	n := 0.0
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			n++
		case unicode.IsMark(r):
		case unicode.Is(unicode.Han, r):
			n += 3
		case unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 2
		default:
			n++
		}
	}
	return n
}
