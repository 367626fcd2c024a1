package kernel

import (
	"math"

	"golang.org/x/sys/cpu"
)

// Best returns the fastest path of this machine.
func Best() Path {
	switch {
	case cpu.X86.HasAVX2 && cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VNNI:
		return AVX512
	case cpu.X86.HasAVX2:
		return AVX2
	default:
		return Plain
	}
}

//go:noescape
func multiplyAVX2(dst *float32, a *uint8, k, rows int, b *byte, blocks int, scale float32, bias *float32)

//go:noescape
func multiplyAVX512(dst *float32, a *uint8, k, rows int, b *byte, blocks int, scale float32, bias *float32)

//go:noescape
func quantizeAVX2(dst *uint8, x *float32, n int, q float32, low int32)

//go:noescape
func combineAVX2(dst *float32, columns int, a *float32, rows int, b *float32, stride int)

//go:noescape
func exp4AVX2(x *float32, n int, most float32)

//go:noescape
func exp1AVX2(x *float32, n int, most, least float32)

//go:noescape
func mixAVX2(cells, f, w, out *float32, n int)

//go:noescape
func addAVX2(x, y *float32, n int)

//go:noescape
func sumRowsAVX2(sums *[normRows]float32, rows *[normRows]*float32, n int)

//go:noescape
func squaresAVX2(dst, x *float32, n int, mean float32)

//go:noescape
func normAVX2(x *float32, n int, mean, sigma float32, scale, bias *float32)

//go:noescape
func divideAVX2(x *float32, n int, by float32)

// lanes4 has the constants of exp4 for each lane of a register, in the order
// that the assembly names them. The last row is the bits of an int32.
//
//lint:ignore U1000 exp_amd64.s reads it
var lanes4 = [...][8]float32{
	lanes(expLimit), lanes(-expLimit), lanes(log2e), lanes(0.5), lanes(ln2High), lanes(ln2Low),
	lanes(expP0), lanes(expP1), lanes(expP2), lanes(expP3), lanes(expP4), lanes(expP5),
	lanes(1), lanes(math.Float32frombits(127)),
}

// lanes1 has those of exp1. The last row is the bits of an int64.
//
//lint:ignore U1000 exp_amd64.s reads it
var lanes1 = [...][4]float64{
	lanes64(exp1Scale), lanes64(exp1Round), lanes64(exp1C0), lanes64(exp1C1), lanes64(exp1C2),
	lanes64(1), lanes64(math.Float64frombits(31)),
}

func lanes(x float32) [8]float32 { return [8]float32{x, x, x, x, x, x, x, x} }

func lanes64(x float64) [4]float64 { return [4]float64{x, x, x, x} }

// multiplyAssembly does what Multiply does, unless the path has no assembly.
func (p Path) multiplyAssembly(dst []float32, a []uint8, rows int, m *Matrix, scale float32, bias []float32) bool {
	switch {
	case p == Plain || m.K%16 != 0 || m.K == 0:
		return false
	case p == AVX512:
		multiplyAVX512(&dst[0], &a[0], m.K, rows, &m.packed[0], blocks(m.N), scale, &bias[0])
	default:
		multiplyAVX2(&dst[0], &a[0], m.K, rows, &m.packed[0], blocks(m.N), scale, &bias[0])
	}
	return true
}

// quantizeAssembly quantizes as many values as it can and returns how many.
func (p Path) quantizeAssembly(dst []uint8, x []float32, q float32, low int32) int {
	n := len(x) / 32 * 32
	if p == Plain || n == 0 {
		return 0
	}
	quantizeAVX2(&dst[0], &x[0], n, q, low)
	return n
}

// combineAssembly computes as many columns as it can and returns how many.
func (p Path) combineAssembly(dst, a, b []float32, stride int) int {
	n := len(dst) / 8 * 8
	if p == Plain || n == 0 || len(a) == 0 {
		return 0
	}
	_ = b[(len(a)-1)*stride+n-1]
	combineAVX2(&dst[0], n, &a[0], len(a), &b[0], stride)
	return n
}

// mixAssembly mixes as many cells as it can and returns how many.
func (p Path) mixAssembly(cells, f, w, out []float32) int {
	n := len(cells) / 8 * 8
	if p == Plain || n == 0 {
		return 0
	}
	_, _, _ = f[n-1], w[n-1], out[n-1]
	mixAVX2(&cells[0], &f[0], &w[0], &out[0], n)
	return n
}

// expsAssembly replaces as many values as it can and returns how many.
func (p Path) expsAssembly(x []float32, most float32, inFours bool) int {
	switch n := len(x) / 8 * 8; {
	case p == Plain || n == 0:
		return 0
	case inFours:
		exp4AVX2(&x[0], n, most)
		return n
	default:
		exp1AVX2(&x[0], n, most, exp1Least)
		return n
	}
}

// divideAssembly divides as many values as it can and returns how many.
func (p Path) divideAssembly(x []float32, by float32) int {
	n := len(x) / 8 * 8
	if p == Plain || n == 0 {
		return 0
	}
	divideAVX2(&x[0], n, by)
	return n
}
