package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"github.com/kilas-news/kilas"
)

// JSON writes one brief as an object, several (or none) as an array.
func JSON(w io.Writer, briefs []kilas.Brief, _ Options) error {
	var v any = withoutTexts(briefs)
	if len(briefs) == 1 {
		v = withoutTexts(briefs)[0]
	}
	return encode(w, v, "  ")
}

// JSONL writes every brief as an object on a line of its own.
func JSONL(w io.Writer, briefs []kilas.Brief, _ Options) error {
	for _, b := range withoutTexts(briefs) {
		if err := encode(w, b, ""); err != nil {
			return err
		}
	}
	return nil
}

// encode writes v so that it is safe to print: DEL and the C1 controls, which
// JSON allows in strings and terminals obey, are escaped as the others are.
func encode(w io.Writer, v any, indent string) error {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("encode brief: %w", err)
	}
	out := make([]byte, 0, buf.Len())
	for _, r := range buf.String() {
		if r >= 0x7f && r < 0xa0 {
			out = fmt.Appendf(out, `\u%04x`, r)
			continue
		}
		out = append(out, string(r)...)
	}
	_, err := w.Write(out)
	return err
}

// withoutTexts returns copies whose articles have neither text nor sentences.
func withoutTexts(briefs []kilas.Brief) []kilas.Brief {
	list := make([]kilas.Brief, len(briefs))
	for i, b := range briefs {
		articles := make([]kilas.Article, len(b.Articles))
		for j, a := range b.Articles {
			a.Text, a.Sentences = "", nil
			articles[j] = a
		}
		b.Articles = articles
		list[i] = b
	}
	return list
}
