// Package nmttest makes small models for tests: files in the real formats,
// with weights that are random but sane, so that translations vary from word
// to word, are long enough to go wrong, and come to an end. They mean nothing.
// Start with [Model.File] and [Shortlist].
//
// All arithmetic is on integers, or exact, so that a file is the same on
// every machine.
package nmttest

import (
	"fmt"
	"strings"
)

// Model is the shape of a model.
type Model struct {
	Dim, FFN, Heads  int
	Encoder, Decoder int // layers
	SourceWords      int
	TargetWords      int // 0: one vocabulary
	NoAlphas         bool
	Seed             uint64
	End              int    // bias towards the end of a sentence, in tenths
	Config           string // appended to the configuration
}

// File returns the model file.
func (m Model) File() []byte {
	w := &writer{model: m, random: m.Seed}
	for l := 1; l <= m.Encoder; l++ {
		prefix := fmt.Sprintf("encoder_l%d", l)
		w.attention(prefix+"_self", 14, 15)
		w.feedForward(prefix + "_ffn")
	}
	for l := 1; l <= m.Decoder; l++ {
		prefix := fmt.Sprintf("decoder_l%d", l)
		w.matrix(prefix+"_rnn_W", m.Dim, m.Dim, 15)
		w.matrix(prefix+"_rnn_Wf", m.Dim, m.Dim, 12)
		w.bias(prefix+"_rnn_bf", m.Dim, 50)
		w.norm(prefix + "_rnn_ffn_ln")
		w.attention(prefix+"_context", 10, 7)
		w.feedForward(prefix + "_ffn")
	}
	w.embeddings()
	w.text("special:model.yml", m.config())
	return w.file()
}

func (m Model) targetWords() int {
	if m.TargetWords == 0 {
		return m.SourceWords
	}
	return m.TargetWords
}

func (m Model) config() string {
	joint := m.TargetWords == 0
	var b strings.Builder
	fmt.Fprintf(&b, "dec-depth: %d\nenc-depth: %d\ndim-emb: %d\n", m.Decoder, m.Encoder, m.Dim)
	fmt.Fprintf(&b, "dim-vocabs:\n  - %d\n  - %d\n", m.SourceWords, m.targetWords())
	fmt.Fprintf(&b, "tied-embeddings: %v\ntied-embeddings-all: %v\n", !joint, joint)
	fmt.Fprintf(&b, "transformer-dim-ffn: %d\ntransformer-heads: %d\n", m.FFN, m.Heads)
	b.WriteString(fixedConfig)
	b.WriteString(m.Config)
	return b.String()
}

const fixedConfig = `dec-cell: ssru
dec-cell-base-depth: 2
dec-cell-high-depth: 1
dim-rnn: 1024
enc-cell: gru
enc-cell-depth: 1
enc-type: bidirectional
factors-combine: sum
factors-dim-emb: 0
input-types:
  []
layer-normalization: false
lemma-dim-emb: 0
right-left: false
skip: false
tied-embeddings-src: false
transformer-aan-activation: swish
transformer-aan-depth: 2
transformer-aan-nogate: false
transformer-decoder-autoreg: rnn
transformer-dim-aan: 2048
transformer-ffn-activation: relu
transformer-ffn-depth: 2
transformer-guided-alignment-layer: last
transformer-no-projection: false
transformer-pool: false
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-postprocess-top: ""
transformer-preprocess: ""
transformer-tied-layers:
  []
transformer-train-position-embeddings: false
transformer-train-positions: false
type: transformer
ulr: false
ulr-dim-emb: 0
ulr-trainable-transformation: false
version: v1.9.56 test
`
