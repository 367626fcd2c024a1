package nmt

import (
	"fmt"
	"strings"

	"github.com/kilas-news/kilas/translate/nmt/internal/kernel"
	"github.com/kilas-news/kilas/translate/nmt/internal/marian"
)

// attention is a multi-head attention block with its residual norm.
type attention struct {
	q, k, v, o affine
	norm       kernel.Norm
}

// feedForward is a position-wise block of two layers with a ReLU between.
type feedForward struct {
	w1, w2 affine
	norm   kernel.Norm
}

// recurrence is a simpler simple recurrent unit with its residual norm.
type recurrence struct {
	candidate, forget affine
	norm              kernel.Norm
}

type encoderLayer struct {
	self attention
	ffn  feedForward
}

type decoderLayer struct {
	rnn     recurrence
	context attention
	ffn     feedForward
}

// tensors takes parameters out of a model file; the first error stays.
type tensors struct {
	items  map[string]marian.Item
	config config
	alphas bool // the file says how to quantize activations
	err    error
}

const alphaSuffix = "_QuantMultA"

func newTensors(items map[string]marian.Item, c config) *tensors {
	t := &tensors{items: items, config: c}
	for name := range items {
		t.alphas = t.alphas || strings.HasSuffix(name, alphaSuffix)
	}
	return t
}

func (t *tensors) item(name string) (marian.Item, bool) {
	it, ok := t.items[name]
	if !ok && t.err == nil {
		t.err = fmt.Errorf("item %q is missing", name)
	}
	return it, ok
}

func (t *tensors) floats(name string, shape ...int) []float32 {
	it, ok := t.item(name)
	if !ok {
		return nil
	}
	v, err := it.Float32s(shape...)
	if err != nil && t.err == nil {
		t.err = err
	}
	return v
}

func (t *tensors) int8s(name string, shape ...int) ([]byte, float32) {
	it, ok := t.item(name)
	if !ok {
		return nil, 0
	}
	v, q, err := it.Int8s(shape...)
	if err != nil && t.err == nil {
		t.err = err
	}
	return v, q
}

// alpha returns the factor that quantizes the activations before a weight
// matrix. That of an embedding is quantized itself.
func (t *tensors) alpha(weights string) float32 {
	if !t.alphas {
		return 0
	}
	name := weights + alphaSuffix
	var alpha float32
	if isEmbedding(weights) {
		if v, q := t.int8s(name, 1, 1); len(v) == 1 {
			alpha = float32(float32(int8(v[0])) * float32(1/q))
		}
	} else if v := t.floats(name, 1, 1); len(v) == 1 {
		alpha = v[0]
	}
	if t.err == nil && !(alpha > 0) {
		t.err = fmt.Errorf("item %q: alpha %v", name, alpha)
	}
	return alpha
}

// affine reads the weights, k by n, and the bias unless its name is empty.
// Weights are stored column by column.
func (t *tensors) affine(weights, bias string, k, n int) affine {
	values, factor := t.int8s(weights, k, n)
	a := affine{factor: factor, alpha: t.alpha(weights), bias: make([]float32, n)}
	if bias != "" {
		a.bias = t.floats(bias, 1, n)
	}
	if t.err != nil {
		return affine{}
	}
	column := func(j int) []byte { return values[j*k : (j+1)*k] }
	a.weights = kernel.Pack(k, n, column)
	a.sums = make([]int32, n)
	for j := range a.sums {
		a.sums[j] = kernel.ColumnSum(column(j))
	}
	if a.alpha != 0 {
		a.fixed = a.prepare(a.alpha, make([]float32, a.weights.Stride()))
	}
	return a
}

func (t *tensors) norm(prefix string) kernel.Norm {
	return kernel.Norm{Scale: t.floats(prefix+"_scale", 1, t.config.dim), Bias: t.floats(prefix+"_bias", 1, t.config.dim)}
}

func (t *tensors) attention(prefix string) attention {
	square := func(name string) affine {
		return t.affine(prefix+"_W"+name, prefix+"_b"+name, t.config.dim, t.config.dim)
	}
	return attention{square("q"), square("k"), square("v"), square("o"), t.norm(prefix + "_Wo_ln")}
}

func (t *tensors) feedForward(prefix string) feedForward {
	return feedForward{
		w1:   t.affine(prefix+"_W1", prefix+"_b1", t.config.dim, t.config.ffn),
		w2:   t.affine(prefix+"_W2", prefix+"_b2", t.config.ffn, t.config.dim),
		norm: t.norm(prefix + "_ffn_ln"),
	}
}

func (t *tensors) encoder() []encoderLayer {
	var layers []encoderLayer
	for i := 1; i <= t.config.encoderDepth && t.err == nil; i++ {
		prefix := fmt.Sprintf("encoder_l%d", i)
		layers = append(layers, encoderLayer{t.attention(prefix + "_self"), t.feedForward(prefix + "_ffn")})
	}
	return layers
}

func (t *tensors) decoder() []decoderLayer {
	var layers []decoderLayer
	for i := 1; i <= t.config.decDepth && t.err == nil; i++ {
		prefix := fmt.Sprintf("decoder_l%d", i)
		layers = append(layers, decoderLayer{
			rnn: recurrence{
				candidate: t.affine(prefix+"_rnn_W", "", t.config.dim, t.config.dim),
				forget:    t.affine(prefix+"_rnn_Wf", prefix+"_rnn_bf", t.config.dim, t.config.dim),
				norm:      t.norm(prefix + "_rnn_ffn_ln"),
			},
			context: t.attention(prefix + "_context"),
			ffn:     t.feedForward(prefix + "_ffn"),
		})
	}
	return layers
}

func isEmbedding(weights string) bool { return strings.Contains(weights, "Wemb") }
