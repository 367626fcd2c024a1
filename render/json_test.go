package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/kilas-news/kilas"
)

func TestDecodeRoundTrip(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		list := briefs(t, name)
		for _, write := range []func(io.Writer, []kilas.Brief, Options) error{JSON, JSONL} {
			var first, second bytes.Buffer
			if err := write(&first, list, Options{}); err != nil {
				t.Fatal(err)
			}
			again, _, err := Decode(iotest.OneByteReader(bytes.NewReader(first.Bytes())))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := write(&second, again, Options{}); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(first.Bytes(), second.Bytes()) {
				t.Errorf("%s changes when it is read and written again", name)
			}
		}
	}
}

func TestJSONLeavesTextsOut(t *testing.T) {
	t.Parallel()
	list := briefs(t, "flood")
	list[0].Articles[0].Text = "SECRET"
	list[0].Articles[0].Sentences = []kilas.Sentence{{Text: "SECRET", End: 6}}
	var got strings.Builder
	if err := JSON(&got, list, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got.String(), "SECRET") || strings.Contains(got.String(), `"text":"",`) {
		t.Error("an article's text is in the JSON of a brief")
	}
	if list[0].Articles[0].Text == "" {
		t.Error("JSON changed the brief that it was given")
	}
}

func TestJSONIsSafeToPrint(t *testing.T) {
	t.Parallel()
	list := briefs(t, "hostile")
	list[0].Articles[0].Site = "a\u009b31mb\x7fc"
	var got strings.Builder
	if err := JSONL(&got, list, Options{}); err != nil {
		t.Fatal(err)
	}
	for _, r := range strings.TrimSuffix(got.String(), "\n") {
		if isControl(r) {
			t.Errorf("the control character %U in JSON", r)
		}
	}
	var back kilas.Brief
	if err := json.Unmarshal([]byte(got.String()), &back); err != nil {
		t.Fatal(err)
	}
	if back.Articles[0].Site != list[0].Articles[0].Site {
		t.Errorf("site = %q, want %q", back.Articles[0].Site, list[0].Articles[0].Site)
	}
}

const (
	briefLine = `{"schema":"kilas.brief/v1","source_lang":"en","title":{"source":{"lang":"en","text":"T","origin":"quoted","article":1,"field":"title"}},"articles":[{"title":"T"}]}`
	errorLine = `{"schema":"kilas.error/v1","source":"x","stage":"fetch","code":"timeout","error":"fetch x: timeout"}`
)

func TestDecode(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name           string
		in             string
		briefs, failed int
		wantErr        string // part of the error, "" for none
	}{
		{"nothing", "", 0, 0, ""},
		{"space", " \n\n", 0, 0, ""},
		{"lines", briefLine + "\n" + briefLine + "\n", 2, 0, ""},
		{"no final newline", briefLine, 1, 0, ""},
		{"byte order mark", "\ufeff" + briefLine, 1, 0, ""},
		{"array", "[" + briefLine + "," + errorLine + "]", 1, 1, ""},
		{"empty array", "[]", 0, 0, ""},
		{"error lines pass", errorLine + "\n" + briefLine + "\n" + errorLine, 1, 2, ""},
		{"unknown fields", strings.Replace(briefLine, "{", `{"novel":{"a":[1]},`, 1), 1, 0, ""},
		{"an article", briefLine + "\n" + `{"schema":"kilas.article/v1","text":"x"}`, 1, 0, `brief 2: not a brief: schema "kilas.article/v1"`},
		{"no schema", `{"text":"x"}`, 0, 0, "not a brief"},
		{"a number", "7", 0, 0, "not a brief"},
		{"null in an array", "[null]", 0, 0, "not a brief"},
		{"plain text", "Judul berita", 0, 0, "brief 1: invalid character"},
		{"cut off", briefLine + "\n" + briefLine[:50], 1, 0, "unexpected EOF"},
		{"wrong type", strings.Replace(briefLine, `"en"`, "7", 1), 0, 0, "source_lang"},
		{"an article that does not exist", strings.Replace(briefLine, `"article":1`, `"article":2`, 1), 0, 0, "article 2 of 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			briefs, failed, err := Decode(strings.NewReader(tt.in))
			if len(briefs) != tt.briefs || len(failed) != tt.failed {
				t.Errorf("%d briefs and %d errors, want %d and %d", len(briefs), len(failed), tt.briefs, tt.failed)
			}
			if tt.wantErr == "" && err != nil || tt.wantErr != "" && (err == nil || !strings.Contains(err.Error(), tt.wantErr)) {
				t.Errorf("error %v, want %q", err, tt.wantErr)
			}
		})
	}
}

func TestDecodeReadError(t *testing.T) {
	t.Parallel()
	broken := io.MultiReader(strings.NewReader(briefLine+"\n"), iotest.ErrReader(io.ErrNoProgress))
	list, _, err := Decode(broken)
	if len(list) != 1 || !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("%d briefs, %v, want what came before the error, and the error", len(list), err)
	}
}

// FuzzDecode checks that whatever decodes can be written in every format, and
// that JSON is read back as it was.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(briefLine))
	f.Add([]byte("[" + briefLine + "," + errorLine + "]"))
	f.Add([]byte(strings.Replace(briefLine, `"T"`, `"\u001b[1m\u202e<b>"`, 2)))
	f.Fuzz(func(t *testing.T, in []byte) {
		list, _, err := Decode(bytes.NewReader(in))
		if err != nil {
			return
		}
		for _, format := range formats {
			if err := format.write(io.Discard, list, format.opt); err != nil && !errors.Is(err, ErrNoPairs) {
				t.Errorf("%s: %v", format.suffix, err)
			}
		}
		var first, second bytes.Buffer
		if err := JSONL(&first, list, Options{}); err != nil {
			t.Fatal(err)
		}
		again, _, err := Decode(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatalf("what was written can't be read: %v", err)
		}
		if err := JSONL(&second, again, Options{}); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("JSON changes when it is read and written again: %v", err)
		}
	})
}
