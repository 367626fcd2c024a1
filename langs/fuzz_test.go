package langs

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// checkSplit asserts what every split promises: spans in order and disjoint,
// that quote the text, without white space around them, never across a line,
// and nothing but white space between them.
func checkSplit(t *testing.T, l kilas.Lang, text string) {
	t.Helper()
	end, block := 0, 0
	for _, s := range Split(l, text) {
		if s.Start < end || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("%s: span [%d,%d) after %d of %q", l, s.Start, s.End, end, text)
		}
		if text[s.Start:s.End] != s.Text {
			t.Fatalf("%s: %q is not %q", l, s.Text, text[s.Start:s.End])
		}
		if strings.TrimFunc(s.Text, isBlank) != s.Text || strings.ContainsAny(s.Text, "\n\r") {
			t.Fatalf("%s: white space around or a line break in %q", l, s.Text)
		}
		if strings.TrimFunc(text[end:s.Start], isBlank) != "" {
			t.Fatalf("%s: %q is in no sentence", l, text[end:s.Start])
		}
		if s.Block < block || s.Block > block+1 {
			t.Fatalf("%s: block %d after %d", l, s.Block, block)
		}
		end, block = s.End, s.Block
	}
	if strings.TrimFunc(text[end:], isBlank) != "" {
		t.Fatalf("%s: %q is in no sentence", l, text[end:])
	}
}

func FuzzSplit(f *testing.F) {
	files, err := filepath.Glob("testdata/sentences/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		l := strings.TrimSuffix(filepath.Base(file), ".txtar")
		cases, err := readCases(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range cases {
			text, _ := c.parse()
			f.Add(l, text)
		}
	}
	f.Add("en", "\xff.\xfe A\u2028B \x00. C")
	f.Add("id", "“a. b.” c “d")
	f.Fuzz(func(t *testing.T, l, text string) {
		checkSplit(t, kilas.Lang(l), text)
	})
}

func FuzzTokens(f *testing.F) {
	f.Add("en", "It cost $3.50 — really.")
	f.Add("th", "ภาษาไทย 10.30 น.")
	f.Add("id", "\xff\xfe a")
	f.Fuzz(func(t *testing.T, l, text string) {
		end := 0
		for _, tok := range Tokens(kilas.Lang(l), text) {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(text) || text[tok.Start:tok.End] != tok.Text {
				t.Fatalf("token %+v after %d of %q", tok, end, text)
			}
			end = tok.End
		}
	})
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{"", "selamat pagi", "Привет, мир", "การเมือง", "\xff\xfe", "12.5 %", "你好，世界", "這是臺灣", "qwxz vbrk", "f(x){return x}", "π"} {
		f.Add(s)
	}
	d := NewDetector()
	f.Fuzz(func(t *testing.T, text string) {
		got := d.Detect(text)
		sum := 0.0
		for i, c := range got.Candidates {
			if c.Confidence < 0 || c.Confidence > 1 || i > 0 && c.Confidence > got.Candidates[i-1].Confidence {
				t.Fatalf("candidates of %q: %v", text, got.Candidates)
			}
			sum += c.Confidence
		}
		isUnknown(t, text, got)
		if sum > 1.0001 || got.Confidence != got.Confidence || got.Lang != "" && (len(got.Candidates) == 0 || got.Candidates[0].Lang != got.Lang) {
			t.Fatalf("detection of %q: %+v", text, got)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"en_US", "in", "zh-TW", "x-default", "sr-Latn-RS", "\xff", "a-very-long-tag-that-is-not-one"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, tag string) {
		l, ok := Parse(tag)
		if ok != (l != "") {
			t.Fatalf("Parse(%q) = %q, %v", tag, l, ok)
		}
		if again, ok := Parse(string(l)); l != "" && (!ok || again != l) {
			t.Fatalf("Parse(%q) = %q, but Parse of that is %q", tag, l, again)
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("Élève İstanbul ﬁ Ǆ")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if utf8.ValidString(s) && !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) = %q is no UTF-8", s, once)
		}
		if twice := Fold(once); utf8.ValidString(s) && twice != once {
			t.Fatalf("Fold(%q) = %q, and again %q", s, once, twice)
		}
	})
}
