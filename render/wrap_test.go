package render

import (
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
)

func TestWrap(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		text  string
		width int
		want  []string
	}{
		{"not at all", "a b c", 0, []string{"a b c"}},
		{"empty", "", 10, nil},
		{"words", "satu dua tiga", 8, []string{"satu dua", "tiga"}},
		{"exact", "satu dua", 8, []string{"satu dua"}},
		{"hyphen", "anak-anak", 6, []string{"anak-", "anak"}},
		{"long word", "abcdefghij kl", 4, []string{"abcd", "efgh", "ij", "kl"}},
		{"long word after a word", "ab cdefghij", 4, []string{"ab", "cdef", "ghij"}},
		{"no-break space", "aaa Rp\u00a027 b", 6, []string{"aaa", "Rp\u00a027", "b"}},
		{"number with its sign", "naik 56 % kini", 7, []string{"naik", "56 %", "kini"}},
		{"quotation mark stays", "ya “tidak” ya", 9, []string{"ya", "“tidak”", "ya"}},
		{"wide characters", "灯台の明かり", 6, []string{"灯台の", "明かり"}},
		{"no full stop first", "灯台の明か。り", 10, []string{"灯台の明", "か。り"}},
		{"Thai without spaces", "สวัสดีครับ", 4, []string{"สวัสดี", "ครับ"}},
		{"combining marks", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"family and flag", "👩‍👩‍👧‍👦🇮🇩", 2, []string{"👩‍👩‍👧‍👦", "🇮🇩"}},
		{"wider than the line", "灯台", 1, []string{"灯", "台"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := wrap(tt.text, tt.width); !slices.Equal(got, tt.want) {
				t.Errorf("wrap(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
			}
		})
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range []string{"satu dua-tiga", "灯台の明かり。", "สวัสดีครับ", "e\u0301 👩‍👩‍👧‍👦🇮🇩", "https://a.example/b?c=d", "غرق عبّارة"} {
		f.Add(s, 5)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		s = clean(s)
		if !isClean(s) {
			t.Fatalf("clean gives %q", s)
		}
		if width < 2 || width > 200 {
			return
		}
		lines := wrap(s, width)
		if got, want := strings.Join(lines, ""), s; squeezed(got) != squeezed(want) {
			t.Errorf("wrap(%q, %d) changes the text: %q", s, width, lines)
		}
		for _, line := range lines {
			if n := columns(line); n > width && uniseg.GraphemeClusterCount(line) > 1 {
				t.Errorf("wrap(%q, %d): %q has %d columns", s, width, line, n)
			}
		}
	})
}

func squeezed(s string) string { return strings.ReplaceAll(s, " ", "") }

func TestClean(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"", ""},
		{"Rp27 miliar – “ya”", "Rp27 miliar – “ya”"},
		{" a\r\n\tb ", "a b"},
		{"a\u2028\u0085b", "a b"},
		{"\x1b[31mred", "␛[31mred"},
		{"\x00\x07\x7f", "␀␇␡"},
		{"\u009b31m", "\ufffd31m"},
		{"a\xffb", "a\ufffdb"},
		{"\ufffe\uffff", "\ufffd\ufffd"}, // XML has no such characters
		{"\u202ereversed\u202c \u2066x\u2069", "reversed x"},
		{"\ufeffke\u00adras", "keras"},
		{"می\u200cخواهم", "می\u200cخواهم"}, // the non-joiner belongs to the word
	}
	for _, tt := range tests {
		if got := clean(tt.text); got != tt.want {
			t.Errorf("clean(%q) = %q, want %q", tt.text, got, tt.want)
		}
		if got := clean(clean(tt.text)); got != tt.want {
			t.Errorf("clean twice of %q = %q, want %q", tt.text, got, tt.want)
		}
	}
}
