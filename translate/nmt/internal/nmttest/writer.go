package nmttest

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// Tensor types of the container.
const (
	typeInt8     = 0x0101
	typeFloat32  = 0x0404
	typeIntgemm8 = 0x4101
)

// alignment is what tensors and the data as a whole are padded to.
const alignment = 256

type item struct {
	name  string
	kind  uint64
	shape []int32
	data  []byte
}

// writer collects the items of a model file.
type writer struct {
	model  Model
	random uint64
	items  []item
}

// next is the SplitMix64 generator (Steele, Lea and Flood, 2014).
func (w *writer) next() uint64 {
	w.random += 0x9E3779B97F4A7C15
	z := w.random
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// normal returns a nearly normal integer of mean 0 and a standard deviation
// of 256: the sum of twelve bytes.
func (w *writer) normal() int {
	sum := -12 * 255 / 2
	for range 2 {
		r := w.next()
		for range 6 {
			sum += int(r & 0xff)
			r >>= 8
		}
	}
	return sum
}

// weightDeviation is the standard deviation of int8 weights.
const weightDeviation = 32

// weights returns n int8 values and the multiplier that gives the floats a
// standard deviation of thousandths/1000.
func (w *writer) weights(n, thousandths int) []byte {
	out := make([]byte, n, n+alignment+4)
	for i := range out {
		out[i] = byte(int8(min(max(w.normal()*weightDeviation/256, -127), 127)))
	}
	return appendFloat(out, weightDeviation*1000/float32(thousandths))
}

// matrix adds a weight matrix of a gain in tenths, and its alpha.
func (w *writer) matrix(name string, k, n, gain int) {
	deviation := 100 * float64(gain) * math.Sqrt(2/float64(k+n))
	w.add(name, typeIntgemm8, w.weights(k*n, int(deviation)), k, n)
	w.alpha(name)
}

// alpha suits activations after a layer norm.
const alpha = 27.5

func (w *writer) alpha(weights string) {
	if w.model.NoAlphas {
		return
	}
	name := weights + "_QuantMultA"
	if strings.Contains(weights, "Wemb") { // is stored as if it were weights
		w.add(name, typeIntgemm8, appendFloat([]byte{127}, 127/float32(alpha)), 1, 1)
		return
	}
	w.add(name, typeFloat32, appendFloat(nil, alpha), 1, 1)
}

// bias adds values of a standard deviation of thousandths/1000.
func (w *writer) bias(name string, n, thousandths int) {
	w.add(name, typeFloat32, w.biases(n, thousandths), 1, n)
}

func (w *writer) biases(n, thousandths int) []byte {
	var b []byte
	for range n {
		b = appendFloat(b, float32(w.normal()*thousandths)/256000)
	}
	return b
}

// norm adds a layer norm, whose scales have either sign so that tokens differ.
func (w *writer) norm(prefix string) {
	var b []byte
	for range w.model.Dim {
		r := w.next()
		scale := 0.6 + float32(r>>1&0xff)/320
		if r&1 == 0 {
			scale = -scale
		}
		b = appendFloat(b, scale)
	}
	w.add(prefix+"_scale", typeFloat32, b, 1, w.model.Dim)
	w.bias(prefix+"_bias", w.model.Dim, 100)
}

func (w *writer) attention(prefix string, query, out int) {
	for _, p := range []struct {
		name string
		gain int
	}{{"q", query}, {"k", query}, {"v", 10}, {"o", out}} {
		w.matrix(prefix+"_W"+p.name, w.model.Dim, w.model.Dim, p.gain)
		w.bias(prefix+"_b"+p.name, w.model.Dim, 50)
	}
	w.norm(prefix + "_Wo_ln")
}

func (w *writer) feedForward(prefix string) {
	w.matrix(prefix+"_W1", w.model.Dim, w.model.FFN, 10)
	w.bias(prefix+"_b1", w.model.FFN, 50)
	w.matrix(prefix+"_W2", w.model.FFN, w.model.Dim, 10)
	w.bias(prefix+"_b2", w.model.Dim, 50)
	w.norm(prefix + "_ffn_ln")
}

// embeddings adds the tables and the output layer's bias.
func (w *writer) embeddings() {
	const deviation = 180
	m := w.model
	output := "Wemb"
	if m.TargetWords != 0 {
		output = "decoder_Wemb"
		w.add("encoder_Wemb", typeIntgemm8, w.weights(m.SourceWords*m.Dim, deviation), m.SourceWords, m.Dim)
	}
	w.add(output, typeIntgemm8, w.weights(m.targetWords()*m.Dim, deviation), m.targetWords(), m.Dim)
	w.alpha(output)
	b := w.biases(m.targetWords(), 200)
	binary.LittleEndian.PutUint32(b, math.Float32bits(float32(m.End)/10))
	w.add("decoder_ff_logit_out_b", typeFloat32, b, 1, m.targetWords())
}

func (w *writer) text(name, s string) {
	data := append([]byte(s), 0)
	w.items = append(w.items, item{name, typeInt8, []int32{int32(len(data))}, data})
}

func (w *writer) add(name string, kind uint64, data []byte, rows, columns int) {
	for len(data)%alignment != 0 {
		data = append(data, 0)
	}
	w.items = append(w.items, item{name, kind, []int32{int32(rows), int32(columns)}, data})
}

// file serializes the items in the order that Marian writes them.
func (w *writer) file() []byte {
	slices.SortStableFunc(w.items, func(a, b item) int { return strings.Compare(a.name, b.name) })
	le := binary.LittleEndian
	out := le.AppendUint64(nil, 1)
	out = le.AppendUint64(out, uint64(len(w.items)))
	for _, it := range w.items {
		for _, v := range []int{len(it.name) + 1, int(it.kind), len(it.shape), len(it.data)} {
			out = le.AppendUint64(out, uint64(v))
		}
	}
	for _, it := range w.items {
		out = append(append(out, it.name...), 0)
	}
	for _, it := range w.items {
		for _, d := range it.shape {
			out = le.AppendUint32(out, uint32(d))
		}
	}
	gap := alignment - (len(out)+8)%alignment
	out = le.AppendUint64(out, uint64(gap))
	out = append(out, make([]byte, gap)...)
	for _, it := range w.items {
		out = append(out, it.data...)
	}
	return slices.Clip(out)
}

func appendFloat(b []byte, x float32) []byte {
	return binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
}
