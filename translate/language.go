package translate

import (
	"unicode"

	"github.com/kilas-news/kilas"
)

// minScriptLetters is the number of letters from which the script of a text
// tells its language.
const minScriptLetters = 12

// scripts holds the writing system of languages that have one of their own
// other than Latin (CLDR's likely subtags).
var scripts = map[kilas.Lang]*unicode.RangeTable{
	"am": unicode.Ethiopic, "ar": unicode.Arabic, "be": unicode.Cyrillic, "bg": unicode.Cyrillic,
	"bn": unicode.Bengali, "el": unicode.Greek, "fa": unicode.Arabic, "gu": unicode.Gujarati,
	"he": unicode.Hebrew, "hi": unicode.Devanagari, "hy": unicode.Armenian, "ka": unicode.Georgian,
	"kk": unicode.Cyrillic, "km": unicode.Khmer, "kn": unicode.Kannada, "ko": unicode.Hangul,
	"lo": unicode.Lao, "mk": unicode.Cyrillic, "ml": unicode.Malayalam, "mn": unicode.Cyrillic,
	"mr": unicode.Devanagari, "my": unicode.Myanmar, "ne": unicode.Devanagari, "pa": unicode.Gurmukhi,
	"ps": unicode.Arabic, "ru": unicode.Cyrillic, "si": unicode.Sinhala, "ta": unicode.Tamil,
	"te": unicode.Telugu, "th": unicode.Thai, "uk": unicode.Cyrillic, "ur": unicode.Arabic,
	"zh": unicode.Han, "zh-hans": unicode.Han, "zh-hant": unicode.Han,
}

// foreign reports whether text is plainly in the wrong script for its
// language: almost no letter of the script that the language is written in.
func foreign(to kilas.Lang, text string) bool {
	script := scripts[to]
	if script == nil {
		script = unicode.Latin
	}
	if to == "ja" || to == "sr" || to == "uz" || to == "az" {
		return false // several scripts
	}
	letters, own := 0, 0
	for _, r := range replace(text, func(string) string { return " " }) {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(script, r) {
				own++
			}
		}
	}
	return letters >= minScriptLetters && own*5 < letters
}
