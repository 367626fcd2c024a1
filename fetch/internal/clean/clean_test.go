package clean

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"  two \t\n words ", "two words"},
		{"no\u00a0break", "no break"},
		{"\x1b[1;31mred\x1b[0m", "red"},
		{"\x1b]0;title\x07text", "text"},
		{"\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"},
		{"\u009b31mred", "red"},
		{"\x1bcreset", "reset"},
		{"\x1b[", ""},
		{"a\x00b\x08c\x7fd", "abcd"},
		{"abc\u202edcba\u202c", "abcdcba"},
		{"\u2066x\u2069\u200e", "x\u200e"},
		{"soft\u00adhyphen", "softhyphen"},
		{"\ufefftext", "text"},
		{"می\u200cخواهم", "می\u200cخواهم"},
		{"👩\u200d🚀", "👩\u200d🚀"},
		{"bad\xff\xfeutf", "badutf"},
		{"Ünïcode ñ", "Ünïcode ñ"},
	} {
		if got := Line(tc.in); got != tc.want {
			t.Errorf("Line(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	if got, want := Text("\n a \r\nb\rc\n\n\nd\x1b[0m\n"), "a\nb\nc\n\n\nd"; got != want {
		t.Errorf("Text = %q, want %q", got, want)
	}
}

func FuzzLine(f *testing.F) {
	f.Add("\x1b]0;a\x07b\u202e\xff  c")
	f.Fuzz(func(t *testing.T, s string) {
		got := Line(s)
		if !utf8.ValidString(got) || strings.TrimSpace(got) != got || strings.Contains(got, "  ") {
			t.Errorf("Line(%q) = %q", s, got)
		}
		for _, r := range got {
			if Unsafe(r) {
				t.Errorf("Line(%q) = %q has %U", s, got, r)
			}
		}
		if again := Line(got); again != got {
			t.Errorf("Line(Line(%q)) = %q, want %q", s, again, got)
		}
	})
}
