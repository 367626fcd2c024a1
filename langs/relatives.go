package langs

import "github.com/kilas-news/kilas"

// relatives are the languages that short texts cannot be told apart in.
var relatives = [][]kilas.Lang{
	{"id", "ms"}, {"hr", "bs", "sr-latn", "sl"}, {"da", "nb", "nn", "sv"}, {"cs", "sk"}, {"pt", "gl", "es"}, {"es", "ca"},
	{"mk", "bg", "sr"}, {"ru", "uk", "be"}, {"xh", "zu"}, {"st", "tn"}, {"hi", "mr", "ne"}, {"af", "nl"}, {"tr", "az"},
	{"jv", "su", "id", "ms"}, {"fa", "ur", "ps"}, {"kk", "ky"}, {"tl", "ceb"}, {"zh", "zh-hant"}, {"am", "ti"}, {"bn", "as"},
}

// related reports whether two languages are close relatives.
func related(a, b kilas.Lang) bool {
	for _, family := range relatives {
		ina, inb := false, false
		for _, l := range family {
			ina, inb = ina || l == a, inb || l == b
		}
		if ina && inb {
			return true
		}
	}
	return false
}
