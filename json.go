package kilas

import (
	"bytes"
	"encoding/json"
)

// The lists of these types are written as [] when they are empty, never as
// null, so that programs can loop over them unasked.

// MarshalJSON writes the article with its schema and without null lists.
func (a Article) MarshalJSON() ([]byte, error) {
	type plain Article
	p := plain(a)
	p.Schema = SchemaArticle
	list(&p.LangCandidates)
	list(&p.Tags)
	list(&p.Blocks)
	list(&p.Images)
	list(&p.Warnings)
	return json.Marshal(p)
}

// UnmarshalJSON reads an error that a stage wrote. It is written again with all
// its fields, also those that this version doesn't know.
func (e *SourceError) UnmarshalJSON(data []byte) error {
	type plain SourceError
	var p plain
	if err := json.Unmarshal(data, &p); err != nil {
		return err
	}
	*e = SourceError(p)
	known := json.NewDecoder(bytes.NewReader(data))
	known.DisallowUnknownFields()
	if p.Schema == SchemaError && known.Decode(&p) != nil {
		e.Given = string(data)
	}
	return nil
}

// MarshalJSON writes the error with its schema.
func (e SourceError) MarshalJSON() ([]byte, error) {
	if e.Given != "" {
		return []byte(e.Given), nil
	}
	type plain SourceError
	p := plain(e)
	p.Schema = SchemaError
	return json.Marshal(p)
}

// MarshalJSON writes the summary with its schema and without null lists.
func (s Summary) MarshalJSON() ([]byte, error) {
	type plain Summary
	p := plain(s)
	p.Schema = SchemaSummary
	list(&p.Sentences)
	return json.Marshal(p)
}

// MarshalJSON writes the alignment with its schema and without null lists.
func (a Alignment) MarshalJSON() ([]byte, error) {
	type plain Alignment
	p := plain(a)
	p.Schema = SchemaAlignment
	list(&p.SourceSentences)
	list(&p.TargetSentences)
	list(&p.Pairs)
	list(&p.SourceOnly)
	list(&p.TargetOnly)
	return json.Marshal(p)
}

// MarshalJSON writes the brief with its schema and without null lists.
func (b Brief) MarshalJSON() ([]byte, error) {
	type plain Brief
	p := plain(b)
	p.Schema = SchemaBrief
	list(&p.Articles)
	list(&p.Points)
	list(&p.SourceOnly)
	list(&p.TargetOnly)
	list(&p.Warnings)
	return json.Marshal(p)
}

// MarshalJSON writes the digest with its schema and without null lists.
func (d Digest) MarshalJSON() ([]byte, error) {
	type plain Digest
	p := plain(d)
	p.Schema = SchemaDigest
	list(&p.Stories)
	list(&p.Problems)
	list(&p.Warnings)
	return json.Marshal(p)
}

// MarshalJSON writes the story without null lists.
func (s Story) MarshalJSON() ([]byte, error) {
	type plain Story
	p := plain(s)
	list(&p.Topics)
	return json.Marshal(p)
}

// MarshalJSON writes the point without null lists.
func (p Point) MarshalJSON() ([]byte, error) {
	type plain Point
	q := plain(p)
	list(&q.Checks)
	return json.Marshal(q)
}

func list[T any](s *[]T) {
	if *s == nil {
		*s = []T{}
	}
}
