package render

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/kilas-news/kilas"
)

// ErrNotBrief is returned by [Read] and [Decode] for JSON that is neither a
// brief, a digest nor an error line.
var ErrNotBrief = errors.New("not a brief")

// Documents are what programs hand on as JSON, each kind in order. A digest's
// briefs are in the digest alone.
type Documents struct {
	Briefs  []kilas.Brief
	Digests []kilas.Digest
	Failed  []kilas.SourceError // error lines of earlier stages
}

// Read reads what [JSON], [JSONL], [DigestJSON] and [DigestJSONL] write:
// objects one after another, arrays of them, with or without line breaks
// between. On an error it also returns what came before it. Every brief passes
// [kilas.Brief.Validate].
func Read(r io.Reader) (Documents, error) {
	var d Documents
	stream := json.NewDecoder(withoutMark(r))
	for {
		var value json.RawMessage
		err := stream.Decode(&value)
		if errors.Is(err, io.EOF) {
			return d, nil
		}
		if err == nil {
			err = d.value(value)
		}
		if err != nil {
			return d, fmt.Errorf("brief %d: %w", len(d.Briefs)+len(d.Digests)+1, err)
		}
	}
}

// Decode reads like [Read] and returns all briefs, those of digests last, and
// the error lines.
func Decode(r io.Reader) ([]kilas.Brief, []kilas.SourceError, error) {
	d, err := Read(r)
	briefs := d.Briefs
	for _, digest := range d.Digests {
		briefs = append(briefs, digest.Briefs()...)
	}
	return briefs, d.Failed, err
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

func (d *Documents) value(value json.RawMessage) error {
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

func (d *Documents) object(value json.RawMessage) error {
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
		d.Failed = append(d.Failed, e)
	case kilas.SchemaBrief:
		var b kilas.Brief
		if err := json.Unmarshal(value, &b); err != nil {
			return err
		}
		if err := b.Validate(); err != nil {
			return err
		}
		d.Briefs = append(d.Briefs, b)
	case kilas.SchemaDigest:
		var digest kilas.Digest
		if err := json.Unmarshal(value, &digest); err != nil {
			return err
		}
		for i, s := range digest.Stories {
			if err := s.Brief.Validate(); err != nil {
				return fmt.Errorf("story %d: %w", i+1, err)
			}
		}
		d.Digests = append(d.Digests, digest)
	default:
		return fmt.Errorf("%w: schema %q", ErrNotBrief, head.Schema)
	}
	return nil
}

// Join makes one digest of all documents: the stories of the digests in their
// order, a story that several of them tell as the last one tells it, then a
// story for each brief that stands alone.
func (d Documents) Join() kilas.Digest {
	if len(d.Digests) == 1 && len(d.Briefs) == 0 {
		return d.Digests[0]
	}
	out := kilas.Digest{Schema: kilas.SchemaDigest, Problems: slices.Clone(d.Failed)}
	at := map[string]int{}
	add := func(s kilas.Story) {
		if i, ok := at[s.ID]; ok && s.ID != "" {
			out.Stories[i] = s
			return
		}
		at[s.ID] = len(out.Stories)
		out.Stories = append(out.Stories, s)
	}
	for _, g := range d.Digests {
		if out.ID == "" {
			out.Title, out.Since = g.Title, g.Since
		}
		out.ID += g.ID
		out.Created = later(out.Created, g.Created)
		out.LeftOut += g.LeftOut
		out.Problems = append(out.Problems, g.Problems...)
		out.Warnings = append(out.Warnings, g.Warnings...)
		for _, s := range g.Stories {
			add(s)
		}
	}
	for _, b := range d.Briefs {
		out.Created = later(out.Created, b.Created)
		add(kilas.Story{ID: b.ID, Brief: b})
	}
	return out
}
