package nmt

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
	"github.com/kilas-news/kilas/translate/nmt/internal/nmttest"
)

// writePeer makes TestGolden write the files that Bergamot's own program
// needs to translate the same lines; see testdata/README.md.
var writePeer = flag.String("peer", "", "write the test models to this `folder`")

// goldens are models whose translations by Bergamot are in testdata.
var goldens = []struct {
	name  string
	model nmttest.Model
}{
	{"joint", nmttest.Model{Dim: 64, FFN: 128, Heads: 8, Encoder: 2, Decoder: 2, SourceWords: 880, Seed: 1, End: 20}},
	{"deep", nmttest.Model{Dim: 128, FFN: 192, Heads: 8, Encoder: 3, Decoder: 4, SourceWords: 880, Seed: 2, End: 26}},
	{"split", nmttest.Model{Dim: 64, FFN: 256, Heads: 4, Encoder: 1, Decoder: 2, SourceWords: 880, TargetWords: 448, Seed: 3, End: 20}},
	{"noalphas", nmttest.Model{Dim: 64, FFN: 128, Heads: 8, Encoder: 2, Decoder: 1, SourceWords: 880, NoAlphas: true, Seed: 4, End: 20}},
}

const vocabularies = "internal/spm/testdata"

func read(t testing.TB, elem ...string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// files returns the files of a test model.
func files(t testing.TB, m nmttest.Model) Files {
	t.Helper()
	f := Files{Model: m.File(), SourceVocab: read(t, vocabularies, "bytes.spm")}
	target := m.SourceWords
	if m.TargetWords != 0 {
		target = m.TargetWords
		f.TargetVocab = read(t, vocabularies, "plain.spm")
	}
	f.Shortlist = nmttest.Shortlist(m.SourceWords, target, 50, 20, m.Seed)
	return f
}

func load(t testing.TB, f Files) *Model {
	t.Helper()
	m, err := Load(f)
	if err != nil {
		t.Fatalf("Load = %v", err)
	}
	return m
}

func goldenLines(t testing.TB) []string {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(string(read(t, vocabularies, "lines.txt")), "\n"), "\n")
	if len(lines) < 60 {
		t.Fatalf("%d lines", len(lines))
	}
	return lines
}

// asPeer puts back what surrounds a sentence's tokens, as Bergamot does with
// the text of a document. A text without tokens is nothing to it.
func asPeer(line string, r Result) string {
	if len(r.Source) == 0 {
		return ""
	}
	first, last := r.Source[0], r.Source[len(r.Source)-1]
	return line[:first.Start] + r.Text + line[last.End:]
}

// TestGolden compares with Bergamot, on all paths of this machine: each line
// in a call of its own, and all lines in one call.
func TestGolden(t *testing.T) {
	t.Parallel()
	lines := goldenLines(t)
	for _, g := range goldens {
		t.Run(g.name, func(t *testing.T) {
			t.Parallel()
			f := files(t, g.model)
			if *writePeer != "" {
				writeFiles(t, filepath.Join(*writePeer, g.name), f)
			}
			m := load(t, f)
			alone := peerLines(t, g.name+".alone.txt")
			every := 1
			for path := kernel.Best(); path >= kernel.Plain; path-- {
				m.path = path
				compare(t, m, lines, alone, every, Options{})
				every = 5 // the slower paths' arithmetic is compared in package kernel too
			}
			m.path = kernel.Best()
			compare(t, m, lines, peerLines(t, g.name+".together.txt"), 1, Options{Together: true})
		})
	}
}

func peerLines(t *testing.T, file string) []string {
	t.Helper()
	return strings.Split(strings.TrimSuffix(string(read(t, "testdata", file)), "\n"), "\n")
}

// compare translates every so many lines.
func compare(t *testing.T, m *Model, lines, want []string, every int, opt Options) {
	t.Helper()
	if len(want) != len(lines) {
		t.Fatalf("%d lines, want %d", len(lines), len(want))
	}
	var sources, wants []string
	for i := 0; i < len(lines); i += every {
		sources, wants = append(sources, lines[i]), append(wants, want[i])
	}
	results, err := m.TranslateWith(t.Context(), sources, opt)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range results {
		if got := asPeer(sources[i], r); got != wants[i] {
			t.Errorf("path %v, options %+v: %q is translated %q, want %q", m.path, opt, sources[i], got, wants[i])
		}
	}
}

func writeFiles(t *testing.T, folder string, f Files) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{
		"model.bin": f.Model, "lex.bin": f.Shortlist, "source.spm": f.SourceVocab, "target.spm": f.TargetVocab,
	} {
		if content == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(folder, name), bytes.Clone(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
