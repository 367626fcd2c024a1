package translate

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/kilas-news/kilas"
)

// modes are pairs of languages that an installation of Apertium translates,
// in its codes.
type modes [][2]string

// find returns the mode for a pair. One into a variety of the language, such
// as "eng_US", will do when there is none for the language.
func (m modes) find(from, to kilas.Lang) ([2]string, bool) {
	for _, plain := range []bool{true, false} {
		for _, source := range apertiumCodes(from) {
			for _, target := range apertiumCodes(to) {
				i := slices.IndexFunc(m, func(mode [2]string) bool {
					if plain {
						return mode == [2]string{source, target}
					}
					s, _, _ := strings.Cut(mode[0], "_")
					t, _, _ := strings.Cut(mode[1], "_")
					return s == source && t == target
				})
				if i >= 0 {
					return m[i], true
				}
			}
		}
	}
	return [2]string{}, false
}

// apertiumCodes are the codes that a language has in Apertium's pairs: that of
// ISO 639-3, which for macrolanguages is that of their standard variety, and
// in old pairs that of ISO 639-1. There are none for a language that has no
// code.
func apertiumCodes(l kilas.Lang) []string {
	switch l {
	case "":
		return nil
	case "ms":
		return []string{"zlm", "msa", "ms"}
	case "nb", "no":
		return []string{"nob", "nb"}
	case "sr", "hr", "bs":
		return []string{"hbs_" + strings.ToUpper(string(l)), "hbs", "sh"}
	}
	primary, _, _ := strings.Cut(string(l), "-")
	base, err := language.ParseBase(primary)
	if err != nil {
		return nil
	}
	return []string{base.ISO3(), primary}
}
