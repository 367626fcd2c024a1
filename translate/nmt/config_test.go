package nmt

import (
	"strings"
	"testing"
)

const tinyConfig = `# what Marian writes of tiny, shortened
bert-type-vocab-size: 2
dec-cell: ssru
dec-depth: 2
dim-emb: 256
dim-vocabs:
  - 32000
  - 32000
enc-depth: 6
input-types:
  []
layer-normalization: false
tied-embeddings-all: true
transformer-decoder-autoreg: rnn
transformer-dim-ffn: 1536
transformer-ffn-activation: relu
transformer-ffn-depth: 2
transformer-guided-alignment-layer: last
transformer-heads: 8
transformer-postprocess: dan
transformer-postprocess-emb: d
transformer-postprocess-top: ""
transformer-preprocess: ""
transformer-tied-layers:
  []
type: transformer
version: v1.9.56 2021-01-01
`

func TestParseConfig(t *testing.T) {
	t.Parallel()
	got, err := parseConfig(tinyConfig)
	want := config{dim: 256, ffn: 1536, heads: 8, encoderDepth: 6, decDepth: 2, alignLayer: 1}
	if err != nil || got != want {
		t.Errorf("parseConfig = %+v, %v, want %+v", got, err, want)
	}
	got, err = parseConfig(strings.Replace(tinyConfig, "layer: last", "layer: 1", 1))
	if err != nil || got.alignLayer != 0 {
		t.Errorf("guided layer 1 is %d, %v", got.alignLayer, err)
	}
}

func TestParseConfigRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ old, new, want string }{
		{"type: transformer", "type: s2s", `type "s2s" is not supported, only "transformer" is`},
		{"type: transformer\n", "", "type is missing"},
		{"dec-cell: ssru", "dec-cell: gru", "dec-cell"},
		{"autoreg: rnn", "autoreg: self-attention", "transformer-decoder-autoreg"},
		{"activation: relu", "activation: swish", "transformer-ffn-activation"},
		{"ffn-depth: 2", "ffn-depth: 3", "transformer-ffn-depth"},
		{`preprocess: ""`, `preprocess: n`, "transformer-preprocess"},
		{"postprocess: dan", "postprocess: da", "transformer-postprocess"},
		{`top: ""`, `top: n`, "transformer-postprocess-top"},
		{"layer-normalization: false", "layer-normalization: true", "layer-normalization"},
		{"tied-layers:\n  []", "tied-layers:\n  - 1\n  - 1", "transformer-tied-layers"},
		{"input-types:\n  []", "input-types: [class]", "input-types"},
		{"tied-embeddings-all: true", "tied-embeddings-all: false", "output weights"},
		{"type: transformer", "type: transformer\noutput-omit-bias: true", "output-omit-bias"},
		{"type: transformer", "type: transformer\nlemma-dim-emb: 64", "lemma-dim-emb"},
		{"type: transformer", "type: transformer\nulr: true", "ulr"},
		{"type: transformer", "type: transformer\ntransformer-pool: true", "transformer-pool"},
		{"type: transformer", "type: transformer\ntransformer-no-projection: true", "transformer-no-projection"},
		{"type: transformer", "type: transformer\ntransformer-train-positions: true", "transformer-train-positions"},
		{"type: transformer", "type: transformer\nright-left: true", "right-left"},
		{"type: transformer", "type: transformer\ntransformer-decoder-dim-ffn: 512", "transformer-decoder-dim-ffn"},
		{"type: transformer", "type: transformer\ntype: transformer", "type is there twice"},
		{"enc-depth: 6", "enc-depth: 1000000", "enc-depth"},
		{"enc-depth: 6", "enc-depth: -1", "enc-depth"},
		{"enc-depth: 6", "enc-depth: [6]", "enc-depth"},
		{"dec-depth: 2\n", "", "dec-depth"},
		{"dim-emb: 256", "dim-emb: 99999999999999999999", "dim-emb"},
		{"dim-emb: 256", "dim-emb: 250", "multiples of 16"},
		{"heads: 8", "heads: 5", "5 heads"},
		{"layer: last", "layer: 3", "guided-alignment-layer"},
		{tinyConfig, "", "not a mapping"},
		{tinyConfig, "- a\n- b\n", "not a mapping"},
		{tinyConfig, "a: [", "special:model.yml"},
		{tinyConfig, "a: &a [*a]\n", "special:model.yml"},
		{tinyConfig, strings.Repeat("# comment\n", 10000), "more than"},
	} {
		text := strings.Replace(tinyConfig, test.old, test.new, 1)
		if text == tinyConfig {
			t.Fatalf("%q changes nothing", test.old)
		}
		_, err := parseConfig(text)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("parseConfig with %.60q = %v, want an error with %q", test.new, err, test.want)
		}
	}
}

func FuzzParseConfig(f *testing.F) {
	f.Add(tinyConfig)
	f.Add("a: &a [*a, *a]\nb: {c: *a}\n<<: *a\n")
	f.Add("? [a]\n: - b\n--- \n...\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := parseConfig(text)
		if err == nil && (c.dim%c.heads != 0 || c.alignLayer >= c.decDepth || c.dim > maxWidth || c.ffn > maxWidth) {
			t.Errorf("parseConfig = %+v", c)
		}
	})
}
