package kilas

// Status says how much of an article was found on its page.
type Status string

// Statuses of an article. Pages without an article are a [SourceError].
const (
	StatusFull      Status = "full"
	StatusPartial   Status = "partial"
	StatusPaywalled Status = "paywalled"
)

// BlockKind is the role of a block of text on its page.
type BlockKind string

// Kinds of blocks.
const (
	BlockParagraph BlockKind = "paragraph"
	BlockHeading   BlockKind = "heading"
	BlockQuote     BlockKind = "quote"
	BlockList      BlockKind = "list"
	BlockCaption   BlockKind = "caption"
)

// Block is a paragraph, heading, quotation, list item or caption of the text.
// Blocks are in order, disjoint, and separated by one newline in the text.
type Block struct {
	Kind  BlockKind `json:"kind"`
	Start int       `json:"start"`
	End   int       `json:"end"`
}

// Image is a picture of the article; Alt is its caption or alternative text.
type Image struct {
	URL string `json:"url"`
	Alt string `json:"alt,omitempty"`
}

// Article is a news article with its metadata. Only Text is required; a stage
// that needs a language, blocks or sentences finds them itself when they are
// missing. Published and Modified are RFC 3339, or a date alone.
//
// N is the article's number in a brief, from 1; Cluster gathers the articles
// that one summary is about.
type Article struct {
	Schema         string          `json:"schema"`
	ID             string          `json:"id"`
	Source         string          `json:"source"`
	URL            string          `json:"url"`
	CanonicalURL   string          `json:"canonical_url"`
	Title          string          `json:"title"`
	Byline         string          `json:"byline"`
	Site           string          `json:"site"`
	Published      string          `json:"published"`
	Modified       string          `json:"modified"`
	Lang           Lang            `json:"lang"`
	LangConfidence float64         `json:"lang_confidence"`
	LangCandidates []LangCandidate `json:"lang_candidates"`
	Section        string          `json:"section"`
	Tags           []string        `json:"tags"`
	Status         Status          `json:"status"`
	Cluster        string          `json:"cluster,omitempty"`
	Text           string          `json:"text,omitempty"`
	Blocks         []Block         `json:"blocks"`
	Sentences      []Sentence      `json:"sentences,omitempty"`
	Images         []Image         `json:"images"`
	Warnings       []Warning       `json:"warnings"`
	N              int             `json:"n,omitempty"`
}

// SourceError is a source that gave no article, as a line of JSONL. It passes
// through every stage unchanged. Code is stable: "blocked", "js-required",
// "no-article", "status-503", "timeout" and so on.
type SourceError struct {
	Schema string `json:"schema"`
	Source string `json:"source"`
	Stage  string `json:"stage"`
	Code   string `json:"code"`
	Err    string `json:"error"`
	Hint   string `json:"hint,omitempty"`

	// Given is the JSON object that the error was read from, when that has other
	// fields too. It is written instead of the fields.
	Given string `json:"-"`
}

// Error is the message without its hint.
func (e *SourceError) Error() string { return e.Err }

// Summary is an extractive or generated summary of one article or cluster.
// Index counts the sentences of the article, from 0.
type Summary struct {
	Schema     string            `json:"schema"`
	ID         string            `json:"id"`
	Lang       Lang              `json:"lang"`
	Text       string            `json:"summary"`
	Sentences  []SummarySentence `json:"sentences"`
	Summarizer string            `json:"summarizer"`
	Warnings   []Warning         `json:"warnings,omitempty"`
}

// SummarySentence is a sentence chosen for a summary. Article is the ID of
// its article when the summary has several.
//
// Of a sentence that a language model wrote, Origin is [OriginGenerated],
// Sentences are the places that it rests on, the first of which Index, Start
// and End name, and Checks is how it compares with them.
type SummarySentence struct {
	Index     int     `json:"index"`
	Text      string  `json:"text"`
	Start     int     `json:"start"`
	End       int     `json:"end"`
	Score     float64 `json:"score"`
	Article   string  `json:"article,omitempty"`
	Origin    Origin  `json:"origin,omitempty"`
	Sentences []Span  `json:"sentences,omitempty"`
	Checks    []Check `json:"checks,omitempty"`
}

// Alignment pairs the sentences of two texts. Each sentence is in at most one
// pair; pairs may cross and hold at most two sentences a side.
type Alignment struct {
	Schema          string     `json:"schema"`
	SourceLang      Lang       `json:"source_lang"`
	TargetLang      Lang       `json:"target_lang"`
	SourceSentences []Sentence `json:"source_sentences"`
	TargetSentences []Sentence `json:"target_sentences"`
	Pairs           []Bead     `json:"pairs"`
	SourceOnly      []int      `json:"source_only"`
	TargetOnly      []int      `json:"target_only"`
}

// Bead is one pair of an [Alignment]: indexes into its two sentence lists.
// Evidence says what the score rests on, for people.
type Bead struct {
	Source   []int    `json:"source"`
	Target   []int    `json:"target"`
	Score    float64  `json:"score"`
	Evidence []string `json:"evidence,omitempty"`
}
