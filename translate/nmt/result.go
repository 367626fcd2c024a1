package nmt

import (
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas/translate/nmt/internal/spm"
)

// Token is a piece of a text: the bytes from Start to End. A token that ends
// a sentence is empty.
type Token struct {
	ID         int // in its vocabulary
	Start, End int
}

// Result is the translation of one sentence. Tokens of either side follow
// each other without gaps; those of a long sentence that was wrapped have an
// end of sentence after each part.
type Result struct {
	Text   string
	Source []Token // of the sentence
	Target []Token // of Text

	// Alignment says for each target token where the model looked when it
	// wrote it.
	Alignment []Weights
}

// Weights are shares of source tokens, in [0,1], which add up to 1: Values[i]
// is that of the token First+i. Tokens outside have none; they are in other
// parts of a sentence that was wrapped.
type Weights struct {
	First  int
	Values []float32
}

// part is a segment of a sentence.
type part struct {
	segment
	tokens []Token // of the sentence, with the empty end of sentence
}

// split tokenizes a sentence and wraps it into parts of at most maxTokens.
func (m *Model) split(sentence string) []*part {
	tokens := m.sourceVocab.Encode(sentence)
	var parts []*part
	for len(tokens) > 0 {
		n := min(len(tokens), maxTokens)
		parts = append(parts, newPart(tokens[:n]))
		tokens = tokens[n:]
	}
	return parts
}

func newPart(tokens []spm.Token) *part {
	p := &part{}
	for _, t := range tokens {
		p.source = append(p.source, t.ID)
		p.tokens = append(p.tokens, Token(t))
	}
	end := tokens[len(tokens)-1].End
	p.source = append(p.source, endOfSentence)
	p.tokens = append(p.tokens, Token{endOfSentence, end, end})
	p.width = len(p.source)
	return p
}

// join puts the translations of a sentence's parts together.
func (m *Model) join(sentence string, parts []*part, opt Options) Result {
	var r Result
	for _, p := range parts {
		text, tokens := m.targetVocab.Decode(p.target)
		at := len(r.Text)
		if opt.SpaceParts && at > 0 && startsWithSpace(sentence[p.tokens[0].Start:]) {
			r.Text += " "
		}
		for _, t := range tokens {
			r.Target = append(r.Target, Token{t.ID, at, len(r.Text) + t.End})
			at = len(r.Text) + t.End
		}
		for _, weights := range p.alignment {
			r.Alignment = append(r.Alignment, Weights{len(r.Source), weights})
		}
		r.Text += text
		r.Source = append(r.Source, p.tokens...)
	}
	return r
}

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}
