package kernel

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// paths returns all paths of this machine but the plain one.
func paths() []Path {
	var all []Path
	for p := Plain + 1; p <= Best(); p++ {
		all = append(all, p)
	}
	return all
}

func random(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

func floats(r *rand.Rand, n int, deviation float64) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(r.NormFloat64() * deviation)
	}
	return x
}

// same compares to the last bit.
func same(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) })
}

// product is Multiply as its documentation has it, without blocks.
func product(a []uint8, rows int, columns [][]byte, scale float32, bias []float32) []float32 {
	k := len(columns[0])
	var out []float32
	for r := range rows {
		for j, column := range columns {
			var c int32
			for i := 0; i < k; i += 2 {
				pair := int32(a[r*k+i])*int32(int8(column[i])) + int32(a[r*k+i+1])*int32(int8(column[i+1]))
				c += min(max(pair, -32768), 32767)
			}
			out = append(out, float32(float32(c)*scale)+bias[j])
		}
	}
	return out
}

// TestMultiply compares with the definition, at sizes around those of blocks
// and tiles, with values that saturate and with extreme ones.
func TestMultiply(t *testing.T) {
	t.Parallel()
	r := random(1)
	for _, k := range []int{4, 12, 16, 32, 48, 256, 400} {
		for _, n := range []int{1, 8, 15, 16, 17, 32, 40, 104} {
			for _, rows := range []int{1, 2, 3, 4, 5, 7, 8, 9, 12, 17, 25} {
				a, columns := make([]uint8, rows*k), make([][]byte, n)
				for i := range a {
					a[i] = uint8(r.IntN(255))
				}
				for j := range columns {
					columns[j] = make([]byte, k)
					for i := range k {
						columns[j][i] = byte(r.IntN(256))
						if j%3 == 0 { // pairs of one sign, far beyond int16
							columns[j][i] = []byte{127, 0x80}[i/2%2]
						}
					}
				}
				checkMultiply(t, a, rows, columns, floats(r, n, 1))
			}
		}
	}
}

func checkMultiply(t *testing.T, a []uint8, rows int, columns [][]byte, bias []float32) {
	t.Helper()
	m := Pack(len(columns[0]), len(columns), func(j int) []byte { return columns[j] })
	want := product(a, rows, columns, 0.0007, bias)
	padded := append(slices.Clone(bias), make([]float32, m.Stride()-m.N)...)
	for _, p := range append(paths(), Plain) {
		dst := make([]float32, rows*m.Stride()+1)
		dst[rows*m.Stride()] = 42
		p.Multiply(dst, a, rows, m, 0.0007, padded)
		for row := range rows {
			if got := dst[row*m.Stride():][:m.N]; !same(got, want[row*m.N:][:m.N]) {
				t.Fatalf("%v: %d rows, %d by %d: row %d is %v, want %v", p, rows, m.K, m.N, row, got, want[row*m.N:][:m.N])
			}
		}
		if dst[rows*m.Stride()] != 42 {
			t.Fatalf("%v: %d rows, %d by %d: writes behind the end", p, rows, m.K, m.N)
		}
	}
}

// TestRepack checks that a matrix packed into larger memory has no leftovers.
func TestRepack(t *testing.T) {
	t.Parallel()
	ones := make([]byte, 64)
	for i := range ones {
		ones[i] = 1
	}
	m := Pack(64, 40, func(int) []byte { return ones })
	m.Repack(32, 3, func(int) []byte { return ones[:32] })
	fresh := Pack(32, 3, func(int) []byte { return ones[:32] })
	if !slices.Equal(m.packed, fresh.packed) {
		t.Errorf("Repack leaves %d bytes that differ from Pack's", len(m.packed))
	}
}

func TestQuantize(t *testing.T) {
	t.Parallel()
	inf := float32(math.Inf(1))
	x := []float32{0, 0.5, 1.5, -0.5, -1.5, 2.5, 126.5, 127.4, 128, -127, -500, 3e9, -3e9, inf, -inf, float32(math.NaN())}
	want := []uint8{127, 127, 129, 127, 125, 129, 253, 254, 254, 0, 0, 0, 0, 0, 0, 0}
	relu := []uint8{127, 127, 129, 127, 127, 129, 253, 254, 254, 127, 127, 127, 127, 127, 127, 127}
	for len(x) < 64 { // all lanes of a register, and a tail
		x, want, relu = append(x, x[:16]...), append(want, want[:16]...), append(relu, relu[:16]...)
	}
	for _, n := range []int{0, 1, 16, 31, 32, 33, 64} {
		for _, p := range append(paths(), Plain) {
			got := make([]uint8, n)
			p.Quantize(got, x[:n], 1)
			if !slices.Equal(got, want[:n]) {
				t.Errorf("%v: Quantize(%v) = %v, want %v", p, x[:n], got, want[:n])
			}
			p.QuantizeReLU(got, x[:n], 1)
			if !slices.Equal(got, relu[:n]) {
				t.Errorf("%v: QuantizeReLU(%v) = %v, want %v", p, x[:n], got, relu[:n])
			}
		}
	}
}

// TestPathsAgree compares the float operations of each path with the plain
// ones, to the last bit, at sizes around those of registers.
func TestPathsAgree(t *testing.T) {
	t.Parallel()
	for _, p := range paths() {
		for n := 1; n <= 70; n++ {
			r := random(uint64(n))
			x := floats(r, n, 8)
			for _, width := range []int{n, n + 3, (n + 3) / 4 * 4} {
				a, b := slices.Clone(x), slices.Clone(x)
				Plain.Softmax(a, width)
				p.Softmax(b, width)
				if !same(a, b) {
					t.Errorf("%v: Softmax of %d in %d = %v, want %v", p, n, width, b, a)
				}
			}
			for rows := 1; rows <= 19; rows += 3 {
				agreeOnRows(t, p, n, rows, r)
			}
			agreeOnMix(t, p, n, r)
		}
	}
}

func agreeOnRows(t *testing.T, p Path, n, rows int, r *rand.Rand) {
	t.Helper()
	norm := Norm{floats(r, n, 1), floats(r, n, 0.1)}
	x, y := floats(r, n*rows, 1), floats(r, n*rows, 1)
	a, b := slices.Clone(x), slices.Clone(x)
	Plain.AddNorm(a, slices.Clone(y), norm)
	p.AddNorm(b, slices.Clone(y), norm)
	if !same(a, b) {
		t.Errorf("%v: AddNorm of %d rows of %d differs", p, rows, n)
	}
	stride := n + 5
	c, d := make([]float32, n), make([]float32, n)
	matrix := floats(r, rows*stride, 1)
	Plain.Combine(c, y[:rows], matrix, stride)
	p.Combine(d, y[:rows], matrix, stride)
	if !same(c, d) {
		t.Errorf("%v: Combine of %d rows of %d = %v, want %v", p, rows, n, d, c)
	}
}

func agreeOnMix(t *testing.T, p Path, n int, r *rand.Rand) {
	t.Helper()
	cells, f, w := floats(r, n, 1), floats(r, n, 20), floats(r, n, 1)
	a, b, out, want := slices.Clone(cells), slices.Clone(cells), make([]float32, n), make([]float32, n)
	Plain.Mix(a, f, w, want)
	p.Mix(b, f, w, out)
	if !same(a, b) || !same(out, want) {
		t.Errorf("%v: Mix of %d = %v, %v, want %v, %v", p, n, b, out, a, want)
	}
}

// TestExps bounds both exponentials' errors and checks their limits.
func TestExps(t *testing.T) {
	t.Parallel()
	for x := float32(-110); x <= 0; x += 0.0137 {
		want := math.Exp(float64(x))
		if got := float64(exp1(x)); math.Abs(got-want) > 0.503*ulp(want) {
			t.Errorf("exp1(%v) = %v, want %v", x, got, want)
		}
		if x < -87 {
			continue // exp4 has no subnormal values
		}
		if got := float64(exp4(x)); math.Abs(got-want) > 2*ulp(want) {
			t.Errorf("exp4(%v) = %v, want %v", x, got, want)
		}
	}
	for _, x := range []float32{-1e30, -99999999, float32(math.Inf(-1))} {
		if exp1(x) != 0 || exp4(x) != 0 {
			t.Errorf("exp1(%v), exp4(%v) = %v, %v, want 0", x, x, exp1(x), exp4(x))
		}
	}
}

// ulp returns the distance of float32 values around x.
func ulp(x float64) float64 {
	f := float32(x)
	return float64(math.Nextafter32(f, f+1)) - float64(f)
}

func TestPathNames(t *testing.T) {
	t.Parallel()
	if got := fmt.Sprint(Plain, AVX2, AVX512); got != "plain avx2 avx512" {
		t.Errorf("paths are called %q", got)
	}
}

func BenchmarkMultiply(b *testing.B) {
	for p := Plain; p <= Best(); p++ {
		for _, rows := range []int{1, 8, 64} {
			b.Run(fmt.Sprintf("%v/rows=%d", p, rows), func(b *testing.B) {
				const k, n = 256, 1536
				column := make([]byte, k)
				m := Pack(k, n, func(int) []byte { return column })
				dst, a, bias := make([]float32, rows*n), make([]uint8, rows*k), make([]float32, n)
				for b.Loop() {
					p.Multiply(dst, a, rows, m, 1, bias)
				}
				b.ReportMetric(float64(rows*k*n)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
			})
		}
	}
}
