package langs

import (
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	tests := []struct {
		lang       kilas.Lang
		text, want string
	}{
		{"id", "Harga naik 5,6 persen, kata Budi.", "Harga naik 5,6/n persen ,/p kata Budi ./p"},
		{"id", "pukul 10.30 WIB", "pukul 10.30/n WIB"},
		{"en", "It’s U.S. $1,250.50!", "It’s U.S ./p $/p 1,250.50/n !/p"},
		{"en", "covid-19 GPT-5", "covid -/p 19/n GPT -/p 5/n"},
		{"ru", "«Да», — сказал он", "«/p Да »/p ,/p —/p сказал он"},
		{"zh", "北京3月", "北 京 3/n 月"},
		{"ja", "東京タワー", "東 京 タワー"},
		{"ko", "서울에서 3명", "서울에서 3명"},
		{"th", "รัฐบาลไทย 20 คน", "รัฐ บาล ไทย 20/n คน"},
		{"km", "រដ្ឋាភិបាល", "រ ដ្ឋា ភិ បាល"},
		{"my", "မြန်မာ", "မြန် မာ"},
		{"lo", "ລັດຖະບານ", "ລັດ ຖະ ບານ"},
		{"hi", "सरकार ने", "सरकार ने"},
		{"ar", "قال الوزير، أمس", "قال الوزير ،/p أمس"},
		{"en", "", ""},
		{"en", " \n\t ", ""},
	}
	for _, tt := range tests {
		var parts []string
		for _, tok := range Tokens(tt.lang, tt.text) {
			if tt.text[tok.Start:tok.End] != tok.Text {
				t.Errorf("Tokens(%q): %q is not at [%d,%d)", tt.text, tok.Text, tok.Start, tok.End)
			}
			parts = append(parts, tok.Text+map[TokenKind]string{Word: "", Number: "/n", Punct: "/p"}[tok.Kind])
		}
		if got := strings.Join(parts, " "); got != tt.want {
			t.Errorf("Tokens(%s, %q)\n got %s\nwant %s", tt.lang, tt.text, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"Élève", "eleve"}, {"STRASSE", "strasse"}, {"Straße", "strasse"}, {"Łódź", "lodz"}, {"İstanbul", "istanbul"}, {"ISTANBUL", "istanbul"},
		{"ﬁnance", "finance"}, {"１２", "12"}, {"Ёлка", "елка"}, {"Ὀδυσσεύς", "οδυσσευσ"}, {"ΟΔΥΣΣΕΥΣ", "οδυσσευσ"}, {"مُحَمَّد", "محمد"},
		{"שָׁלוֹם", "שלום"}, {"हिन्दी", "हिन्दी"}, {"กำลัง", "กําลัง"}, {"が", "が"}, {"it’s", "it's"}, {"co\u00adop", "coop"},
		{"Đường", "duong"}, {"한국", "한국"}, {"", ""},
	}
	for _, tt := range tests {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestStopWord(t *testing.T) {
	t.Parallel()
	tests := []struct {
		lang kilas.Lang
		word string
		want bool
	}{
		{"id", "yang", true}, {"id", "bahwa", true}, {"id", "presiden", false}, {"ms", "bahawa", true}, {"ms", "bahwa", false},
		{"en", "the", true}, {"en", "don't", true}, {"en", "minister", false}, {"fr", "ete", true}, {"fr", "eleve", false},
		{"zh-hant", "的", true}, {"sr-latn", "gde", true}, {"sr", "где", true}, {"xx", "the", false}, {"", "the", false}, {"vi", "duoc", true},
	}
	for _, tt := range tests {
		if got := StopWord(tt.lang, tt.word); got != tt.want {
			t.Errorf("StopWord(%s, %q) = %v, want %v", tt.lang, tt.word, got, tt.want)
		}
	}
}

func TestStopWordsAreFolded(t *testing.T) {
	t.Parallel()
	for l, set := range stopWords() {
		for w := range set {
			if Fold(w) != w {
				t.Errorf("%s: stop word %q is not folded", l, w)
			}
		}
	}
	for _, l := range strings.Fields("id ms en fr de es pt it nl sv da nb fi pl cs sk ro hu tr vi tl ru uk bg sr el ar fa he ur hi bn ta te am hy ka ko zh ja th km my") {
		if len(stopWords()[kilas.Lang(l)]) < 20 {
			t.Errorf("%s has %d stop words", l, len(stopWords()[kilas.Lang(l)]))
		}
	}
}
