package forest

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// ring is a problem that no single threshold solves: points in a ring.
func ring(n int, seed uint64) []Row {
	rng := rand.New(rand.NewPCG(seed, 7))
	rows := make([]Row, n)
	for i := range rows {
		x, y := rng.Float64()*2-1, rng.Float64()*2-1
		r := math.Hypot(x, y)
		rows[i] = Row{Values: []float32{float32(x), float32(y), float32(rng.Float64())}, Positive: r > 0.4 && r < 0.8, Weight: 1}
	}
	return rows
}

func TestTrain(t *testing.T) {
	t.Parallel()
	f := Train(ring(4000, 1), Options{Trees: 80, Depth: 4, ColumnShare: 0.7})
	right := 0
	test := ring(1000, 2)
	for _, r := range test {
		if (f.Score(r.Values) > 0.5) == r.Positive {
			right++
		}
	}
	if right < 880 {
		t.Errorf("%d of 1000 right, want 880", right)
	}
}

// TestWeights: rows of weight are heeded more.
func TestWeights(t *testing.T) {
	t.Parallel()
	var rows []Row
	for i := range 400 {
		rows = append(rows, Row{Values: []float32{0}, Positive: i%2 == 0, Weight: 1 + 9*float32((i+1)%2)})
	}
	if p := Train(rows, Options{Trees: 5}).Score([]float32{0}); p < 0.85 {
		t.Errorf("Score = %v, want about 10/11", p)
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()
	f := Train(ring(1000, 3), Options{Trees: 10})
	b := f.Encode()
	g, err := Decode(b)
	if err != nil {
		t.Fatal(err)
	}
	if g.Features() != 3 {
		t.Errorf("Features() = %d, want 3", g.Features())
	}
	for _, r := range ring(200, 4) {
		if f.Score(r.Values) != g.Score(r.Values) {
			t.Fatalf("Score(%v) = %v, decoded %v", r.Values, f.Score(r.Values), g.Score(r.Values))
		}
	}
	for _, bad := range [][]byte{nil, []byte("kfo"), b[:len(b)-1], b[:20], append(b[:len(b):len(b)], 0), []byte("xxx\x01\x03\x00\x00\x00\x00\x01\x00")} {
		if _, err := Decode(bad); !errors.Is(err, ErrFormat) {
			t.Errorf("Decode(%d bytes): %v, want ErrFormat", len(bad), err)
		}
	}
}
