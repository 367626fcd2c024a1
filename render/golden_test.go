package render

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// formats are all writers, with the options that change their output.
var formats = []struct {
	suffix string
	write  func(io.Writer, []kilas.Brief, Options) error
	opt    Options
}{
	{"plain.txt", Text, Options{}},
	{"width60.txt", Text, Options{Width: 60}},
	{"width120.txt", Text, Options{Width: 120}},
	{"verbose.txt", Text, Options{Width: 120, Color: true, Verbose: true, Generator: "kilas 0.0.1"}},
	{"md", Markdown, Options{}},
	{"html", HTML, Options{Generator: "kilas 0.0.1"}},
	{"json", JSON, Options{}},
	{"jsonl", JSONL, Options{}},
	{"tmx", TMX, Options{Generator: "kilas 0.0.1"}},
}

// digestFormats are all writers of digests.
var digestFormats = []struct {
	suffix string
	write  func(io.Writer, kilas.Digest, Options) error
	opt    Options
}{
	{"plain.txt", DigestText, Options{}},
	{"width60.txt", DigestText, Options{Width: 60}},
	{"verbose.txt", DigestText, Options{Width: 120, Color: true, Verbose: true, Generator: "kilas 0.0.1"}},
	{"md", DigestMarkdown, Options{}},
	{"html", DigestHTML, Options{Generator: "kilas 0.0.1"}},
	{"mail.html", mailPage, Options{Generator: "kilas 0.0.1"}},
	{"json", DigestJSON, Options{}},
	{"jsonl", DigestJSONL, Options{}},
	{"atom", DigestAtom, Options{Generator: "kilas 0.0.1", FeedURL: "https://digests.example/feed.atom"}},
	{"epub.txt", unpackedEPUB, Options{Generator: "kilas 0.0.1"}},
}

// mailPage writes a digest as mail has it.
func mailPage(w io.Writer, d kilas.Digest, opt Options) error {
	_, err := DigestMail(w, d, opt)
	return err
}

// cases returns the names of the briefs in testdata.
func cases(t *testing.T) []string {
	t.Helper()
	return names(t, "testdata/*.jsonl")
}

// names returns what a pattern matches, without folder and last extension.
func names(t *testing.T, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("nothing is called %s: %v", pattern, err)
	}
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), filepath.Ext(f))
	}
	return files
}

// briefs reads a case and checks that its briefs are what every brief must be.
// The texts of its articles lie beside it where there are any.
func briefs(t *testing.T, name string) []kilas.Brief {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, failed, err := Decode(f)
	if err != nil || len(failed) != 0 || len(list) == 0 {
		t.Fatalf("Decode(%s): %d briefs, %d errors, %v", name, len(list), len(failed), err)
	}
	for _, b := range list {
		if err := b.Validate(articleTexts(t, b.ID)...); err != nil {
			t.Errorf("brief %s: %v", b.ID, err)
		}
	}
	return list
}

func articleTexts(t *testing.T, id string) []string {
	t.Helper()
	var texts []string
	for n := 1; ; n++ {
		text, err := os.ReadFile(fmt.Sprintf("testdata/%s.article%d.txt", id, n))
		if errors.Is(err, os.ErrNotExist) {
			return texts
		}
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
	}
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		for _, f := range formats {
			t.Run(name+"."+f.suffix, func(t *testing.T) {
				t.Parallel()
				var got bytes.Buffer
				if err := f.write(&got, briefs(t, name), f.opt); err != nil && !errors.Is(err, ErrNoPairs) {
					t.Fatal(err)
				}
				checkGolden(t, filepath.Join("testdata", "golden", name+"."+f.suffix), got.Bytes())
			})
		}
	}
}

func TestDigestGolden(t *testing.T) {
	t.Parallel()
	for _, name := range names(t, "testdata/digests/*.json") {
		for _, f := range digestFormats {
			t.Run(name+"."+f.suffix, func(t *testing.T) {
				t.Parallel()
				var got bytes.Buffer
				if err := f.write(&got, readDigest(t, name), f.opt); err != nil {
					t.Fatal(err)
				}
				checkGolden(t, filepath.Join("testdata", "digests", "golden", name+"."+f.suffix), got.Bytes())
			})
		}
	}
}

func checkGolden(t *testing.T, golden string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from the golden file at line %d; run with -update and review", golden, firstDifference(got, want))
	}
}

// readDigest reads a case and checks that its briefs are what every brief must be.
func readDigest(t *testing.T, name string) kilas.Digest {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "digests", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	docs, err := Read(f)
	if err != nil || len(docs.Digests) != 1 {
		t.Fatalf("Read(%s): %d digests, %v", name, len(docs.Digests), err)
	}
	return docs.Digests[0]
}

func firstDifference(a, b []byte) int {
	la, lb := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(la), len(lb)) {
		if !bytes.Equal(la[i], lb[i]) {
			return i + 1
		}
	}
	return min(len(la), len(lb)) + 1
}

// brokenWriter fails as a closed pipe does.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestWriteError(t *testing.T) {
	t.Parallel()
	for _, f := range formats {
		if err := f.write(brokenWriter{}, briefs(t, "flood"), f.opt); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s to a closed pipe: %v, want %v", f.suffix, err, io.ErrClosedPipe)
		}
	}
}

func TestDigestWriteError(t *testing.T) {
	t.Parallel()
	for _, f := range digestFormats {
		if err := f.write(brokenWriter{}, readDigest(t, "morning"), f.opt); !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s to a closed pipe: %v, want %v", f.suffix, err, io.ErrClosedPipe)
		}
	}
}

func TestNoBriefs(t *testing.T) {
	t.Parallel()
	want := map[string]string{"plain.txt": "", "md": "", "json": "[]\n", "jsonl": ""}
	for _, f := range formats {
		var got strings.Builder
		err := f.write(&got, nil, f.opt)
		if f.suffix == "tmx" {
			if !errors.Is(err, ErrNoPairs) || got.Len() > 0 {
				t.Errorf("TMX(nil) = %q, %v, want nothing and %v", got.String(), err, ErrNoPairs)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s without briefs: %v", f.suffix, err)
		}
		if w, ok := want[f.suffix]; ok && got.String() != w {
			t.Errorf("%s without briefs = %q, want %q", f.suffix, got.String(), w)
		}
	}
}
