package kernel

import "golang.org/x/sys/cpu"

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
