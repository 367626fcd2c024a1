package langs

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/kilas-news/kilas"
)

// sameLanguage maps base languages to the one that kilas speaks of: macro
// languages, Filipino (the standard form of Tagalog) and codes that x/text
// leaves alone.
var sameLanguage = map[string]string{
	"no": "nb", "fil": "tl", "zsm": "ms", "cmn": "zh", "arb": "ar",
	"pes": "fa", "swh": "sw", "ekk": "et", "lvs": "lv", "khk": "mn", "uzn": "uz",
}

// Parse returns the canonical tag of a language: the base language in its
// shortest code, and its script where that is not the usual one. It takes any
// BCP 47 spelling, deprecated codes ("in", "iw"), three-letter codes ("ind")
// and the locales of pages and systems ("en_US", "zh-TW", "id_ID.UTF-8").
// Regions and variants are dropped, after they have decided the script of
// Chinese. It reports false for what names no language: "", "und", "mul",
// "x-default", "C", "english".
func Parse(tag string) (kilas.Lang, bool) {
	tag = strings.TrimSpace(tag)
	if i := strings.IndexAny(tag, ".@,; "); i >= 0 {
		tag = tag[:i]
	}
	t, err := language.Parse(strings.ReplaceAll(tag, "_", "-"))
	if err != nil {
		return "", false
	}
	t, err = language.All.Canonicalize(t)
	if err != nil {
		return "", false
	}
	raw, _, _ := t.Raw()
	name := raw.String()
	switch name {
	case "und", "mul", "zxx", "mis":
		return "", false
	}
	if same, ok := sameLanguage[name]; ok {
		name = same
	}
	script, _ := t.Script()
	usual, _ := language.Make(name).Script()
	if script != usual {
		name += "-" + strings.ToLower(script.String())
	}
	return kilas.Lang(name), true
}

// base returns the base language of a canonical tag: "zh" of "zh-hant".
func base(l kilas.Lang) kilas.Lang {
	if i := strings.IndexByte(string(l), '-'); i >= 0 {
		return l[:i]
	}
	return l
}

// Name returns the English name of a language, "" for the unknown language.
func Name(l kilas.Lang) string {
	switch l {
	case "":
		return ""
	case "tl":
		return "Tagalog"
	case "nb":
		return "Norwegian Bokmål"
	case "sr-latn":
		return "Serbian (Latin)"
	}
	return display.English.Tags().Name(language.Make(string(l)))
}

// nativeNames are those that x/text lacks or has for a wider language.
var nativeNames = map[kilas.Lang]string{
	"tl": "Tagalog", "nb": "norsk bokmål", "sr-latn": "srpski", "jv": "Jawa", "su": "Sunda", "la": "Latina",
	"ht": "kreyòl ayisyen", "ceb": "Cebuano", "mi": "te reo Māori", "st": "Sesotho", "ts": "Xitsonga", "tn": "Setswana", "xh": "isiXhosa",
}

// NativeName returns the name of a language in itself, and its English name
// where the native one is not known.
func NativeName(l kilas.Lang) string {
	if n, ok := nativeNames[l]; ok {
		return n
	}
	if n := display.Self.Name(language.Make(string(l))); n != "" && l != "" {
		return n
	}
	return Name(l)
}

// RightToLeft reports whether the language is written from right to left.
func RightToLeft(l kilas.Lang) bool {
	if l == "" {
		return false
	}
	script, _ := language.Make(string(l)).Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg":
		return true
	}
	return false
}
