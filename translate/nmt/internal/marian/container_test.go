package marian

import (
	"encoding/binary"
	"errors"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// build writes a container of items, whose data it pads.
func build(items ...Item) []byte {
	le := binary.LittleEndian
	out := le.AppendUint64(nil, version)
	out = le.AppendUint64(out, uint64(len(items)))
	for i, it := range items {
		for len(items[i].Data)%8 != 0 {
			items[i].Data = append(items[i].Data, 0)
		}
		for _, v := range []int{len(it.Name) + 1, int(it.Type), len(it.Shape), len(items[i].Data)} {
			out = le.AppendUint64(out, uint64(v))
		}
	}
	for _, it := range items {
		out = append(append(out, it.Name...), 0)
	}
	for _, it := range items {
		for _, d := range it.Shape {
			out = le.AppendUint32(out, uint32(d))
		}
	}
	out = append(le.AppendUint64(out, 3), 0, 0, 0)
	for _, it := range items {
		out = append(out, it.Data...)
	}
	return out
}

func floats(v ...float32) []byte {
	var b []byte
	for _, x := range v {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
	}
	return b
}

func sample() []byte {
	return build(
		Item{"bias", Float32, []int{1, 3}, floats(1, -2, 0.5)},
		Item{"weights", Intgemm8, []int{2, 4}, append([]byte{1, 2, 3, 4, 5, 6, 7, 0xff}, floats(63.5)...)},
		Item{"special:model.yml", Int8, []int{5}, []byte("a: 1\x00")},
	)
}

func TestParse(t *testing.T) {
	t.Parallel()
	items, err := Parse(sample())
	if err != nil {
		t.Fatal(err)
	}
	bias, err := items["bias"].Float32s(1, 3)
	if err != nil || !slices.Equal(bias, []float32{1, -2, 0.5}) {
		t.Errorf("bias = %v, %v", bias, err)
	}
	weights, q, err := items["weights"].Int8s(2, 4)
	if err != nil || q != 63.5 || len(weights) != 8 || weights[7] != 0xff {
		t.Errorf("weights = %v, %v, %v", weights, q, err)
	}
	if text, err := items["special:model.yml"].Text(); err != nil || text != "a: 1" {
		t.Errorf("text = %q, %v", text, err)
	}
	if _, err := Parse(append(sample(), make([]byte, 300)...)); err != nil {
		t.Errorf("Parse with zeros behind the end = %v", err)
	}
}

func TestItemsRefuse(t *testing.T) {
	t.Parallel()
	items, err := Parse(build(
		Item{"nan", Float32, []int{1}, floats(float32(math.NaN()))},
		Item{"zero", Intgemm8, []int{1}, append([]byte{1}, floats(0)...)},
		Item{"half", Float16, []int{2}, make([]byte, 4)},
	))
	if err != nil {
		t.Fatal(err)
	}
	for name, call := range map[string]func() error{
		"element 0 is NaN":     func() error { _, err := items["nan"].Float32s(1); return err },
		"multiplier is 0":      func() error { _, _, err := items["zero"].Int8s(1); return err },
		"shape [1], want [2]":  func() error { _, err := items["nan"].Float32s(2); return err },
		"type 0x0402":          func() error { _, err := items["half"].Float32s(2); return err },
		"not text":             func() error { _, err := items["half"].Text(); return err },
		"type 0x0000, not tex": func() error { _, err := items["missing"].Text(); return err },
	} {
		if err := call(); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v, want %q", err, name)
		}
	}
}

// put returns the sample with a number overwritten.
func put(at int, v uint64) []byte {
	b := sample()
	binary.LittleEndian.PutUint64(b[at:], v)
	return b
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "not a marian model file"},
		{"version 2", put(0, 2), "not a marian model file"},
		{"more items than bytes", put(8, 1<<60), "cut short in its headers"},
		{"name of no bytes", put(16, 0), "name of 0 bytes"},
		{"name of many bytes", put(16, 1<<63), "name of"},
		{"name across the next", put(16, 6), "name is cut short"},
		{"fbgemm type", put(24, 0x0801), "unsupported tensor type 0x0801"},
		{"many dimensions", put(32, 1<<40), "dimensions"},
		{"too much data", put(40, 1<<50), "cut short"},
		{"overflowing data", put(40, math.MaxUint64), "cut short"},
		{"too little data", put(40, 8), "needs more than its 8 bytes"},
		{"item twice", build(Item{"a", Int8, []int{1}, nil}, Item{"a", Int8, []int{0}, nil}), "needs more"},
		{"item twice", build(Item{"a", Int8, []int{0}, nil}, Item{"a", Int8, []int{0}, nil}), "twice"},
		{"no room for the multiplier", build(Item{"a", Intgemm8, []int{8}, make([]byte, 8)}), "multiplier"},
		{"product overflows", build(Item{"a", Int8, []int{1 << 30, 1 << 30, 1 << 30}, make([]byte, 8)}), "needs more"},
		{"negative", build(Item{"a", Int8, []int{1 << 31}, nil}), "negative"},
		{"bytes behind", append(sample(), 1), "behind its last item"},
	} {
		_, err := Parse(test.file)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: Parse = %v, want an error with %q", test.name, err, test.want)
		}
	}
	if _, err := Parse(nil); !errors.Is(err, ErrNotModel) {
		t.Errorf("Parse(nil) = %v", err)
	}
	for n := range sample() {
		if _, err := Parse(sample()[:n]); err == nil {
			t.Errorf("Parse of the first %d bytes succeeds", n)
		}
	}
}

// TestParseMemory is serial, since it measures the whole program.
func TestParseMemory(t *testing.T) {
	for name, file := range map[string][]byte{
		"items":      put(8, 1<<40),
		"dimensions": put(32, math.MaxUint64),
		"data":       put(40, math.MaxInt64),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := Parse(file)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; err == nil || n > uint64(16*len(file))+4096 {
			t.Errorf("%s: Parse of %d bytes allocates %d, error %v", name, len(file), n, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample())
	f.Add(build(Item{"Wemb", Intgemm8, []int{1, 1}, append([]byte{127}, floats(1)...)}))
	f.Fuzz(func(t *testing.T, file []byte) {
		items, err := Parse(file)
		if err != nil {
			return
		}
		for _, it := range items {
			if n := it.Len(); n < 0 || n > len(it.Data) {
				t.Errorf("%q: %d elements in %d bytes", it.Name, n, len(it.Data))
			}
			it.Text()                //nolint:errcheck // it must not panic
			it.Float32s(it.Shape...) //nolint:errcheck
			it.Int8s(it.Shape...)    //nolint:errcheck
		}
	})
}
