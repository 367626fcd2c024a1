package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

const (
	minScriptLetters = 12   // from which the script of a text tells its language
	minWordLetters   = 30   // of small words from which the words do
	sureProbability  = 0.99 // that a text is in the language it was to leave
)

// scripts holds the writing system of languages that use one other than
// Latin (CLDR's likely subtags).
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

// severalScripts are languages whose script does not tell them.
var severalScripts = map[kilas.Lang]bool{"ja": true, "sr": true, "uz": true, "az": true, "tg": true, "ku": true}

// relatives are languages too close to tell apart by a sentence.
var relatives = map[kilas.Lang]string{
	"id": "a", "ms": "a", "jv": "a", "su": "a", "da": "b", "no": "b", "nb": "b", "nn": "b", "sv": "b",
	"bs": "c", "hr": "c", "sr": "c", "sl": "c", "cs": "d", "sk": "d", "es": "e", "gl": "e", "pt": "e", "ca": "e",
	"zh": "f", "zh-hans": "f", "zh-hant": "f", "af": "g", "nl": "g", "bg": "h", "mk": "h", "fa": "i", "ps": "i",
}

// foreign reports whether text is plainly not in the language to: almost no
// letter is of its script, or its words are those of the language from.
// Capitalised words are not looked at, since names stay in every language.
func foreign(d *langs.Detector, from, to kilas.Lang, text string) bool {
	text = replace(text, func(string) string { return " " })
	if !severalScripts[to] && wrongScript(to, text) {
		return true
	}
	if from == "" || from == to || relatives[from] != "" && relatives[from] == relatives[to] {
		return false
	}
	var small []string
	letters := 0
	for _, w := range strings.Fields(text) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && unicode.IsLetter(r) {
			small = append(small, w)
			letters += utf8.RuneCountInString(w)
		}
	}
	if letters < minWordLetters {
		return false
	}
	found := d.Detect(strings.Join(small, " "), from, to)
	return found.Lang == from && found.Confidence >= sureProbability
}

func wrongScript(l kilas.Lang, text string) bool {
	script := scripts[l]
	if script == nil {
		script = unicode.Latin
	}
	letters, own := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(script, r) {
				own++
			}
		}
	}
	return letters >= minScriptLetters && own*5 < letters
}
