package spm

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

var vocabularies = []string{"bytes", "plain"}

func load(t testing.TB, name string) *Model {
	t.Helper()
	m, err := Load(read(t, name+".spm"))
	if err != nil {
		t.Fatalf("Load(%s) = %v", name, err)
	}
	return m
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func lines(t testing.TB, name string) []string {
	t.Helper()
	out := strings.Split(strings.TrimSuffix(string(read(t, name)), "\n"), "\n")
	if len(out) < 60 {
		t.Fatalf("%s has %d lines", name, len(out))
	}
	return out
}

func ids(t testing.TB, line string) []int {
	t.Helper()
	var out []int
	for _, f := range strings.Fields(line) {
		id, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, id)
	}
	return out
}

// TestEncode compares with the tokens of the original program.
func TestEncode(t *testing.T) {
	t.Parallel()
	for _, name := range vocabularies {
		m, want := load(t, name), lines(t, "lines."+name+".ids")
		for i, line := range lines(t, "lines.txt") {
			var got []int
			for _, token := range m.Encode(line) {
				got = append(got, token.ID)
			}
			if !slices.Equal(got, ids(t, want[i])) {
				t.Errorf("%s: Encode(%q) = %v, want %v", name, line, got, want[i])
			}
		}
	}
}

// TestDecode compares with the text that the original program joins.
func TestDecode(t *testing.T) {
	t.Parallel()
	for _, name := range vocabularies {
		m, want := load(t, name), lines(t, "lines."+name+".txt")
		for i, line := range lines(t, "lines."+name+".ids") {
			got, tokens := m.Decode(ids(t, line))
			if got != want[i] {
				t.Errorf("%s: Decode(%s) = %q, want %q", name, line, got, want[i])
			}
			checkSpans(t, got, tokens, 0)
		}
	}
}

// TestSpans checks that the tokens divide the line from its first visible
// character to its last, and that a token's text says where it is from.
func TestSpans(t *testing.T) {
	t.Parallel()
	for _, name := range vocabularies {
		m := load(t, name)
		for _, line := range lines(t, "lines.txt") {
			if tokens := m.Encode(line); len(tokens) > 0 {
				checkSpans(t, line[:tokens[len(tokens)-1].End], tokens, tokens[0].Start)
			}
		}
	}
	m := load(t, "plain")
	const line = "  The storm  ☃☃ closed. "
	var got []string
	for _, token := range m.Encode(line) {
		got = append(got, line[token.Start:token.End]+"|"+m.Piece(token.ID))
	}
	want := "T|▁T he|he  s|▁s torm|torm   |▁ ☃☃|<unk>  c|▁c lo|lo sed|sed .|."
	if strings.Join(got, " ") != want {
		t.Errorf("spans = %q, want %q", strings.Join(got, " "), want)
	}
}

func checkSpans(t *testing.T, text string, tokens []Token, at int) {
	t.Helper()
	for _, token := range tokens {
		if token.Start != at || token.End < at || token.End > len(text) {
			t.Errorf("%q: token %v begins at %d, want %d", text, token, token.Start, at)
			return
		}
		at = token.End
	}
	if at != len(text) {
		t.Errorf("%q: tokens end at %d of %d", text, at, len(text))
	}
}

// TestDecodeUnknownIDs checks ids that no encoder returns.
func TestDecodeUnknownIDs(t *testing.T) {
	t.Parallel()
	m := load(t, "bytes")
	for _, test := range []struct {
		name string
		ids  []int
		want string
	}{
		{"none", nil, ""},
		{"end of sentence", []int{0}, ""},
		{"unknown", []int{1}, " \u2047 "},
		{"out of range", []int{-1, m.Len()}, " \u2047  \u2047 "},
		{"invalid bytes", []int{int(m.bytes[0xff]), int(m.bytes[0xe2]), int(m.bytes['a'])}, "\ufffd\ufffda"},
		{"cut character", []int{int(m.bytes[0xe2]), int(m.bytes[0x98]), int(m.bytes[0x83]), int(m.bytes[0xe2])}, "☃\ufffd"},
	} {
		got, tokens := m.Decode(test.ids)
		if got != test.want {
			t.Errorf("%s: Decode(%v) = %q, want %q", test.name, test.ids, got, test.want)
		}
		checkSpans(t, got, tokens, 0)
	}
}

func FuzzEncode(f *testing.F) {
	m := load(f, "bytes")
	plain := load(f, "plain")
	for _, line := range lines(f, "lines.txt") {
		f.Add(line)
	}
	f.Add("a\xff\xfe b\xe2\x98")
	f.Fuzz(func(t *testing.T, line string) {
		for _, m := range []*Model{m, plain} {
			tokens := m.Encode(line)
			if len(tokens) == 0 {
				continue
			}
			checkSpans(t, line[:tokens[len(tokens)-1].End], tokens, tokens[0].Start)
			var ids []int
			for _, token := range tokens {
				ids = append(ids, token.ID)
			}
			if text, _ := m.Decode(ids); !utf8.ValidString(text) {
				t.Errorf("Decode(Encode(%q)) = %q", line, text)
			}
		}
	})
}
