package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"
)

// Text in other encodings is read as what it is, from files and from a pipe,
// and what is no text is refused.
func TestTextEncodings(t *testing.T) {
	dir := t.TempDir()
	for name, tt := range map[string]struct{ text, lang string }{
		"windows-1252": {"Le président a annoncé jeudi de nouvelles mesures économiques, à hauteur de 5 000 €.\n", "fr"},
		"windows-1251": {"Президент объявил о новых мерах поддержки экономики во вторник.\n", "ru"},
		"gbk":          {"中国人民银行周四宣布下调基准利率二十五个基点。这是两年来首次降息。分析师表示，此举令市场感到意外。\n", "zh"},
		"shift_jis":    {"日本銀行は木曜日、政策金利を引き下げると発表した。利下げは二年ぶりである。\n", "ja"},
		"utf-16":       {"Президент объявил о новых мерах поддержки экономики во вторник.\n", "ru"},
	} {
		e, _ := charset.Lookup(name)
		in, err := e.NewEncoder().String(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if name == "utf-16" {
			in = "\xff\xfe" + in
		}
		file := filepath.Join(dir, name+".txt")
		if err := os.WriteFile(file, []byte(in), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"detect"}, {"detect", "--lines"}, {"detect", file}} {
			if code, out, errs := call(t, in, args...); code != exitOK || !strings.HasPrefix(out, tt.lang+"\t") {
				t.Errorf("%s: kilas %q: status %d, %q, %q, want %s", name, args, code, out, errs, tt.lang)
			}
		}
		if code, out, errs := call(t, in, "translate", "--no-cache", "-t", "eo", "--translator", "exec:cat"); code != exitOK || out != tt.text {
			t.Errorf("%s: translate: status %d, %q, %q, want %q", name, code, out, errs, tt.text)
		}
	}
	for _, args := range [][]string{{"detect"}, {"detect", "--lines"}, {"translate", "-t", "en"}} {
		if code, out, errs := call(t, "\x7fELF\x02\x00\x00\x01", args...); code != exitNothing || out != "" || !strings.Contains(errs, "binary") {
			t.Errorf("binary: kilas %q: status %d, %q, %q", args, code, out, errs)
		}
	}
}

// detect reads pages and articles as the other commands do.
func TestDetectArticles(t *testing.T) {
	const page = "../../testdata/pages/id/neracaharian-suku-bunga-malindra.html"
	const jsonl = `{"source":"one","lang":"fr","text":"Harga beras naik lagi di sejumlah pasar pada pekan ini."}
{"source":"two","text":"The price of rice rose again at several markets this week."}
`
	failed := `{"schema":"kilas.error/v1","source":"x","stage":"fetch","code":"empty","error":"x is empty"}` + "\n"
	for _, tt := range []struct {
		name, stdin string
		args        []string
		code        int
		stdout      string
	}{
		{"page", "", []string{"detect", page}, exitOK, "id\t1.00\t" + page + "\n"},
		{"articles", jsonl, []string{"detect"}, exitOK, "id\t0.96\tone\nen\t1.00\ttwo\n"},
		{"among", jsonl, []string{"detect", "--among", "en,de"}, exitOK, "de\t0.50\tone\nen\t1.00\ttwo\n"},
		{"failed source", failed + jsonl, []string{"detect", "-f", "jsonl"}, exitShort, failed},
		{"no lines", "", []string{"detect", "--lines"}, exitOK, ""},
		{"URL", "", []string{"detect", "https://example.com/"}, exitNothing, ""},
	} {
		code, out, errs := call(t, tt.stdin, tt.args...)
		if want := languages(tt.stdout); code != tt.code || !strings.HasPrefix(languages(out), want) {
			t.Errorf("%s: status %d, %q, %q, want %d, %q", tt.name, code, out, errs, tt.code, tt.stdout)
		}
	}
}

// languages leaves the confidences out of the answers of detect.
func languages(tsv string) string {
	var b strings.Builder
	for l := range strings.Lines(tsv) {
		if cells := strings.Split(l, "\t"); len(cells) == 3 {
			l = cells[0] + "\t" + cells[2]
		}
		b.WriteString(l)
	}
	return b.String()
}

// One line or article in a language that nothing translates loses none of the
// others, wherever it stands; only where it is true of all there is no output.
func TestTranslateMissingLanguage(t *testing.T) {
	const (
		id   = "Presiden mengumumkan kebijakan baru.\n"
		fr   = "Le président a annoncé une nouvelle politique économique.\n"
		rice = "Harga beras naik.\n"
	)
	article := func(text string) string { return `{"text":"` + strings.TrimSpace(text) + `"}` + "\n" }
	for _, tt := range []struct {
		name, stdin string
		args        []string
		code        int
		stdout      []string // what its lines hold
	}{
		{"first", fr + id + rice, nil, exitShort, []string{"Le président", "The president", "rice"}},
		{"between", id + fr + rice, nil, exitShort, []string{"The president", "Le président", "rice"}},
		{"last", id + rice + fr, nil, exitShort, []string{"The president", "rice", "Le président"}},
		{"short lines first", "Judul Panjang\n\n" + id, nil, exitOK, []string{"", "", "The president"}},
		{"could be a relative", "Judul Panjang\n", nil, exitOK, []string{""}},
		{"all", fr + fr, nil, exitNothing, nil},
		{"said to be all", id + fr, []string{"--from", "fr"}, exitNothing, nil},
		{"beside what needs none", fr + "The price of rice rose again.\n", nil, exitShort, []string{"Le président", "The price"}},
		{"articles", article(fr) + article(id), nil, exitShort, []string{`"code":"no-translator"`, "The president"}},
		{"no article", article(fr), nil, exitNothing, []string{`"code":"no-translator"`}},
		{"page", "<!DOCTYPE html>\n<p>" + id, nil, exitNothing, nil},
	} {
		code, out, errs := call(t, tt.stdin, append([]string{"translate", "--no-cache", "-t", "en"}, tt.args...)...)
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if out == "" {
			lines = nil
		}
		fits := code == tt.code && len(lines) == len(tt.stdout)
		for i := range lines {
			fits = fits && strings.Contains(lines[i], tt.stdout[i])
		}
		if !fits || code != exitOK && !strings.Contains(errs, "French to English") && tt.name != "page" {
			t.Errorf("%s: status %d, %q, %q, want %d, %q", tt.name, code, out, errs, tt.code, tt.stdout)
		}
	}
}

// Summaries are translated as articles are.
func TestTranslateSummary(t *testing.T) {
	code, summary, errs := call(t, "", "summarize", "-q", "-n", "2", "../../testdata/articles/ferry/id.txt")
	if code != exitOK {
		t.Fatal(errs)
	}
	code, out, errs := call(t, summary, "translate", "--no-cache", "-t", "en")
	for _, want := range []string{`"schema":"kilas.summary/v1"`, `"lang":"en"`, `"origin":"translated"`, `"start":`, "translated from Indonesian by"} {
		if code != exitOK || !strings.Contains(out, want) {
			t.Errorf("status %d, %q, %q, want %s in it", code, out, errs, want)
		}
	}
	if strings.Contains(out, "nyaris") {
		t.Errorf("not translated: %s", out)
	}
	code, out, _ = call(t, `{"schema":"kilas.brief/v1"}`+"\n", "translate", "-t", "en")
	if code != exitNothing || !strings.Contains(out, `"code":"wrong-schema"`) {
		t.Errorf("brief: status %d, %q", code, out)
	}
}

// Errors are told in one line and in words.
func TestComplain(t *testing.T) {
	var b strings.Builder
	complain(&b, errors.Join(errors.New("one"), fmt.Errorf("two: %w", context.DeadlineExceeded)).Error(), "do\x1b[31m this")
	if want := "kilas: error: one; two: the time for it was over\nkilas: hint: do [31m this\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

// The errors of flags are those of people.
func TestFlagError(t *testing.T) {
	t.Setenv("KILAS_SENTENCES", "many")
	for want, args := range map[string][]string{
		`kilas: error: "many" is no value for the environment variable KILAS_SENTENCES`: {"brief", "x"},
		`kilas: error: "x" is no value for --jobs`:                                      {"fetch", "--jobs", "x", "x"},
		`kilas: error: unknown option --to-do`:                                          {"fetch", "--to-do", "x"},
	} {
		if code, out, errs := call(t, "", args...); code != exitUsage || out != "" || !strings.HasPrefix(errs, want+"\n") {
			t.Errorf("kilas %q: status %d, %q, %q, want %q", args, code, out, errs, want)
		}
	}
}

// An error line passes through every stage as it is, with fields that nobody
// here knows.
func TestErrorLinesPass(t *testing.T) {
	const line = `{"schema":"kilas.error/v1","source":"https://a.example/?b=1&c=2","stage":"fetch","code":"blocked","error":"no","retries":3,"by":{"name":"a later kilas"}}` + "\n"
	for _, args := range [][]string{
		{"fetch", "-"}, {"summarize"}, {"translate", "-t", "en"}, {"detect", "-f", "jsonl"}, {"brief", "-f", "jsonl", "-"}, {"render", "-f", "jsonl"},
	} {
		if code, out, errs := call(t, line, args...); code != exitNothing || out != line {
			t.Errorf("kilas %q: status %d, %q, %q, want the line", args, code, out, errs)
		}
	}
}
