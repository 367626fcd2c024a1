package decode

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// alphabets are the letters beyond ASCII of languages, with the encodings of one
// byte a character that their texts were written in; the likelier one is before
// the others. Written by hand from the orthographies.
var alphabets = []struct{ encoding, letters string }{
	{"windows-1252", "àâæçèéêëîïôœùûüÿ"}, // French
	{"windows-1252", "äöüß"},             // German
	{"windows-1252", "áéíñóúü"},          // Spanish
	{"windows-1252", "ãáàâçéêíõóôúü"},    // Portuguese
	{"windows-1252", "àèéìíîòóùú"},       // Italian
	{"windows-1252", "áéèêëïíöóôüúû"},    // Dutch
	{"windows-1252", "àçèéïíòóúü"},       // Catalan
	{"windows-1252", "åäöéàü"},           // Swedish, Finnish
	{"windows-1252", "æøåéèóòôü"},        // Danish, Norwegian
	{"windows-1252", "áðéíóúýþæö"},       // Icelandic
	{"windows-1250", "ąćęłńóśźż"},        // Polish
	{"windows-1250", "áčďéěíňóřšťúůýž"},  // Czech
	{"windows-1250", "áäčďéíĺľňóôŕšťúýž"},
	{"windows-1250", "áéíóöőúüű"}, // Hungarian
	{"windows-1250", "čćđšž"},     // Croatian, Slovenian, Bosnian
	{"windows-1250", "ăâîşţ"},     // Romanian
	{"windows-1254", "çğıöşüâîû"}, // Turkish
	{"windows-1257", "āčēģīķļņšūž"},
	{"windows-1257", "ąčęėįšųūž"}, // Lithuanian
	{"windows-1257", "äõöüšž"},    // Estonian
	{"iso-8859-2", "ąćęłńóśźż"},
	{"iso-8859-2", "áčďéěíňóřšťúůýž"},
	{"windows-1256", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْپچژگکیـ،؛؟"},
	{"windows-1255", "אבגדהוזחטיךכלםמןנסעףפץצקרשת־׳״"},
}

// byLetters are the encodings, as detectors call them, that they take for each
// other: only the letters of the languages tell.
var byLetters = map[string]bool{
	"windows-1250": true, "windows-1252": true, "windows-1254": true, "windows-1255": true, "windows-1256": true, "windows-1257": true,
	"iso-8859-1": true, "iso-8859-2": true, "iso-8859-4": true, "iso-8859-6": true, "iso-8859-8": true, "iso-8859-8-i": true,
	"iso-8859-9": true, "iso-8859-10": true, "iso-8859-13": true, "iso-8859-15": true, "iso-8859-16": true, "macintosh": true,
}

// spellingEncoding returns the encoding of the alphabet that the letters of a
// text fit best, the first one of those that they fit equally; windows-1252 when
// they fit none.
func spellingEncoding(text []byte) encoding.Encoding {
	decoded := make(map[string][]byte)
	best, _ := charset.Lookup("windows-1252")
	most := 0
	for _, a := range alphabets {
		e, _ := charset.Lookup(a.encoding)
		if decoded[a.encoding] == nil {
			decoded[a.encoding] = decodeWith(e, text)
		}
		if fit := spelling(decoded[a.encoding], a.letters); fit > most {
			best, most = e, fit
		}
	}
	return best
}

// wrongLetter is how many letters of an alphabet one that is not in it, another
// script or a sign inside of a word weighs.
const wrongLetter = 4

// spelling weighs the letters beyond ASCII of a text.
func spelling(text []byte, letters string) int {
	fit := 0
	var before rune // the letter that r follows, 0 for none
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		lower := unicode.ToLower(r)
		known := r >= utf8.RuneSelf && (lower < utf8.RuneSelf || strings.ContainsRune(letters, lower))
		next, _ := utf8.DecodeRune(text)
		letter := known || unicode.IsLetter(r)
		switch {
		case letter && before != 0 && latin(before) != latin(r):
			fit -= wrongLetter
		case r < utf8.RuneSelf:
		case known:
			fit++
		case letter, r == utf8.RuneError, r < 0xa0:
			fit -= wrongLetter
		case before != 0 && unicode.IsLetter(next) && !strings.ContainsRune("’‘·–—…\u00ad\u200c\u200d", r):
			fit -= wrongLetter
		}
		if before = 0; letter {
			before = r
		}
	}
	return fit
}

func latin(r rune) bool { return r < 0x250 || unicode.Is(unicode.Latin, r) }
