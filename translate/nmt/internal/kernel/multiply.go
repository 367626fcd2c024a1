package kernel

import "math"

// Multiply computes rows of y = float32(c)·scale + bias, where c is the
// integer product of the uint8 activations a (rows of m.K) and m. As with
// x86's VPMADDUBSW, the products of two adjacent rows of m are added with
// saturation to int16 before they are added up in int32. bias has m.Stride
// values, and dst gets rows of m.Stride.
func (p Path) Multiply(dst []float32, a []uint8, rows int, m *Matrix, scale float32, bias []float32) {
	if rows == 0 || m.N == 0 {
		return
	}
	dst, a, bias = dst[:rows*m.Stride()], a[:rows*m.K], bias[:m.Stride()]
	if p.multiplyAssembly(dst, a, rows, m, scale, bias) {
		return
	}
	for r := range rows {
		row := a[r*m.K:][:m.K]
		for b := range blocks(m.N) {
			at := b * blockColumns
			multiplyBlock(dst[r*m.Stride()+at:][:blockColumns], row, m.packed[at*m.K:][:blockColumns*m.K], scale, bias[at:])
		}
	}
}

// multiplyBlock computes one row of one block.
func multiplyBlock(dst []float32, a []uint8, b []byte, scale float32, bias []float32) {
	var sums [blockColumns]int32
	for len(a) >= groupRows && len(b) >= groupBytes {
		a0, a1, a2, a3 := int32(a[0]), int32(a[1]), int32(a[2]), int32(a[3])
		w := (*[groupBytes]byte)(b)
		for j := range sums {
			s := saturate16(a0*int32(int8(w[4*j])) + a1*int32(int8(w[4*j+1])))
			t := saturate16(a2*int32(int8(w[4*j+2])) + a3*int32(int8(w[4*j+3])))
			sums[j] += s + t
		}
		a, b = a[groupRows:], b[groupBytes:]
	}
	for j, c := range sums {
		dst[j] = float32(float32(c)*scale) + bias[j]
	}
}

// saturate16 is quick for what fits, which is nearly everything.
func saturate16(x int32) int32 {
	if x == int32(int16(x)) {
		return x
	}
	return min(max(x, math.MinInt16), math.MaxInt16)
}
