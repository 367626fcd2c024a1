// Package kilas holds the types that every stage of kilas passes on: an
// [Article] as it was fetched, its [Sentence] values, and the [Brief] that a
// reader sees. Start with Brief and [Brief.Validate].
//
// The package has types and invariants only: it fetches, detects, ranks and
// renders nothing, and imports nothing of this module. JSON field names are
// public API.
//
// All offsets are UTF-8 bytes into [Article].Text, half open. All scores are
// in [0,1], higher is better.
package kilas

// Schema names, the first field of every JSON object that kilas writes.
const (
	SchemaArticle   = "kilas.article/v1"
	SchemaError     = "kilas.error/v1"
	SchemaSummary   = "kilas.summary/v1"
	SchemaAlignment = "kilas.alignment/v1"
	SchemaBrief     = "kilas.brief/v1"
	SchemaDigest    = "kilas.digest/v1"
	SchemaFeed      = "kilas.feed/v1"
	SchemaFeedCheck = "kilas.feed-check/v1"
)

// Lang is a lower-case BCP 47 tag such as "id", "en" or "zh-hant". The empty
// Lang means that the language is not known.
type Lang string

// LangCandidate is one language that a text may be in.
type LangCandidate struct {
	Lang       Lang    `json:"lang"`
	Confidence float64 `json:"confidence"`
}

// Warning is a recoverable oddity that the reader should know of: a short
// text, a low detection confidence, too few pairs. Code is stable and meant
// for programs, Message for people.
type Warning struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Span is a half-open byte range of an article's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Sentence is a sentence with its place: Text equals the article's
// text[Start:End]. Block is the index into [Article].Blocks (0 when the
// article has none). Lang is set only where it differs from the article's.
type Sentence struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	Block int    `json:"block"`
	Lang  Lang   `json:"lang,omitempty"`
	Marks []Mark `json:"marks,omitempty"`
}

// Mark says that a sentence is not part of the story, or where its story
// begins.
type Mark string

// Marks of boilerplate sentences. A dateline ("JAKARTA, KOMPAS.com –") is a
// sentence of its own.
const (
	MarkDateline Mark = "dateline"
	MarkReadMore Mark = "read-more"
	MarkCredit   Mark = "credit"
	MarkByline   Mark = "byline"
	MarkPromo    Mark = "promo"
)

// Boilerplate reports whether the sentence is marked as outside of the story.
func (s Sentence) Boilerplate() bool { return len(s.Marks) > 0 }

// Span returns the place of the sentence.
func (s Sentence) Span() Span { return Span{s.Start, s.End} }
