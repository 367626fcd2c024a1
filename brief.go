package kilas

import (
	"errors"
	"fmt"
	"strings"
)

// Origin says where a text of a brief comes from.
type Origin string

// Origins of a text.
const (
	OriginQuoted     Origin = "quoted"     // byte for byte from its article
	OriginTranslated Origin = "translated" // by the backend named in By
	OriginGenerated  Origin = "generated"  // by the language model named in By
)

// FieldTitle marks a quoted text that is its article's title.
const FieldTitle = "title"

// Side is one language's text of a point or title. Sentences are the places
// in article number Article (from 1) that the text quotes, or stands for when
// it is translated or generated. Field is "title" for a title.
type Side struct {
	Lang      Lang   `json:"lang"`
	Text      string `json:"text"`
	Origin    Origin `json:"origin"`
	By        string `json:"by"`
	Article   int    `json:"article"`
	Field     string `json:"field,omitempty"`
	Sentences []Span `json:"sentences,omitempty"`
}

// Check is the outcome of one deterministic comparison of the two sides of a
// point. Detail says what differs.
type Check struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
}

// Point is a key sentence beside its counterpart in the other language.
// Target is nil in a monolingual brief.
type Point struct {
	Source   Side     `json:"source"`
	Target   *Side    `json:"target"`
	Score    float64  `json:"score"`
	Checks   []Check  `json:"checks"`
	Evidence []string `json:"evidence,omitempty"`
}

// Only is a sentence that just one of two articles has.
type Only struct {
	Text    string `json:"text"`
	Article int    `json:"article"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
}

// Title is the title of a brief in its languages. Target is nil in a
// monolingual brief, and when nothing could translate it.
type Title struct {
	Source Side  `json:"source"`
	Target *Side `json:"target"`
}

// Brief is what a reader sees of one story: the title and the points in both
// languages, and what only one article says. Created is RFC 3339. TargetLang
// is empty in a monolingual brief. MergedBecause says why two articles are
// told as one story.
type Brief struct {
	Schema        string    `json:"schema"`
	ID            string    `json:"id"`
	Created       string    `json:"created"`
	SourceLang    Lang      `json:"source_lang"`
	TargetLang    Lang      `json:"target_lang"`
	Title         Title     `json:"title"`
	Articles      []Article `json:"articles"`
	Points        []Point   `json:"points"`
	SourceOnly    []Only    `json:"source_only"`
	TargetOnly    []Only    `json:"target_only"`
	Summarizer    string    `json:"summarizer"`
	Translator    string    `json:"translator"`
	MergedBecause string    `json:"merged_because"`
	Warnings      []Warning `json:"warnings"`
}

// Bilingual reports whether the brief has a second language.
func (b *Brief) Bilingual() bool { return b.TargetLang != "" }

// Failed counts the checks that failed.
func (b *Brief) Failed() int {
	n := 0
	for _, p := range b.Points {
		for _, c := range p.Checks {
			if !c.OK {
				n++
			}
		}
	}
	return n
}

// Validate checks what every brief promises: known origins, a backend's name
// on all that is not quoted, article numbers that exist, ordered spans, scores
// in [0,1]. texts holds the text of article n at n-1; when it is given, quoted
// sides must equal their slices joined by one space. It returns all problems.
func (b *Brief) Validate(texts ...string) error {
	v := validator{brief: b, texts: texts}
	if b.SourceLang == "" {
		v.fail("source_lang is empty")
	}
	v.side("title.source", b.Title.Source)
	if b.Title.Target != nil {
		v.side("title.target", *b.Title.Target)
	}
	for i, p := range b.Points {
		at := fmt.Sprintf("points[%d]", i)
		v.side(at+".source", p.Source)
		if (p.Target != nil) != b.Bilingual() {
			v.fail("%s: target does not match target_lang %q", at, b.TargetLang)
		}
		if p.Target != nil {
			v.side(at+".target", *p.Target)
		}
		if p.Score < 0 || p.Score > 1 || p.Score != p.Score {
			v.fail("%s: score %v is not in [0,1]", at, p.Score)
		}
	}
	v.only("source_only", b.SourceOnly)
	v.only("target_only", b.TargetOnly)
	return errors.Join(v.errs...)
}

type validator struct {
	brief *Brief
	texts []string
	errs  []error
}

func (v *validator) fail(format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf(format, args...))
}

func (v *validator) side(at string, s Side) {
	if s.Lang == "" {
		v.fail("%s: no language", at)
	}
	if s.Article < 1 || s.Article > len(v.brief.Articles) {
		v.fail("%s: article %d of %d", at, s.Article, len(v.brief.Articles))
		return
	}
	switch s.Origin {
	case OriginQuoted:
		v.quoted(at, s)
	case OriginTranslated, OriginGenerated:
		if s.By == "" {
			v.fail("%s: %s by nobody", at, s.Origin)
		}
	default:
		v.fail("%s: unknown origin %q", at, s.Origin)
	}
}

func (v *validator) quoted(at string, s Side) {
	if s.Field == FieldTitle {
		if s.Text != v.brief.Articles[s.Article-1].Title {
			v.fail("%s: not the title of article %d", at, s.Article)
		}
		return
	}
	if len(s.Sentences) == 0 {
		v.fail("%s: quoted without sentences", at)
	}
	parts := make([]string, 0, len(s.Sentences))
	end := 0
	for _, sp := range s.Sentences {
		if sp.Start < end || sp.End <= sp.Start {
			v.fail("%s: span [%d,%d) is empty or out of order", at, sp.Start, sp.End)
			return
		}
		end = sp.End
		if s.Article <= len(v.texts) {
			text := v.texts[s.Article-1]
			if sp.End > len(text) {
				v.fail("%s: span [%d,%d) is beyond the text of %d bytes", at, sp.Start, sp.End, len(text))
				return
			}
			parts = append(parts, text[sp.Start:sp.End])
		}
	}
	if s.Article <= len(v.texts) && strings.Join(parts, " ") != s.Text {
		v.fail("%s: text is not what its spans quote", at)
	}
}

func (v *validator) only(at string, list []Only) {
	for i, o := range list {
		if o.Article < 1 || o.Article > len(v.brief.Articles) || o.Start < 0 || o.End <= o.Start {
			v.fail("%s[%d]: article %d, span [%d,%d)", at, i, o.Article, o.Start, o.End)
			continue
		}
		if o.Article <= len(v.texts) {
			text := v.texts[o.Article-1]
			if o.End > len(text) || text[o.Start:o.End] != o.Text {
				v.fail("%s[%d]: text is not what its span quotes", at, i)
			}
		}
	}
}
