package render

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
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

// ErrNotBrief is returned by [Decode] for JSON that is neither a brief nor an
// error line.
var ErrNotBrief = errors.New("not a brief")

// Decode reads briefs as [JSON] and [JSONL] write them: objects one after
// another, arrays of them, with or without line breaks between. Error lines of
// earlier stages come back beside the briefs, in order. On an error it also
// returns what came before it. Every brief passes [kilas.Brief.Validate].
func Decode(r io.Reader) ([]kilas.Brief, []kilas.SourceError, error) {
	var d decoding
	stream := json.NewDecoder(withoutMark(r))
	for {
		var value json.RawMessage
		err := stream.Decode(&value)
		if errors.Is(err, io.EOF) {
			return d.briefs, d.failed, nil
		}
		if err == nil {
			err = d.value(value)
		}
		if err != nil {
			return d.briefs, d.failed, fmt.Errorf("brief %d: %w", len(d.briefs)+1, err)
		}
	}
}

// withoutMark skips a byte order mark, which some editors write.
func withoutMark(r io.Reader) io.Reader {
	buffered := bufio.NewReader(r)
	mark := []byte("\ufeff")
	if start, err := buffered.Peek(len(mark)); err == nil && bytes.Equal(start, mark) {
		_, _ = buffered.Discard(len(mark)) // peeked, so it can't fail
	}
	return buffered
}

type decoding struct {
	briefs []kilas.Brief
	failed []kilas.SourceError
}

func (d *decoding) value(value json.RawMessage) error {
	if value[0] != '[' {
		return d.object(value)
	}
	var list []json.RawMessage
	if err := json.Unmarshal(value, &list); err != nil {
		return err
	}
	for _, v := range list {
		if err := d.object(v); err != nil {
			return err
		}
	}
	return nil
}

func (d *decoding) object(value json.RawMessage) error {
	var head struct {
		Schema string `json:"schema"`
	}
	if value[0] != '{' {
		return ErrNotBrief
	}
	if err := json.Unmarshal(value, &head); err != nil {
		return err
	}
	switch head.Schema {
	case kilas.SchemaError:
		var e kilas.SourceError
		if err := json.Unmarshal(value, &e); err != nil {
			return err
		}
		d.failed = append(d.failed, e)
	case kilas.SchemaBrief:
		var b kilas.Brief
		if err := json.Unmarshal(value, &b); err != nil {
			return err
		}
		if err := b.Validate(); err != nil {
			return err
		}
		d.briefs = append(d.briefs, b)
	default:
		return fmt.Errorf("%w: schema %q", ErrNotBrief, head.Schema)
	}
	return nil
}
