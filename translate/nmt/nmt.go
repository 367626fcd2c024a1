// Package nmt translates sentences with the student models of Bergamot and
// Firefox Translations: 8-bit transformers with a recurrent decoder, made by
// Marian (Kim et al., From Research to Production and Back: Ludicrously Fast
// Neural Machine Translation, 2019). Start with [Load] and [Model.Translate].
//
// A model translates in one direction; [Pivot] joins two. The package knows
// the architectures tiny, base and base-memory, one or two SentencePiece
// vocabularies and lexical shortlists, and refuses every other model with an
// error. It downloads nothing and opens no file. Files are not trusted: a cut
// or altered one is an error, or at worst a bad translation.
package nmt

import (
	"errors"
	"fmt"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
	"github.com/kilas-news/kilas/translate/nmt/internal/marian"
	"github.com/kilas-news/kilas/translate/nmt/internal/spm"
)

// Files are the contents of a model's files, uncompressed.
type Files struct {
	Model       []byte // model.*.intgemm.alphas.bin or *.intgemm8.bin
	Shortlist   []byte // lex.*.s2t.bin; nil: every word is a candidate, which is slow
	SourceVocab []byte // vocab.*.spm or srcvocab.*.spm
	TargetVocab []byte // trgvocab.*.spm; nil: SourceVocab is for both languages
}

// Ids that Marian gives to the special words of every vocabulary.
const (
	endOfSentence = 0
	unknownWord   = 1
)

// Limits of a piece of text that is translated as one.
const (
	maxTokens    = 127 // more are wrapped; </s> comes on top
	lengthFactor = 2   // a translation has at most so many times the tokens
)

// Model is a loaded model. It is read-only and safe for concurrent use.
type Model struct {
	config config
	path   kernel.Path

	sourceVocab, targetVocab *spm.Model
	shortlist                *shortlist // nil: none

	source, target *embedding // the same one when the vocabulary is joint
	positions      []float32
	encoder        []encoderLayer
	decoder        []decoderLayer
	outputAlpha    float32 // 0: none
	outputBias     []float32
	everything     *candidates // all words, when there is no shortlist
}

// Load reads a model. It keeps no reference to the files' contents.
func Load(f Files) (*Model, error) {
	items, err := marian.Parse(f.Model)
	if err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	text, err := items[configItem].Text()
	if err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	c, err := parseConfig(text)
	if err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	m := &Model{config: c, path: kernel.Best()}
	if err := m.loadWeights(items); err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	if err := m.loadVocabularies(f); err != nil {
		return nil, err
	}
	if f.Shortlist == nil {
		m.everything = m.newCandidates(nil)
		return m, nil
	}
	m.shortlist, err = newShortlist(f.Shortlist, m.source.words, m.target.words, m.source == m.target)
	if err != nil {
		return nil, fmt.Errorf("load model: %w", err)
	}
	return m, nil
}

func (m *Model) loadWeights(items map[string]marian.Item) error {
	t := newTensors(items, m.config)
	output := "Wemb"
	if _, ok := items[output]; ok {
		m.source = t.embedding(output, m.config.dim)
		m.target = m.source
	} else {
		output = "decoder_Wemb"
		m.source = t.embedding("encoder_Wemb", m.config.dim)
		m.target = t.embedding(output, m.config.dim)
	}
	m.encoder, m.decoder = t.encoder(), t.decoder()
	m.outputAlpha = t.alpha(output)
	if t.err == nil {
		m.outputBias = t.floats("decoder_ff_logit_out_b", 1, m.target.words)
	}
	if t.err == nil {
		m.positions = positions(lengthFactor*(maxTokens+1), m.config.dim)
	}
	return t.err
}

func (m *Model) loadVocabularies(f Files) error {
	var err error
	if m.sourceVocab, err = loadVocabulary(f.SourceVocab, m.source.words); err != nil {
		return fmt.Errorf("load source vocabulary: %w", err)
	}
	joint := m.source == m.target
	switch {
	case f.TargetVocab == nil && joint:
		m.targetVocab = m.sourceVocab
		return nil
	case f.TargetVocab == nil:
		return errors.New("load model: it has two vocabularies, one was given")
	}
	if m.targetVocab, err = loadVocabulary(f.TargetVocab, m.target.words); err != nil {
		return fmt.Errorf("load target vocabulary: %w", err)
	}
	return nil
}

// loadVocabulary reads a vocabulary for a model of so many words.
func loadVocabulary(file []byte, words int) (*spm.Model, error) {
	v, err := spm.Load(file)
	if err != nil {
		return nil, err
	}
	if v.Len() != words {
		return nil, fmt.Errorf("it has %d pieces, the model has %d words", v.Len(), words)
	}
	if v.Piece(endOfSentence) != "</s>" || v.Unknown() != unknownWord {
		return nil, errors.New("it does not begin with </s> and <unk>")
	}
	return v, nil
}
