package langs

import (
	"testing"

	"github.com/kilas-news/kilas"
)

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		in   string
		want kilas.Lang
	}{
		{"id", "id"}, {"ID", "id"}, {"in", "id"}, {"in_ID", "id"}, {"ind", "id"}, {"id-ID", "id"}, {"id_ID.UTF-8", "id"}, {"id, en", "id"}, {" id ", "id"},
		{"en_US", "en"}, {"en-GB-oed", "en"}, {"en-x-private", "en"}, {"ms-MY", "ms"}, {"msa", "ms"}, {"zsm", "ms"}, {"iw", "he"}, {"ji", "yi"}, {"jw", "jv"},
		{"no", "nb"}, {"nb-NO", "nb"}, {"nn", "nn"}, {"fil-PH", "tl"}, {"tl", "tl"}, {"mo", "ro"}, {"sh", "sr-latn"}, {"sr-Latn-RS", "sr-latn"}, {"sr", "sr"},
		{"zh", "zh"}, {"zh-CN", "zh"}, {"zh_TW", "zh-hant"}, {"zh-HK", "zh-hant"}, {"zh-Hans-SG", "zh"}, {"zh-Hant", "zh-hant"}, {"cmn", "zh"},
		{"az-Cyrl", "az-cyrl"}, {"pt-BR", "pt"}, {"ar-EG", "ar"}, {"de_DE@euro", "de"},
		{"", ""}, {"und", ""}, {"mul", ""}, {"zxx", ""}, {"x-default", ""}, {"C", ""}, {"POSIX", ""}, {"english", ""}, {"Bahasa Indonesia", ""}, {"xx-yy-zz", ""}, {"*", ""}, {"\xff", ""},
	}
	for _, tt := range tests {
		got, ok := Parse(tt.in)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Parse(%q) = %q, %v, want %q", tt.in, got, ok, tt.want)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	tests := []struct {
		lang         kilas.Lang
		name, native string
		rightToLeft  bool
	}{
		{"id", "Indonesian", "Indonesia", false}, {"en", "English", "English", false}, {"ar", "Arabic", "العربية", true}, {"he", "Hebrew", "עברית", true},
		{"fa", "Persian", "فارسی", true}, {"ur", "Urdu", "اردو", true}, {"tl", "Tagalog", "Tagalog", false}, {"nb", "Norwegian Bokmål", "norsk bokmål", false},
		{"sr-latn", "Serbian (Latin)", "srpski", false}, {"zh-hant", "Traditional Chinese", "繁體中文", false}, {"jv", "Javanese", "Jawa", false}, {"", "", "", false},
	}
	for _, tt := range tests {
		if got := Name(tt.lang); got != tt.name {
			t.Errorf("Name(%q) = %q, want %q", tt.lang, got, tt.name)
		}
		if got := NativeName(tt.lang); got != tt.native {
			t.Errorf("NativeName(%q) = %q, want %q", tt.lang, got, tt.native)
		}
		if got := RightToLeft(tt.lang); got != tt.rightToLeft {
			t.Errorf("RightToLeft(%q) = %v", tt.lang, got)
		}
	}
}

// TestEveryLanguageHasAName names whatever can be detected.
func TestEveryLanguageHasAName(t *testing.T) {
	t.Parallel()
	check := func(l kilas.Lang) {
		if n := Name(l); n == "" || n == string(l) {
			t.Errorf("Name(%q) = %q", l, n)
		}
		if again, ok := Parse(string(l)); !ok || again != l {
			t.Errorf("Parse(%q) = %q, %v", l, again, ok)
		}
	}
	n := 0
	for _, a := range alphabets() {
		for _, l := range a.langs {
			check(l)
			n++
		}
	}
	for _, list := range scriptLangs {
		for _, l := range list {
			check(l)
			n++
		}
	}
	if n < 100 {
		t.Errorf("%d languages, want at least 100", n)
	}
}
