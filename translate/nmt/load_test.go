package nmt

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/translate/nmt/internal/marian"
	"github.com/kilas-news/kilas/translate/nmt/internal/nmttest"
)

// small is the smallest model that has all parts.
var small = nmttest.Model{Dim: 16, FFN: 16, Heads: 2, Encoder: 1, Decoder: 1, SourceWords: 880, Seed: 5, End: 20}

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	split := small
	split.TargetWords = 448
	base := files(t, small)
	for _, test := range []struct {
		name   string
		change func(f *Files)
		want   string
	}{
		{"no files", func(f *Files) { *f = Files{} }, "not a marian model file"},
		{"no vocabulary", func(f *Files) { f.SourceVocab = nil }, "load source vocabulary"},
		{"other vocabulary", func(f *Files) { f.SourceVocab = read(t, vocabularies, "plain.spm") }, "448 pieces, the model has 880"},
		{"one vocabulary too few", func(f *Files) { *f = files(t, split); f.TargetVocab = nil }, "two vocabularies, one was given"},
		{"other target vocabulary", func(f *Files) { f.TargetVocab = read(t, vocabularies, "plain.spm") }, "target vocabulary: it has 448"},
		{"empty shortlist", func(f *Files) { f.Shortlist = []byte{} }, "shortlist is cut short"},
		{"other shortlist", func(f *Files) { f.Shortlist = nmttest.Shortlist(448, 880, 50, 20, 1) }, "for 448 source words"},
		{"no configuration", func(f *Files) { f.Model = renamed("special:model.yml", "special:model.xml") }, "not text"},
		{"missing weights", func(f *Files) { f.Model = renamed("decoder_l1_rnn_Wf", "decoder_l1_rnn_Wg") }, `"decoder_l1_rnn_Wf" is missing`},
		{"missing bias", func(f *Files) { f.Model = renamed("encoder_l1_ffn_b1", "encoder_l1_ffn_b3") }, `"encoder_l1_ffn_b1" is missing`},
		{"missing alpha", func(f *Files) { f.Model = renamed("encoder_l1_self_Wq_Quant", "encoder_l1_self_Wz_Quant") }, `Wq_QuantMultA" is missing`},
		{"missing output bias", func(f *Files) { f.Model = renamed("decoder_ff_logit_out_b", "decoder_ff_logit_out_c") }, `"decoder_ff_logit_out_b" is missing`},
		{"deeper configuration", func(f *Files) { f.Model = renamed("enc-depth: 1", "enc-depth: 2") }, `"encoder_l2_self_Wq" is missing`},
		{"wider configuration", func(f *Files) { f.Model = renamed("dim-ffn: 16", "dim-ffn: 32") }, "shape [16 16], want [16 32]"},
		{"last embedding is gone", func(f *Files) { f.Model = f.Model[:len(f.Model)-3000] }, "cut short"},
	} {
		f := base
		test.change(&f)
		_, err := Load(f)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Load = %v, want an error with %q", test.name, err, test.want)
		}
	}
}

// renamed returns the small model with a text in it replaced by one as long.
func renamed(from, to string) []byte {
	file := small.File()
	if !bytes.Contains(file, []byte(from)) {
		panic(from + " is not in the file")
	}
	return bytes.Replace(file, []byte(from), []byte(to), 1)
}

// tryTranslate loads files, and if they are a model, translates with it.
func tryTranslate(t *testing.T, f Files) {
	t.Helper()
	m, err := Load(f)
	if err != nil {
		return
	}
	for beam := range 3 {
		opt := Options{Beam: beam}
		if _, err := m.TranslateWith(t.Context(), []string{"The storm, the harbour.", "☃", ""}, opt); err != nil {
			t.Errorf("Translate = %v", err)
		}
	}
}

// TestLoadCut cuts the model file: always an error.
func TestLoadCut(t *testing.T) {
	t.Parallel()
	f := files(t, small)
	whole := f.Model
	for n := 0; n < len(whole); n += 1 + n/37 {
		f.Model = whole[:n]
		if _, err := Load(f); err == nil {
			t.Errorf("Load of the first %d bytes of %d succeeds", n, len(whole))
		}
	}
}

// TestLoadAltered overwrites bytes in every file, mostly in headers, with
// values that are likely to do harm.
func TestLoadAltered(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	base := files(t, small)
	values := []uint64{0, 1, 0x7f, 0xff, 1 << 31, 1 << 32, 1 << 62, 1 << 63, math.MaxUint64, 0x7fc000007fc00000, 0x7f8000007f800000}
	for range 400 {
		f := base
		target := []*[]byte{&f.Model, &f.SourceVocab, &f.Shortlist}[r.IntN(3)]
		b := append(bytes.Clone(*target), make([]byte, 8)...)
		for range 1 + r.IntN(3) {
			at := r.IntN(min(len(*target), []int{64, 4096, len(*target)}[r.IntN(3)]))
			binary.LittleEndian.PutUint64(b[at:], values[r.IntN(len(values))])
		}
		*target = b[:len(*target)]
		if target == &f.Shortlist {
			nmttest.Seal(*target)
		}
		tryTranslate(t, f)
	}
}

// TestOverflow translates with weights so large that all scores are infinite
// or not numbers.
func TestOverflow(t *testing.T) {
	t.Parallel()
	f := files(t, small)
	f.Shortlist = nmttest.Shortlist(small.SourceWords, small.SourceWords, 0, 20, 1) // without the unknown word
	items, err := marian.Parse(f.Model)
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, at int, v float32) {
		binary.LittleEndian.PutUint32(items[name].Data[at:], math.Float32bits(v)) // a view into the file
	}
	for i := range items["Wemb"].Len() {
		items["Wemb"].Data[i] = 127 // all words alike
	}
	for _, bias := range []float32{math.MaxFloat32, -math.MaxFloat32} {
		for id := range small.SourceWords {
			put("decoder_ff_logit_out_b", 4*id, bias)
		}
		for alpha := float32(1e-38); alpha < 1e-30; alpha *= 2 {
			put("Wemb_QuantMultA", 1, 127/alpha)
			tryTranslate(t, f)
		}
	}
	put("encoder_l1_ffn_b2", 0, math.MaxFloat32)
	put("decoder_l1_ffn_b2", 0, math.MaxFloat32)
	tryTranslate(t, f)
}

// TestLoadMemory bounds what files can make Load allocate. It is serial,
// since it measures the whole program.
func TestLoadMemory(t *testing.T) {
	wide := small
	wide.Dim, wide.FFN = 128, 256
	for _, model := range []nmttest.Model{small, wide} {
		f := files(t, model)
		size := len(f.Model) + len(f.Shortlist) + len(f.SourceVocab)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		load(t, f)
		runtime.ReadMemStats(&after)
		if got := after.TotalAlloc - before.TotalAlloc; got > uint64(10*size) {
			t.Errorf("Load of %d bytes allocates %d", size, got)
		}
	}
}

// TestLoadKeepsNothing checks that the caller may reuse the files' memory.
func TestLoadKeepsNothing(t *testing.T) {
	t.Parallel()
	f := files(t, small)
	sentences := []string{"The storm closed the harbour.", "Hujan ☃"}
	want, err := load(t, f).Translate(t.Context(), sentences)
	if err != nil {
		t.Fatal(err)
	}
	m := load(t, f)
	for _, b := range [][]byte{f.Model, f.Shortlist, f.SourceVocab} {
		clear(b)
	}
	got, err := m.Translate(t.Context(), sentences)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if got[i].Text != want[i].Text {
			t.Errorf("translation %d becomes %q, was %q", i, got[i].Text, want[i].Text)
		}
	}
}

func FuzzLoad(f *testing.F) {
	base := files(f, small)
	f.Add(base.Model)
	f.Add(renamed("Wemb_QuantMultA", "Wemb_QuantMultB"))
	f.Fuzz(func(t *testing.T, model []byte) {
		changed := base
		changed.Model = model
		tryTranslate(t, changed)
	})
}
